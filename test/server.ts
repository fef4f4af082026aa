import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readlink, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { freePort } from "#foundation/cluster";

/** A Kith in a process of its own, as whoever runs it would see it. */
export interface Running {
  process: ChildProcess;
  origin: string;
  /** Everything it wrote so far. */
  out: () => string;
  err: () => string;
  ended: Promise<Ended>;
}
export interface Ended {
  code: number | null;
  signal: string | null;
  out: string;
  err: string;
}

const OURS = /^(PORT|HOST|KITH_|DATABASE_|NATS_URL|SMTP_URL|VAPID_|NODE_ENV|VITEST|TEST)/;
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));

/** A data directory of its own, which only its owner may enter, like those of `mktemp -d`. */
export async function freshHome(): Promise<{ home: string; clear: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "kith-home-"));
  return { home, clear: () => rm(home, { recursive: true, force: true }) };
}

/** Runs a program of Kith to its end, or until `kill`. */
export function run(
  words: readonly string[],
  env: Record<string, string>,
): { process: ChildProcess; out: () => string; err: () => string; ended: Promise<Ended> } {
  const child = spawn(process.execPath, words, { env: { ...clean, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const written = { out: "", err: "" };
  child.stdout.on("data", (bytes: Buffer) => (written.out += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (written.err += bytes.toString()));
  const ended = once(child, "close").then(() => ({ code: child.exitCode, signal: child.signalCode, ...written }));
  return { process: child, out: () => written.out, err: () => written.err, ended };
}

/** Starts Kith and waits until it is up. Throws what it said when it ends instead. */
export async function start(env: Record<string, string>, ...words: string[]): Promise<Running> {
  const port = env["PORT"] ?? `${await freePort()}`;
  const running = run(["start.ts", ...words], { ...env, PORT: port });
  const isUp = (async () => {
    for await (const _ of running.process.stdout ?? Readable.from([])) if (running.out().includes("\n")) return true;
    return false;
  })();
  const first = await Promise.race([isUp, running.ended]);
  if (first !== true) throw new Error(`Kith did not start: ${running.err()}`);
  return { ...running, origin: `http://localhost:${port}` };
}

/** Asks it to stop, and waits until it has. */
export async function stop({ process: child, ended }: Pick<Running, "process" | "ended">): Promise<Ended> {
  child.kill("SIGTERM");
  return await ended;
}

/** Every process at work in the database of a data directory; none when there is no such directory. */
export async function databaseProcesses(home: string): Promise<number[]> {
  const data = await realpath(join(home, "postgres"));
  const found: number[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name)))
    if ((await readlink(`/proc/${pid}/cwd`).catch(() => "")) === data) found.push(Number(pid));
  return found;
}
