import { execFile } from "node:child_process";
import { readFile, readlink, realpath, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const POLL_MS = 25;
/** First ask to finish, then to stop at once, then insist; the log brings back whatever was committed. */
const INSISTENCE = [
  { signal: "SIGINT", forMs: 8_000 },
  { signal: "SIGQUIT", forMs: 3_000 },
  { signal: "SIGKILL", forMs: 3_000 },
] as const;

/** What PostgreSQL writes about itself while it runs. */
export async function postmasterOf(directory: string): Promise<{ pid: number; isReady: boolean } | undefined> {
  const lines = await readFile(join(directory, "postmaster.pid"), "utf8").then(
    (content) => content.split("\n"),
    () => undefined,
  );
  const pid = Number(lines?.[0]);
  return lines && Number.isInteger(pid) && pid > 1 ? { pid, isReady: lines[7]?.trim() === "ready" } : undefined;
}

/** Stops the PostgreSQL that a killed Kith left running in `directory`, and removes the mark of one that is gone. Needs the claim on the home. */
export async function clearLeftovers(directory: string): Promise<"nothing" | "stopped"> {
  const left = await postmasterOf(directory);
  if (!left) return "nothing";
  if (await isOurs(left.pid, directory)) {
    await end(left.pid, () => isOurs(left.pid, directory));
    return "stopped";
  }
  // Another program may have this number by now; PostgreSQL would take it for itself and refuse to start.
  await unlink(join(directory, "postmaster.pid"));
  return "nothing";
}

/** Ends a process, more and more firmly, until `isAlive` says no. */
export async function end(pid: number, isAlive: () => Promise<boolean> | boolean): Promise<void> {
  for (const { signal, forMs } of INSISTENCE) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < forMs; waited += POLL_MS) {
      if (!(await isAlive())) return;
      await wait(POLL_MS);
    }
  }
}

/** Whether that process is a PostgreSQL at work in `directory`. A number alone proves nothing: numbers are used again. */
async function isOurs(pid: number, directory: string): Promise<boolean> {
  try {
    if (process.platform === "linux") return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(directory));
    const { stdout } = await run("ps", ["-p", `${pid}`, "-o", "command="]);
    return stdout.includes("postgres") && stdout.includes(directory);
  } catch {
    return false;
  }
}
