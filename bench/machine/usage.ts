import { readdir, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux that runs here
const QUIET_SHARE = 0.08;
const QUIET_TRIES = 60;

interface Stat {
  pid: number;
  parent: number;
  /** Of the process itself and of its children that have ended, seconds. */
  seconds: number;
}

/** Everything that runs under these processes, and they themselves. */
async function treeOf(roots: readonly number[]): Promise<Stat[]> {
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(numbers.map(statOf))).filter((stat) => stat !== undefined);
  const tree = all.filter(({ pid }) => roots.includes(pid));
  const inTree = new Set(tree.map(({ pid }) => pid));
  for (let grew = true; grew;) {
    grew = false;
    for (const stat of all)
      if (!inTree.has(stat.pid) && inTree.has(stat.parent)) {
        inTree.add(stat.pid);
        tree.push(stat);
        grew = true;
      }
  }
  return tree;
}

async function statOf(pid: string): Promise<Stat | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => undefined);
  if (line === undefined) return undefined;
  // The name in brackets may hold anything, so the numbers are counted from its end: state, ppid, … utime (11), stime, cutime, cstime.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid: Number(pid), parent: Number(fields[1]), seconds: ticks / TICKS_A_SECOND };
}

/** Processor time that these processes and all under them have used, in seconds. */
export async function processorSeconds(roots: readonly number[]): Promise<number> {
  return (await treeOf(roots)).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Resident memory of one process, and the most it ever had, in bytes. */
export async function memoryOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, "latin1");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? Number.NaN) * 1024;
  return { now: field("VmRSS"), most: field("VmHWM") };
}

/** Resident memory of these processes and all under them, shared pages counted once each: bytes. */
export async function memoryOfTree(roots: readonly number[]): Promise<number> {
  const parts = (await treeOf(roots)).map(async ({ pid }) => {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "latin1").catch(() => "");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  });
  return (await Promise.all(parts)).reduce((sum, bytes) => sum + bytes, 0);
}

/** Waits until all servers rest, so that none works on the time of the next. Throws when one never does. */
export async function untilQuiet(roots: readonly number[]): Promise<void> {
  let before = await processorSeconds(roots);
  for (let tries = 0; tries < QUIET_TRIES; tries += 1) {
    await wait(1_000);
    const now = await processorSeconds(roots);
    if (now - before < QUIET_SHARE) return;
    before = now;
  }
  throw new Error(`The servers still worked ${QUIET_TRIES} s after the last run.`);
}
