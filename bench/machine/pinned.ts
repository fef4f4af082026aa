import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The server and its PostgreSQL have one core, whoever drives them the other. */
export const SERVER_CORE = 0;
export const CLIENT_CORE = 1;
const START_MS = 120_000;
const STOP_MS = 20_000;
const LAST_LINES = 12;

export const root = join(import.meta.dirname, "../..");
const installed = join(root, "node_modules/.bin/node");
export const node = existsSync(installed) ? installed : process.execPath;

export interface Program {
  command: string;
  words: readonly string[];
  env?: Record<string, string>;
  directory?: string;
  core?: number;
  /** The first line of its output that matches says that it is ready. */
  isReady: RegExp;
}

export interface Running {
  pid: number;
  /** What the line that said "ready" matched. */
  ready: RegExpExecArray;
  /** Undefined while it lives. */
  ended: () => string | undefined;
  stop: () => Promise<void>;
}

/** Starts a program, and all that it starts, on one core, and waits until it is ready. Throws with its last words when it never is. */
export async function startPinned({ command, words, env = {}, directory = root, core = SERVER_CORE, isReady }: Program): Promise<Running> {
  const child = spawn("taskset", ["-c", `${core}`, command, ...words], {
    cwd: directory,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  const ready = Promise.withResolvers<RegExpExecArray>();
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on("line", (line) => {
      said.push(line);
      if (said.length > LAST_LINES) said.shift();
      const match = isReady.exec(line);
      if (match) ready.resolve(match);
    });
  const lastWords = () => `${command} ${words[0] ?? ""} ended (${child.signalCode ?? child.exitCode}): ${said.join(" / ")}`;
  child.once("exit", () => ready.reject(new Error(lastWords())));
  child.once("error", ready.reject);
  const timer = setTimeout(
    () => ready.reject(new Error(`${command} was not ready in ${START_MS / 1000} s: ${said.join(" / ")}`)),
    START_MS,
  );
  const endWithUs = () => void child.kill();
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  try {
    const match = await ready.promise;
    return { pid: child.pid ?? 0, ready: match, ended: () => (isAlive(child) ? undefined : lastWords()), stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

async function stop(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(timer);
}
