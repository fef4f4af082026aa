import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { freePort } from "#foundation/cluster";
import { number, shown, spreadOf, tableOf } from "../figures.ts";
import { root } from "../machine/pinned.ts";
import { tell, type Measure } from "../measure.ts";

const run = promisify(execFile);
const RUNS = 3;
const NEVER_MS = 300_000;
const MOST_FIRST = 60;
const MOST_SECOND = 3;

export const measure: Measure = {
  title: "from a fresh clone to `Kith is up`, and the second start, in seconds",
  run: async (wish) => {
    const rounds: { first: number; second: number }[] = [];
    for (let turn = 1; turn <= (wish.isQuick ? 1 : RUNS); turn += 1) {
      const place = await mkdtemp(join(tmpdir(), "kith-bench-clone-"));
      try {
        await run("chmod", ["755", place]);
        await run("git", ["clone", "--quiet", root, join(place, "kith")]);
        const [first, second] = [await secondsToStart(join(place, "kith")), await secondsToStart(join(place, "kith"))];
        rounds.push({ first, second });
        tell(`  run ${turn}: ${number(first)} s, again ${number(second)} s`);
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    }
    const [first, second] = [spreadOf(rounds.map((round) => round.first)), spreadOf(rounds.map((round) => round.second))];
    return {
      table: tableOf(
        ["start", "seconds"],
        [
          ["fresh clone, npm's cache warm", shown(first)],
          ["second start", shown(second)],
        ],
      ),
      results: { rounds },
      failures: [],
      verdicts: [
        { promise: `a fresh clone within ${MOST_FIRST} s`, found: `${shown(first)} s`, holds: first.median <= MOST_FIRST },
        { promise: `a second start within ${MOST_SECOND} s`, found: `${shown(second)} s`, holds: second.median <= MOST_SECOND },
      ],
    };
  },
};

/** `npm start` as a newcomer types it, without anything of this clone in her way; stopped again as soon as it is up. */
async function secondsToStart(clone: string): Promise<number> {
  const PATH = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((place) => !place.includes("node_modules"))
    .join(delimiter);
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|KITH_)/.test(name))),
    PATH,
    PORT: `${await freePort()}`,
  };
  const begun = performance.now();
  const child = spawn("npm", ["start"], { cwd: clone, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  const up = Promise.withResolvers<number>();
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on("line", (line) => {
      said.push(line);
      if (line.startsWith("Kith is up:")) up.resolve((performance.now() - begun) / 1_000);
    });
  const gone = once(child, "exit").then(() => up.reject(new Error(`npm start ended: ${said.slice(-5).join(" / ")}`)));
  const timer = setTimeout(() => up.reject(new Error(`Kith was not up after ${NEVER_MS / 1_000} s.`)), NEVER_MS);
  try {
    return await up.promise;
  } finally {
    clearTimeout(timer);
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await gone;
  }
}
