import { rm } from "node:fs/promises";
import { join } from "node:path";
import { populate, signIn, startKith, type KithServer } from "../contestants/kith.ts";
import { number, shown, spreadOf, tableOf, type Spread } from "../figures.ts";
import { browse } from "../load/drive.ts";
import type { PageJob, PageResult } from "../load/page-job.ts";
import { layHistory } from "../machine/history.ts";
import { untilQuiet } from "../machine/usage.ts";
import { tell, type Finding, type Measure, type Verdict, type Wish } from "../measure.ts";

const ROOMS = 200;
const MEMBERS = 10;
const ON_A_PAGE = 50;
const SIZES = [10_000, 300_000];
const FULL_SIZES = [10_000, 10_000_000];
const RUNS = 5;
const CONNECTIONS = 16;
const FIXED_RATE = 200;
const LEAST_PAGES = 600;
const MOST_RATIO = 1.3;

interface Site {
  messages: number;
  home: string;
  server: KithServer;
  visits: PageJob["visits"];
  flooded: PageResult[];
  steady: PageResult[];
}

export const measure: Measure = {
  title: "a room page of 50 messages, signed in, by many people: pages a second and p95, in a small and in a large database",
  run: async (wish) => {
    const sites: Site[] = [];
    const failures: string[] = [];
    try {
      for (const messages of sizesOf(wish)) sites.push(await prepared(wish, messages));
      for (let run = 1; run <= (wish.isQuick ? 1 : RUNS); run += 1)
        for (const site of sites)
          await oneRound(wish, site, sites).catch((error: unknown) => {
            failures.push(`${number(site.messages)} messages, run ${run}: ${error instanceof Error ? error.message : String(error)}`);
          });
    } finally {
      for (const { server, home } of sites) {
        await server.running.stop();
        await rm(home, { recursive: true, force: true });
      }
    }
    return findingOf(sites, failures);
  },
};

function sizesOf({ isQuick, isFull }: Wish): number[] {
  if (isQuick) return [1_000, 2_000];
  return isFull ? FULL_SIZES : SIZES;
}

async function prepared(wish: Wish, messages: number): Promise<Site> {
  const home = join(wish.place, "homes", `kith-${messages}`);
  const rooms = wish.isQuick ? 20 : ROOMS;
  const server = await startKith(home);
  try {
    const populated = await populate(home, { people: rooms * MEMBERS, spaces: rooms, members: MEMBERS, messages: ON_A_PAGE });
    const cookies = await signIn(server.port, populated.people);
    const older = messages / rooms - ON_A_PAGE;
    if (older > 0) {
      tell(`  laying ${number(older * rooms)} older messages under ${rooms} rooms …`);
      await layHistory(home, older);
    }
    // One room after another, and in each another of its members than last time.
    const visits = Array.from({ length: MEMBERS }, (_, turn) =>
      populated.spaces.map(({ id, members }) => ({ path: `/spaces/${id}`, cookie: cookies.get(members[turn] ?? "") ?? "" })),
    ).flat();
    return { messages, home, server, visits, flooded: [], steady: [] };
  } catch (error) {
    await server.running.stop();
    throw error;
  }
}

async function oneRound(wish: Wish, site: Site, all: Site[]): Promise<void> {
  await untilQuiet(all.map(({ server }) => server.running.pid));
  const job = {
    host: "127.0.0.1",
    port: site.server.port,
    visits: site.visits,
    connections: CONNECTIONS,
    warmSeconds: wish.isQuick ? 0.5 : 2,
    seconds: wish.isQuick ? 1 : 4,
    servers: [site.server.running.pid],
    mark: 'data-seq="',
    marks: ON_A_PAGE,
  };
  const flooded = await browse(job);
  const steady = await browse({ ...job, warmSeconds: 0.5, visitsASecond: FIXED_RATE });
  const ended = site.server.running.ended();
  if (ended) throw new Error(ended);
  site.flooded.push(flooded);
  site.steady.push(steady);
  tell(
    `  ${number(site.messages)} messages: ${number(flooded.pagesASecond)} pages/s, p95 ${number(flooded.p95)} ms, steady ${number(steady.p95)} ms`,
  );
}

interface Row {
  messages: number;
  pagesASecond: Spread;
  /** Pages for each second of processor time of the server and its PostgreSQL: holds even where others use the core. */
  perCoreSecond: Spread;
  p95: Spread;
  steadyP95: Spread;
  bytes: Spread;
  clientBusy: Spread;
}

function findingOf(sites: Site[], failures: string[]): Finding {
  const rows = sites
    .filter(({ steady }) => steady.length > 0)
    .map(({ messages, flooded, steady }): Row => {
      const of = (results: PageResult[], figure: "pagesASecond" | "p95" | "bytes" | "clientBusy") =>
        spreadOf(results.map((result) => result[figure]));
      return {
        messages,
        pagesASecond: of(flooded, "pagesASecond"),
        perCoreSecond: spreadOf(flooded.map((result) => result.pagesASecond / result.serverBusy)),
        p95: of(flooded, "p95"),
        steadyP95: of(steady, "p95"),
        bytes: of(flooded, "bytes"),
        clientBusy: of(flooded, "clientBusy"),
      };
    });
  const table = tableOf(
    [
      "messages",
      "pages/s",
      "pages a core-second",
      `p95 ms, ${CONNECTIONS} at once`,
      `p95 ms at ${FIXED_RATE} pages/s`,
      "bytes of HTML, gzip",
      "client busy",
    ],
    rows.map((row) => [
      number(row.messages),
      shown(row.pagesASecond),
      shown(row.perCoreSecond),
      shown(row.p95),
      shown(row.steadyP95),
      number(row.bytes.median),
      shown(row.clientBusy),
    ]),
  );
  return {
    table,
    results: { rows, sites: sites.map(({ messages, flooded, steady }) => ({ messages, flooded, steady })) },
    failures,
    verdicts: verdictsOn(rows),
  };
}

function verdictsOn(rows: Row[]): Verdict[] {
  const [small, large] = [rows[0], rows.at(-1)];
  if (!small || !large) return [];
  const pages = {
    promise: `at least ${LEAST_PAGES} pages/s`,
    found: shown(small.pagesASecond),
    holds: small.pagesASecond.median >= LEAST_PAGES,
  };
  if (small === large) return [pages];
  const between = `p95 within ${MOST_RATIO} × from ${number(small.messages)} to ${number(large.messages)} messages`;
  const ratio = (kind: "p95" | "steadyP95", when: string): Verdict => {
    const found = large[kind].median / small[kind].median;
    return { promise: `${between}, ${when}`, found: `${number(found)} ×`, holds: found <= MOST_RATIO };
  };
  return [pages, ratio("p95", `${CONNECTIONS} at once`), ratio("steadyP95", `at ${FIXED_RATE} pages/s`)];
}
