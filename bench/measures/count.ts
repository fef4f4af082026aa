import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { populate, startKith } from "../contestants/kith.ts";
import { number, quantile, shown, spreadOf, tableOf } from "../figures.ts";
import { layHistory, ownerUrlOf } from "../machine/history.ts";
import type { Measure } from "../measure.ts";

const ROWS = 500_000;
const ROOMS = 100;
const HER_ROOMS = 5;
const MESSAGES_SAID = 20;
const RUNS = 5;
const COUNTS = 60;
const MOST_MS = 12;

export const measure: Measure = {
  title: "a count of one's own rows among 500,000 messages, under forced policies",
  run: async (wish) => {
    const home = join(wish.place, "homes/kith-count");
    const rows = wish.isQuick ? 10_000 : ROWS;
    const server = await startKith(home);
    try {
      // As many people as rooms, each room with five of them: so each is in five rooms.
      const { people } = await populate(home, { people: ROOMS, spaces: ROOMS, members: HER_ROOMS, messages: MESSAGES_SAID });
      await layHistory(home, rows / ROOMS - MESSAGES_SAID);
      const ownerUrl = await ownerUrlOf(home);
      const all = await countAll(ownerUrl);
      const ids = people.map(({ id }) => id);
      const rounds: Round[] = [];
      for (let run = 0; run < (wish.isQuick ? 1 : RUNS); run += 1) rounds.push(await oneRound(ownerUrl, ids));
      const p50 = spreadOf(rounds.map(({ times }) => quantile(times, 0.5)));
      const p95 = spreadOf(rounds.map(({ times }) => quantile(times, 0.95)));
      const own = spreadOf(rounds.flatMap(({ counts }) => counts));
      return {
        table: tableOf(
          ["messages in all", "rows of hers", "ms, median of a run", "ms, p95 of a run"],
          [[number(all), shown(own), shown(p50), shown(p95)]],
        ),
        results: { all, rounds },
        failures: all === rows && own.least > 0 && own.most < all ? [] : ["Nobody's own rows were counted, or everybody's were."],
        verdicts: [{ promise: `at most ${MOST_MS} ms`, found: `${shown(p50)} ms`, holds: p50.median <= MOST_MS }],
      };
    } finally {
      await server.running.stop();
      await rm(home, { recursive: true, force: true });
    }
  },
};

interface Round {
  /** Milliseconds, sorted. */
  times: number[];
  counts: number[];
}

/** One person after another counts what she may see, as the role that serves requests. */
async function oneRound(ownerUrl: string, ids: readonly string[]): Promise<Round> {
  const client = new Client(ownerUrl);
  await client.connect();
  await client.query("set session authorization kith_app");
  await client.query("set role kith_person");
  const round: Round = { times: [], counts: [] };
  try {
    for (let turn = 0; turn < COUNTS; turn += 1) {
      await client.query("select set_config('kith.person_id', $1, false)", [ids[turn % ids.length]]);
      const begun = performance.now();
      const { rows } = await client.query<{ count: string }>("select count(*) from space_message");
      round.times.push(performance.now() - begun);
      round.counts.push(Number(rows[0]?.count));
    }
  } finally {
    await client.end();
  }
  return { ...round, times: round.times.toSorted((a, b) => a - b) };
}

async function countAll(ownerUrl: string): Promise<number> {
  const owner = new Client(ownerUrl);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ count: string }>("select count(*) from space_message");
    return Number(rows[0]?.count);
  } finally {
    await owner.end();
  }
}
