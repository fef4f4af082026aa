import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { node, root } from "./pinned.ts";
import { memoryOf } from "./usage.ts";

const POLL_MS = 50;
const MIB = 1_024 ** 2;
const LAST_LETTERS = 500;

export interface Timed {
  seconds: number;
  /** The most resident memory of the command's own process. */
  peakMiB: number;
  /** The one JSON value that it printed. */
  value: unknown;
}

/** One `kith <verb> … --json`, timed from its start to its end; its memory is read while it runs. Throws with its last words. */
export async function timedKith(home: string, ...words: string[]): Promise<Timed> {
  const begun = performance.now();
  const child = spawn(node, [join(root, "build/server/cli.js"), ...words, "--json"], {
    env: { ...process.env, KITH_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const { most } = await memoryOf(child.pid ?? 0).catch(() => ({ most: 0 }));
    if (most > peak) peak = most; // a process that is just ending has no memory to show
    await Promise.race([ended, wait(POLL_MS)]);
  }
  const seconds = (performance.now() - begun) / 1_000;
  const [said, complained] = await output;
  if (child.exitCode !== 0) throw new Error(`kith ${words[0]} ended (${child.exitCode}): ${complained.trim().slice(-LAST_LETTERS)}`);
  return { seconds, peakMiB: peak / MIB, value: JSON.parse(said) };
}
