import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { populate, signIn, startKith } from "../contestants/kith.ts";
import { number, tableOf } from "../figures.ts";
import { CLIENT_CORE } from "../machine/pinned.ts";
import type { Measure, Verdict } from "../measure.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const MESSAGES = 50;
const MOST_KB = 60;
const MOST_SCRIPT_KB = 25;
const KB = 1_000;

interface Load {
  kind: string;
  path: string;
  /** On the wire, with the header. */
  bytes: number;
}
interface Page {
  path: string;
  messages: number;
  hasIsland: boolean;
  loads: Load[];
}

export const measure: Measure = {
  title: "the first room page on the wire, in Chromium with an empty cache",
  run: async (wish) => {
    if (!existsSync(CHROMIUM))
      return { table: "", results: null, failures: [`Chromium is not at ${CHROMIUM}; name it by CHROMIUM=…`], verdicts: [] };
    const home = join(wish.place, "homes/kith-first-page");
    const server = await startKith(home);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    try {
      const { people, spaces } = await populate(home, { people: 10, spaces: 1, members: 10, messages: MESSAGES });
      const cookies = await signIn(server.port, people);
      const origin = `http://localhost:${server.port}`;
      const room = `/spaces/${spaces[0]?.id ?? ""}`;
      const cookie = cookies.get(spaces[0]?.members[1] ?? "") ?? "";
      const pages: Page[] = [];
      for (const path of [room, "/", "/help", `${room}/about`]) pages.push(await opened(browser, origin, path, cookie));
      return { table: tableFor(pages), results: { pages, core: CLIENT_CORE }, failures: faultsIn(pages), verdicts: verdictsOn(pages) };
    } finally {
      await browser.close();
      await server.running.stop();
      await rm(home, { recursive: true, force: true });
    }
  },
};

/** Opens a page as someone who was never there, and weighs every answer that it took. */
async function opened(browser: Browser, origin: string, path: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 360, height: 740 } });
  try {
    await context.addCookies(
      cookie.split("; ").map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), url: origin })),
    );
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    const kinds = new Map<string, { kind: string; path: string }>();
    const loads: Load[] = [];
    devtools.on("Network.responseReceived", ({ requestId, type, response }) => {
      kinds.set(requestId, { kind: type, path: new URL(response.url).pathname });
    });
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const known = kinds.get(requestId);
      if (known) loads.push({ ...known, bytes: encodedDataLength });
    });
    const answer = await page.goto(origin + path, { waitUntil: "load" });
    await page.waitForTimeout(1_000); // the live feed never ends, so the network is never idle
    if (answer?.status() !== 200) throw new Error(`${path} was answered ${answer?.status()}.`);
    return { path, messages: await page.locator("[data-seq]").count(), hasIsland: (await page.locator("kith-island").count()) > 0, loads };
  } finally {
    await context.close();
  }
}

const weight = ({ loads }: Page, kind?: string): number =>
  loads.filter((load) => kind === undefined || load.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0) / KB;

function tableFor(pages: Page[]): string {
  return tableOf(
    ["page", "KB in all", "HTML", "styles", "script", "icons and others", "answers"],
    pages.map((page) => {
      const [all, html, styles, script] = [weight(page), weight(page, "Document"), weight(page, "Stylesheet"), weight(page, "Script")];
      const name = page.path.replace(/[0-9a-f-]{36}/, ":id");
      return [name, ...[all, html, styles, script, all - html - styles - script, page.loads.length].map(number)];
    }),
  );
}

function faultsIn([room]: Page[]): string[] {
  return room?.messages === MESSAGES ? [] : [`The room's page shows ${room?.messages ?? 0} messages instead of ${MESSAGES}.`];
}

function verdictsOn(pages: Page[]): Verdict[] {
  const [room] = pages;
  if (!room) return [];
  const quiet = pages.filter(({ hasIsland }) => !hasIsland);
  const noisy = quiet.filter((page) => weight(page, "Script") > 0);
  return [
    { promise: `at most ${MOST_KB} KB in all`, found: `${number(weight(room))} KB`, holds: weight(room) <= MOST_KB },
    {
      promise: `at most ${MOST_SCRIPT_KB} KB of script`,
      found: `${number(weight(room, "Script"))} KB`,
      holds: weight(room, "Script") <= MOST_SCRIPT_KB,
    },
    {
      promise: "pages without an island ship no script",
      found: `${quiet.length - noisy.length} of ${quiet.length} seen`,
      holds: quiet.length > 0 && noisy.length === 0,
    },
  ];
}
