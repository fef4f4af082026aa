import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../../test/journeys/browser.ts";
import { tableOf } from "../figures.ts";
import { tell, type Finding, type Measure, type Wish } from "../measure.ts";
import { arriving, firstScreen } from "../phone/arriving.ts";
import { certificate, type Certificate } from "../phone/certificate.ts";
import type { Community } from "../phone/community.ts";
import { draftsSurviving } from "../phone/drafts.ts";
import type { Figure } from "../phone/figure.ts";
import { startKithCommunity, type KithCommunity } from "../phone/kith.ts";
import { install, VERSION } from "../phone/nodebb/install.ts";
import { startNodebbCommunity } from "../phone/nodebb/nodebb.ts";
import { offline } from "../phone/offline.ts";
import { blockAndReport, leaving, readingAndLeaving } from "../phone/pages.ts";
import { photoBytes } from "../phone/photos.ts";
import { figureOfTaps, tapsToVisible } from "../phone/taps.ts";
import { figureOfSends } from "../phone/send-tally.ts";
import { manySends } from "../phone/sends.ts";
import { figureOfSession, halfAnHour } from "../phone/session.ts";
import { figuresOf, usable } from "../phone/usable.ts";

const SEED = 2026;
const NOTES = [
  "Bytes of pages are those of HTTP/1.1 as they pass the proxy, up and down, with all headers; those of TCP and TLS come on top. Half an hour is counted over https and HTTP/2, TLS included.",
  "Of row 7, her calendar and the starter answers are not built yet; of row 10, what she is notified of is held by tests and shows in no page.",
];

interface Sizes {
  runs: number;
  taps: number;
  sends: number;
  phones: number;
  kills: number;
  leaves: number;
}
const SIZES: Sizes = { runs: 3, taps: 100, sends: 1_000, phones: 8, kills: 5, leaves: 3 };
const QUICK: Sizes = { runs: 1, taps: 10, sends: 24, phones: 4, kills: 2, leaves: 1 };
/** Fewer for a peer: it is slow to load, and says soon what it loses. */
const PEER: Sizes = { ...SIZES, runs: 2, taps: 50, sends: 60 };

interface Seen {
  figures: Figure[];
  results: Record<string, unknown>;
  failures: string[];
}
type Part = (seen: Seen) => Promise<Figure[]>;

export const measure: Measure = {
  title: `what a slow phone on a bad network shows of Kith, and the chats of NodeBB ${VERSION} on the same`,
  run: async (wish) => {
    const paper = await certificate();
    const browser = await openBrowser(paper.flags);
    try {
      const nothing: Seen = { figures: [], results: {}, failures: [] };
      const kith = isAsked(wish, "kith") ? await measuredKith(browser, paper, wish) : nothing;
      return findingOf(kith, isAsked(wish, "nodebb") ? await measuredNodebb(browser, paper, wish) : "NodeBB was not asked for.");
    } finally {
      await browser.close();
    }
  },
};

const NAMES = ["kith", "nodebb"];

/** Without a name both are measured; with parts alone, only Kith. */
function isAsked({ only }: Wish, name: string): boolean {
  const named = only.filter((word) => NAMES.includes(word));
  return named.length > 0 ? named.includes(name) : only.length === 0 || name === "kith";
}

async function measuredKith(browser: Browser, paper: Certificate, wish: Wish): Promise<Seen> {
  const home = join(wish.place, "homes/kith-phone");
  const kith = await startKithCommunity(home);
  try {
    return await through(wish, kith.name, { ...shared({ browser, paper, wish }, kith), ...ownParts(browser, kith, wish) });
  } finally {
    await kith.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** The same phone, network and session; a sentence when it cannot be had here. */
async function measuredNodebb(browser: Browser, paper: Certificate, wish: Wish): Promise<Seen | string> {
  const installed = await install(join(wish.place, "peers/nodebb"));
  if (typeof installed === "string") return installed;
  const home = join(wish.place, "homes/nodebb");
  const failed = (error: unknown): Seen => ({ figures: [], results: {}, failures: [`NodeBB did not start: ${reasonOf(error)}`] });
  const nodebb = await startNodebbCommunity(installed, home).catch(failed);
  if ("failures" in nodebb) return nodebb;
  try {
    return await through(wish, nodebb.name, shared({ browser, paper, wish }, nodebb, PEER));
  } finally {
    await nodebb.stop();
    await rm(home, { recursive: true, force: true });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));

/** Runs the parts one after another. One that breaks is a failure, and the others still run. */
async function through({ only }: Wish, name: string, parts: Record<string, Part>): Promise<Seen> {
  const seen: Seen = { figures: [], results: {}, failures: [] };
  const wanted = only.filter((word) => !NAMES.includes(word));
  for (const [part, run] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(part)) continue;
    const begun = performance.now();
    try {
      seen.figures.push(...(await run(seen)));
    } catch (error) {
      seen.failures.push(`${name}, ${part}: ${reasonOf(error)}`);
    }
    tell(`  ${name}: ${part} took ${Math.round((performance.now() - begun) / 1_000)} s`);
  }
  return seen;
}

const sizesOf = ({ isQuick }: Wish, usual = SIZES): Sizes => (isQuick ? QUICK : usual);

interface Asked {
  browser: Browser;
  paper: Certificate;
  wish: Wish;
}

/** What every community is asked. */
function shared({ browser, paper, wish }: Asked, community: Community, usual = SIZES): Record<string, Part> {
  const { runs, taps, sends, phones } = sizesOf(wish, usual);
  return {
    usable: async ({ results }) => figuresOf((results["usable"] = await usable(browser, community, runs))),
    taps: async ({ results }) => [figureOfTaps((results["taps"] = await tapsToVisible(browser, community, taps)), taps)],
    session: async ({ results }) => {
      const session = await halfAnHour(browser, community, paper, { isReal: wish.isFull, isShort: wish.isQuick });
      results["session"] = session;
      return [figureOfSession(session)];
    },
    sends: async ({ results }) => {
      const sent = await manySends(browser, community, { sends, phones, seed: SEED });
      results["sends"] = sent;
      return [figureOfSends(sent, sends)];
    },
  };
}

/** What only Kith promises. */
function ownParts(browser: Browser, kith: KithCommunity, wish: Wish): Record<string, Part> {
  const { kills, leaves } = sizesOf(wish);
  return {
    arriving: () => arriving(browser, kith),
    "first-screen": () => firstScreen(browser, kith),
    drafts: async () => [await draftsSurviving(browser, kith, kills)],
    photos: () => photoBytes(browser, kith),
    offline: () => offline(browser, kith),
    leaving: () => leaving(browser, kith, leaves),
    report: () => blockAndReport(browser, kith),
    pages: () => readingAndLeaving(browser, kith),
  };
}

function findingOf(kith: Seen, nodebb: Seen | string): Finding {
  const isHere = typeof nodebb !== "string";
  const theirs = new Map(isHere ? nodebb.figures.map(({ what, found }) => [what, found]) : []);
  const isAlone = kith.figures.length === 0 && isHere;
  const rows = (isAlone ? nodebb.figures : kith.figures).toSorted((a, b) => a.row - b.row);
  const missing = isHere ? [] : [`${nodebb} Its column is empty.`];
  return {
    table: tableOf(
      ["row", "what", "promise", "Kith", `NodeBB ${VERSION}`],
      rows.map(({ row, what, promise, found, holds }) => [
        `${row}`,
        what,
        promise,
        isAlone ? "" : holds ? found : `**${found}**`,
        theirs.get(what) ?? "",
      ]),
    ),
    results: { kith: kith.results, nodebb: isHere ? nodebb.results : nodebb },
    failures: [...kith.failures, ...(isHere ? nodebb.failures : [])],
    notes: [...missing, ...NOTES],
    verdicts: kith.figures.map(({ row, what, promise, found, holds }) => ({ promise: `${row}. ${what}: ${promise}`, found, holds })),
  };
}
