import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { recording } from "#test/recording";
import { freshHome, start, stop, type Running } from "#test/server";
import { json } from "./asking.ts";
import { openBrowser } from "./browser.ts";
import { places, type Place, type Who } from "./places.ts";
import { furnishTown, type Town } from "./town.ts";
import { browserOf, household } from "./visitor.ts";

const A_PAGE_MS = 60_000;
/** What the house writes into a page to have more fetched; what a script that is needed brings with it says `crossorigin`. */
const AHEAD =
  "link:not([rel=stylesheet], [rel=icon], [rel=manifest], [rel=compression-dictionary], [crossorigin]), script[type=speculationrules]"; // the dictionary saves on the second room what it costs
const STANDS_MS = 300;
const STANDS_TRIES = 30;
const AHEAD_MS = 4_000; // a second more than a room waits before it brings what is not needed to open it
const REST_MS = 62_000; // after which a page that nobody looks at hears nothing

let kith: Running;
let browser: Browser;
let town: Town;
let withPhoto: string;
let clear: () => Promise<void>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home, KITH_PROXIES: "1", SMTP_URL: "smtp://127.0.0.1:9" });
  browser = await openBrowser();
  town = await furnishTown(browser, kith, fresh.home);
  withPhoto = await sayWith(await garden(), "photo");
  await sayWith(recording(5), "voice");
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

const garden = () =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: "#6a4", noise: { type: "gaussian", mean: 128, sigma: 12 } } })
    .jpeg()
    .toBuffer();

/** The second of the people says something in the group with this beside it. Returns the message. */
async function sayWith(bytes: Buffer, kind: "photo" | "voice"): Promise<string> {
  const { token } = town.people[1]!;
  const authorization = `Bearer ${token}`;
  const type = kind === "photo" ? "image/jpeg" : "audio/ogg";
  const sent = await fetch(`${kith.origin}/api/spaces/${town.group}/files?kind=${kind}`, {
    method: "POST",
    headers: { authorization, "content-type": type },
    body: new Uint8Array(bytes),
  });
  const file = z.object({ id: z.string() }).parse(await sent.json());
  const id = randomUUID();
  const said = await json(kith.origin, token, `/api/spaces/${town.group}/messages`, { id, text: "Από τον κήπο.", files: [file.id] });
  expect(said.status).toBe(201);
  return id;
}

/** Her phone. Little data is what she chose on it; a browser’s own wish is lost where Chromium is led on after a form that a test sends. */
async function phoneOf(who: Who, isLittle: boolean): Promise<BrowserContext> {
  const options = { viewport: { width: 360, height: 740 }, locale: "en", extraHTTPHeaders: household() };
  const context = await browserOf(browser, town, who, options);
  if (isLittle) await context.addCookies([{ name: "kith-data", value: "little", url: kith.origin }]);
  return context;
}

/** What can be done on a page, and what it asked for that only pleases or may never be needed. */
interface Opened {
  ways: string[];
  extra: string[];
}

/** Opens a page and waits until it stands, and until it has these ways if it will. */
async function opened(place: Place, isLittle: boolean, wanted: readonly string[] = []): Promise<Opened> {
  const context = await phoneOf(place.who, isLittle);
  const page = await context.newPage();
  const extra = extraOf(page);
  await page.goto(kith.origin + place.path(town));
  await place.first?.(page, town);
  let ways: string[] = [];
  for (
    let tried = 0, before = -1;
    tried < STANDS_TRIES && (before !== ways.length || wanted.some((way) => !ways.includes(way)));
    tried += 1
  ) {
    before = ways.length;
    await page.waitForTimeout(STANDS_MS);
    ways = [...new Set((await page.evaluate(waysOn)).map(nameless))];
  }
  const links = await page.locator(AHEAD).count();
  await context.close();
  return { ways, extra: [...extra, ...Array<string>(links).fill("told to fetch ahead")] };
}

/** The requests of a page for pictures, recordings and what was not asked for yet. The one file of icons stands on buttons. */
function extraOf(page: Page): string[] {
  const extra: string[] = [];
  page.on("request", (request) => {
    const { pathname, protocol } = new URL(request.url());
    const isIcons = /^\/assets\/icons-[\w-]+\.svg$/.test(pathname);
    const isAhead = /prefetch/.test(request.headers()["sec-purpose"] ?? request.headers()["purpose"] ?? "");
    const isSeen = ["image", "media", "font"].includes(request.resourceType());
    if (protocol !== "data:" && (pathname.startsWith("/files/") || isAhead || (isSeen && !isIcons))) extra.push(pathname);
  });
  return extra;
}

/** Ids and secrets are others at each visit. */
const nameless = (way: string) => way.replaceAll(/[\w-]{20,}/g, "…");

/** Runs in the page, so it stands alone: every link, field, button, fold and recording on it. */
function waysOn(): string[] {
  return [...document.querySelectorAll("a[href], form, button, input, select, textarea, summary, audio")].map((element) => {
    const told = ["href", "action", "method", "name", "type", "src", "aria-label"].map((name) => element.getAttribute(name) ?? "");
    const value = element.localName === "button" ? (element.getAttribute("value") ?? "") : "";
    return [element.localName, ...told, value].join(" ").trim();
  });
}

const photoPlace: Place = {
  name: "message with a photo",
  route: "/spaces/:id/messages/:message",
  who: "carer",
  path: ({ group }) => `/spaces/${group}/messages/${withPhoto}`,
};

test.for([...places, photoPlace])(
  "$name loses nothing where data is spared, and asks for no picture",
  { timeout: A_PAGE_MS },
  async (place) => {
    const full = await opened(place, false);
    const little = await opened(place, true, full.ways);
    expect(little.extra).toEqual([]);
    expect(full.ways.filter((way) => !little.ways.includes(way))).toEqual([]);
  },
);

test("what is spared is there where it is not: a room brings its small pictures", { timeout: A_PAGE_MS }, async () => {
  const room = places.find(({ name }) => name === "room")!;
  const { extra, ways } = await opened(room, false);
  expect(ways.length).toBeGreaterThan(20);
  expect(extra.filter((path) => /^\/files\/[\w-]+\/small$/.test(path))).toHaveLength(1);
  expect(extra).toContain("told to fetch ahead");
});

test("a room that is left open fetches nothing ahead, and a photo comes when she asks for it", { timeout: A_PAGE_MS }, async () => {
  const context = await phoneOf("carer", true);
  const page = await context.newPage();
  const asked: string[] = [];
  context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${kith.origin}/spaces/${town.group}`);
  await page.waitForTimeout(AHEAD_MS);
  expect(asked.filter((path) => path.startsWith("/files/") || path.endsWith("/lines"))).toEqual([]);
  expect(await page.locator("audio").getAttribute("preload")).toBe("none");
  await page.locator("a.photo").click();
  await page.locator("a.photo img").waitFor();
  expect(asked.filter((path) => path.startsWith("/files/"))).toHaveLength(1);
  await context.close();
});

test("a page that nobody looks at stops listening where data is spared, and misses nothing", { timeout: A_PAGE_MS }, async () => {
  const context = await phoneOf("carer", true);
  const page = await context.newPage();
  const begun: string[] = [];
  const ended: string[] = [];
  const isFeed = (url: string) => new URL(url).pathname === "/live";
  page.on("request", (request) => isFeed(request.url()) && begun.push(request.url()));
  page.on("requestfailed", (request) => isFeed(request.url()) && ended.push(request.url()));
  await page.clock.install();
  await page.goto(`${kith.origin}/spaces/${town.group}`);
  await expect.poll(() => begun.length).toBe(1);
  await page.evaluate(lookedAt, false);
  await page.clock.fastForward(REST_MS);
  await expect.poll(() => ended.length).toBe(1);
  const text = `Τώρα ${randomUUID()}`;
  await json(kith.origin, town.people[1]!.token, `/api/spaces/${town.group}/messages`, { id: randomUUID(), text });
  expect([await page.getByText(text).count(), begun.length]).toEqual([0, 1]);
  await page.evaluate(lookedAt, true);
  await page.getByText(text).waitFor();
  expect(begun).toHaveLength(2);
  await context.close();
});

/** Runs in the page, so it stands alone: as if its tab went out of sight, or came back. */
function lookedAt(isSeen: boolean): void {
  Object.defineProperty(document, "visibilityState", { value: isSeen ? "visible" : "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}
