import { spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { freePort } from "#foundation/cluster";
import { databaseProcesses, freshHome, run, start, stop, type Running } from "#test/server";
import { Writer } from "./writer.ts";

const POINTS = Number(process.env["KITH_CRASH_POINTS"] ?? 100);
const WRITERS = 8;
const PAGE = 50;

beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" });
  expect(status).toBe(0);
}, 120_000);

interface Line {
  id: string;
  seq: number;
  words: string;
}

/** Everything in the space's log after `seq`, as a member reads it over HTTP, oldest first. */
async function linesAfter(seq: number, origin: string, space: string, token: string): Promise<Line[]> {
  const lines: Line[] = [];
  let before = "";
  for (;;) {
    const answer = await fetch(`${origin}/api/spaces/${space}/messages?limit=${PAGE}${before}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    const { messages } = (await answer.json()) as { messages: Line[] };
    lines.unshift(...messages.filter((line) => line.seq > seq));
    if (messages.length < PAGE || messages[0]!.seq <= seq) return lines;
    before = `&before=${messages[0]!.seq}`;
  }
}

/** What is wrong with what is read, given what was acknowledged before the crash. Empty when every promise was kept. */
function broken(lines: Line[], writers: Writer[], kept: { id: string; text: string; seq: number }[]): string[] {
  const byId = Map.groupBy(lines, ({ id }) => id);
  const lost = kept.filter(({ id }) => !byId.has(id)).map(({ text }) => `lost: ${text}`);
  const doubled = [...byId].filter(([, same]) => same.length > 1).map(([id]) => `doubled: ${id}`);
  const moved = kept
    .filter(({ id, seq, text }) => byId.get(id)?.some((line) => line.seq !== seq || line.words !== text))
    .map(({ text }) => `moved: ${text}`);
  const phantoms = lines.filter(({ id }) => !writers.some(({ sent }) => sent.has(id))).map(({ words }) => `phantom: ${words}`);
  const rising = lines.every(({ seq }, index) => index === 0 || lines[index - 1]!.seq < seq) ? [] : ["the log does not rise"];
  const reordered = [...Map.groupBy(lines, ({ words }) => words.split(" ")[0]).values()].flatMap((own) =>
    own.flatMap(({ words }, index) =>
      index > 0 && Number(own[index - 1]!.words.split(" ")[1]) >= Number(words.split(" ")[1]) ? [`reordered: ${words}`] : [],
    ),
  );
  return [...lost, ...doubled, ...moved, ...phantoms, ...rising, ...reordered, ...writers.flatMap(({ faults }) => faults)];
}

/** The server dies without warning; at every third point its database too, every process of it. */
async function kill(server: Running, home: string, withDatabase: boolean): Promise<void> {
  const processes = withDatabase ? await databaseProcesses(home) : [];
  server.process.kill("SIGKILL");
  for (const pid of processes) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it had ended by itself
    }
  }
  await server.ended;
}

test(
  `nothing acknowledged is lost, doubled or moved when everything dies, at ${POINTS} points`,
  { timeout: POINTS * 10_000 + 60_000 },
  async () => {
    const { home, clear } = await freshHome();
    const env = { KITH_HOME: home, PORT: `${await freePort()}` };
    const people = await run(
      [
        "build/server/cli.js",
        "populate",
        "--people",
        `${WRITERS}`,
        "--spaces",
        "1",
        "--members",
        `${WRITERS}`,
        "--messages",
        "0",
        "--json",
      ],
      env,
    ).ended;
    expect(people).toMatchObject({ code: 0 });
    const { people: invented, spaces } = JSON.parse(people.out) as { people: { token: string }[]; spaces: { id: string }[] };
    let server = await start(env);
    const { origin } = server;
    const space = spaces[0]!.id;
    const writers = invented.map(({ token }, index) => new Writer(`w${index}`, token, `${origin}/api/spaces/${space}/messages`));
    const running = writers.map((writer) => writer.run());
    let checked = 0;
    try {
      for (let point = 0; point < POINTS; point += 1) {
        await wait(20 + Math.random() * 380);
        await kill(server, home, point % 3 === 2);
        const kept = writers.flatMap(({ acknowledged }) => acknowledged).filter(({ seq }) => seq > checked);
        server = await start(env);
        const lines = await linesAfter(checked, origin, space, invented[0]!.token);
        expect(broken(lines, writers, kept), `at point ${point}`).toEqual([]);
        checked = Math.max(checked, ...kept.map(({ seq }) => seq));
      }
    } finally {
      for (const writer of writers) writer.stop();
      await Promise.all(running);
      const all = writers.flatMap(({ acknowledged }) => acknowledged);
      const lines = await linesAfter(0, origin, space, invented[0]!.token);
      await stop(server);
      await clear();
      expect(broken(lines, writers, all)).toEqual([]);
      expect(lines.length).toBeGreaterThanOrEqual(all.length);
      expect(all.length).toBeGreaterThan(POINTS);
    }
  },
);
