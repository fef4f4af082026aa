import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { kith, populate, signIn, startKith, type Populated } from "../contestants/kith.ts";
import type { Standing } from "../contestants/contestant.ts";
import { number, quantile, shown, spreadOf, tableOf } from "../figures.ts";
import { drive } from "../load/drive.ts";
import { Line } from "../load/requests.ts";
import { BROWSER } from "../load/speaker.ts";
import { ownerUrlOf } from "../machine/history.ts";
import { dice, layTalk, scriptOf, scripts, VOCABULARY, wordOf } from "../machine/talk.ts";
import { processorSeconds, untilQuiet } from "../machine/usage.ts";
import { tell, type Finding, type Measure, type Wish } from "../measure.ts";

const MESSAGES = 1_000_000;
const ROOMS = 20;
const MEMBERS = 20;
const ASKED = 40; // of each kind, each another one
const ROUNDS = 3;
const MOST_MS = 50;
const FLOODS = 3;
const MOST_COST = 1.25;

const Found = z.object({ messages: z.array(z.object({ id: z.string() })) });

/** A kind of question: what she types, by turn. */
interface Kind {
  name: string;
  ask: (turn: number, town: Town) => Record<string, string>;
  /** Whether there is anything to be found. */
  finds: boolean;
}
interface Town {
  rooms: Populated["spaces"];
  alias: string;
}

/** A rank between two ends, always the same for a turn. */
const ranked = (turn: number, least: number, most: number) => least + Math.floor(dice(turn + 77)() * (most - least));
const spaced = scripts.filter((script) => script !== "chinese");
const wordAt = (turn: number, least: number, most: number) => wordOf(spaced[turn % spaced.length]!, ranked(turn, least, most));

const kinds: readonly Kind[] = [
  { name: "a word in every second message", finds: true, ask: (turn) => ({ q: wordAt(turn, 0, 3) }) },
  { name: "a frequent word", finds: true, ask: (turn) => ({ q: wordAt(turn, 3, 200) }) },
  { name: "a rare word", finds: true, ask: (turn) => ({ q: wordAt(turn, 5_000, VOCABULARY) }) },
  { name: "a word that nobody said", finds: false, ask: (turn) => ({ q: `zzz${wordAt(turn, 0, VOCABULARY)}` }) },
  { name: "the beginning of a word", finds: true, ask: (turn) => ({ q: wordAt(turn, 0, 900).slice(0, 2) }) },
  {
    name: "two words, one frequent and one rare",
    finds: false,
    ask: (turn) => ({ q: `${wordOf("latin", turn % 20)} ${wordOf("latin", ranked(turn, 5_000, VOCABULARY))}` }),
  },
  { name: "two Chinese characters, frequent", finds: true, ask: (turn) => ({ q: wordOf("chinese", ranked(turn, 0, 200)) }) },
  { name: "two Chinese characters, rare", finds: true, ask: (turn) => ({ q: wordOf("chinese", ranked(turn, 5_000, VOCABULARY)) }) },
  { name: "from: and a frequent word", finds: true, ask: (turn, { alias }) => ({ q: `from:"${alias}" ${wordAt(turn, 0, 200)}` }) },
  { name: "from: and a rare word", finds: false, ask: (turn, { alias }) => ({ q: `from:"${alias}" ${wordAt(turn, 5_000, VOCABULARY)}` }) },
  { name: "before: and a frequent word", finds: true, ask: (turn) => ({ q: `before:2026-0${1 + (turn % 4)} ${wordAt(turn, 0, 200)}` }) },
  { name: "on: a month, and a rare word", finds: false, ask: (turn) => ({ q: `on:2025-1${turn % 3} ${wordAt(turn, 2_000, VOCABULARY)}` }) },
  { name: "has:photo", finds: true, ask: (turn) => ({ q: turn % 2 ? "has:photo" : `has:photo ${wordAt(turn, 0, 200)}` }) },
  {
    name: "in one room, a frequent word",
    finds: true,
    ask: (turn, { rooms }) => ({ q: wordOf(scriptOf(turn % ROOMS), ranked(turn, 0, 200)), in: rooms[turn % ROOMS]?.id ?? "" }),
  },
  {
    name: "in one room, a rare word",
    finds: false,
    ask: (turn, { rooms }) => ({ q: wordOf(scriptOf(turn % ROOMS), ranked(turn, 2_000, VOCABULARY)), in: rooms[turn % ROOMS]?.id ?? "" }),
  },
];

interface Asked {
  kind: string;
  /** Milliseconds to the whole answer, sorted. */
  times: number[];
  /** Processor time of a question, of the server and its PostgreSQL: holds even where others use the core. */
  busyMs: number;
  /** How many of the questions found something. */
  hits: number;
}

export const measure: Measure = {
  title: "searching 1,000,000 messages that are all hers, over HTTP, and what it costs those who write",
  run: async (wish) => {
    const search = wish.only.length === 0 || wish.only.includes("search") ? await searching(wish) : undefined;
    const cost = wish.only.length === 0 || wish.only.includes("cost") ? await costing(wish) : undefined;
    const findings = [search, cost].filter((one) => one !== undefined);
    return {
      table: findings.map(({ table }) => table).join("\n\n"),
      results: findings.map(({ results }) => results),
      failures: findings.flatMap(({ failures }) => failures),
      verdicts: findings.flatMap(({ verdicts }) => verdicts),
    };
  },
};

/** One person who is in every room asks one thing after another. */
async function searching(wish: Wish): Promise<Finding> {
  const home = join(wish.place, "homes/kith-search");
  const messages = wish.isQuick ? 20_000 : MESSAGES;
  const server = await startKith(home);
  try {
    const populated = await populate(home, { people: MEMBERS, spaces: ROOMS, members: MEMBERS, messages: 0 });
    const cookies = await signIn(server.port, populated.people);
    tell(`  laying ${number(messages)} messages …`);
    await layTalk(home, messages / ROOMS);
    await untilQuiet([server.running.pid]);
    const [her, other] = populated.people;
    const asking = {
      port: server.port,
      pid: server.running.pid,
      cookie: cookies.get(her!.id) ?? "",
      town: { rooms: await roomsOf(home), alias: other!.alias },
    };
    const asked: Asked[] = [];
    for (const kind of kinds) asked.push(await oneKind(kind, asking, wish.isQuick ? 4 : ASKED));
    const all = asked.flatMap(({ times }) => times).toSorted((a, b) => a - b);
    const sum = (figure: "busyMs" | "hits") => asked.reduce((total, one) => total + one[figure], 0);
    const together: Asked = { kind: "all of these", times: all, busyMs: sum("busyMs") / asked.length, hits: sum("hits") };
    return {
      table: tableOf(
        ["asked for", "p50 ms", "p95 ms", "most ms", "processor ms", "found something"],
        [...asked, together].map(({ kind, times, busyMs, hits }) => [
          kind,
          number(quantile(times, 0.5)),
          number(quantile(times, 0.95)),
          number(times.at(-1) ?? Number.NaN),
          number(busyMs),
          `${hits} of ${times.length}`,
        ]),
      ),
      results: { messages, asked },
      failures: wish.isQuick
        ? []
        : asked
            .filter(({ kind, hits }) => hits === 0 && kinds.some(({ name, finds }) => name === kind && finds))
            .map(({ kind }) => `Nothing was found: ${kind}.`),
      verdicts: [...asked, together]
        .map(({ kind, times }) => ({ kind, p95: quantile(times, 0.95) }))
        .map(({ kind, p95 }) => ({ promise: `${kind}: p95 at most ${MOST_MS} ms`, found: `${number(p95)} ms`, holds: p95 <= MOST_MS })),
    };
  } finally {
    await server.running.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** The rooms in the order in which talk is laid under them, so that each is asked in its own script. */
async function roomsOf(home: string): Promise<Populated["spaces"]> {
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  try {
    const { rows } = await owner.query<{ id: string }>("select id from space order by title, id");
    return rows.map(({ id }) => ({ id, members: [] }));
  } finally {
    await owner.end();
  }
}

interface Asking {
  port: number;
  pid: number;
  cookie: string;
  town: Town;
}

async function oneKind({ name, ask }: Kind, { port, pid, cookie, town }: Asking, count: number): Promise<Asked> {
  const line = new Line("127.0.0.1", port);
  const times: number[] = [];
  const busyBefore = await processorSeconds([pid]);
  let hits = 0;
  for (let round = 0; round < ROUNDS; round += 1)
    for (let turn = 0; turn < count; turn += 1) {
      const query = new URLSearchParams(ask(round * count + turn, town)).toString();
      const begun = performance.now();
      const { status, body } = await line.ask("GET", `/api/search?${query}`, `${BROWSER}accept: application/json\r\ncookie: ${cookie}\r\n`);
      times.push(performance.now() - begun);
      if (status !== 200) throw new Error(`${name}: ${query} was answered ${status}.`);
      hits += Found.parse(JSON.parse(body.toString())).messages.length > 0 ? 1 : 0;
      await wait(1);
    }
  line.close();
  const sorted = times.toSorted((a, b) => a - b);
  tell(`  ${name}: p50 ${number(quantile(sorted, 0.5))} ms, p95 ${number(quantile(sorted, 0.95))} ms`);
  const busyMs = (((await processorSeconds([pid])) - busyBefore) * 1_000) / times.length;
  return { kind: name, times: sorted, busyMs, hits };
}

/** Two Kiths, of which one keeps nothing to search by: how many posts each takes a second, and how long it copies the same talk. */
async function costing(wish: Wish): Promise<Finding> {
  const sides = ["searchable", "not searchable"] as const;
  const standing = new Map<string, Standing>();
  const floods = new Map<string, Flood[]>(sides.map((side) => [side, []]));
  const copied = new Map<string, number>();
  const homeOf = (side: string) => join(wish.place, "homes", `kith-${side.replace(" ", "-")}`);
  try {
    for (const side of sides) standing.set(side, await kith.start(homeOf(side), { rooms: ROOMS, peopleARoom: 2 }));
    await forgetSearch(homeOf("not searchable"));
    for (let run = 0; run < (wish.isQuick ? 1 : FLOODS); run += 1)
      for (const side of sides) floods.get(side)!.push(await flood(wish, standing.get(side)!));
    for (const side of sides) copied.set(side, await layTalk(homeOf(side), (wish.isQuick ? 20_000 : MESSAGES) / ROOMS));
  } finally {
    for (const [side, one] of standing) {
      await one.stop();
      await rm(homeOf(side), { recursive: true, force: true });
    }
  }
  const spread = (side: string, figure: keyof Flood) => spreadOf(floods.get(side)!.map((one) => one[figure]));
  const [kept, free] = sides.map((side) => spread(side, "postsACoreSecond").median);
  const ratio = free! / kept!;
  return {
    table: tableOf(
      ["what is written", "posts/s", "posts a core-second", `seconds to copy ${number(wish.isQuick ? 20_000 : MESSAGES)} messages`],
      sides.map((side) => [
        side,
        shown(spread(side, "postsASecond")),
        shown(spread(side, "postsACoreSecond")),
        number(copied.get(side) ?? Number.NaN),
      ]),
    ),
    results: { floods: Object.fromEntries(floods), copied: Object.fromEntries(copied) },
    failures: [],
    verdicts: [
      {
        promise: `without search at most ${MOST_COST} × the posts a core-second`,
        found: `${number(ratio)} ×`,
        holds: ratio <= MOST_COST,
      },
    ],
  };
}

async function forgetSearch(home: string): Promise<void> {
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  await owner.query("alter table space_message drop column search cascade");
  await owner.end();
}

interface Flood {
  postsASecond: number;
  /** For each second of processor time of the server and its PostgreSQL: holds even where others use the core. */
  postsACoreSecond: number;
}

async function flood(wish: Wish, { host, port, rooms, processes }: Standing): Promise<Flood> {
  await untilQuiet(processes);
  const seconds = wish.isQuick ? 1 : 4;
  const load = { kind: "flood", outstandingARoom: 2, warmSeconds: 1, seconds } as const;
  const result = await drive({ server: "kith", host, port, rooms, load, servers: processes });
  const postsASecond = result.posts / result.seconds;
  return { postsASecond, postsACoreSecond: postsASecond / result.serverBusy };
}
