import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { freshHome, start, stop, type Running } from "#test/server";
import { openBrowser, populate, signedIn } from "./browser.ts";
import { budgets, FIRST_ROOM, ICONS, SCRIPT_OF_A_ROOM, STYLES, type Weight } from "./budgets.ts";
import { places, type Place } from "./places.ts";
import { furnishTown, type Town } from "./town.ts";
import { browserOf, household } from "./visitor.ts";

const CLIENT = "build/client";
const MESSAGES = 50; // of the newest page of a room
const Manifest = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).default([]) }));

let kith: Running;
let browser: Browser;
let town: Town;
let room: string;
let reader: string;
let clear: () => Promise<void>;
let manifest: z.infer<typeof Manifest>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  manifest = Manifest.parse(JSON.parse(await readFile(join(CLIENT, ".vite/manifest.json"), "utf8")));
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home, KITH_PROXIES: "1" });
  browser = await openBrowser();
  town = await furnishTown(browser, kith, fresh.home);
  const invented = await populate({ KITH_HOME: fresh.home }, { people: 10, spaces: 1, members: 10, messages: MESSAGES });
  room = `/spaces/${invented.spaces[0]!.id}`;
  reader = invented.people.find(({ id }) => id === invented.spaces[0]!.members[1])!.token;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

/** One page of each route, the first that is listed; a room is the one with a full page of messages. */
const weighed = places.filter(({ route, status, name }, index) => {
  const first = places.findIndex((other) => other.route === route && other.status === undefined);
  return status === undefined && index === first && name !== "nothing";
});

/** What a page costs a phone that was never here: its document as it came, and its files as the build compressed them. */
async function weightOf(place: Place): Promise<Weight & { islands: string[]; files: string[] }> {
  const options = { viewport: { width: 360, height: 740 }, locale: "en", extraHTTPHeaders: household() };
  const isRoom = place.route === "/spaces/:id";
  const context = isRoom ? await signedIn(browser, kith, reader, options) : await browserOf(browser, town, place.who, options);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const documents = new Set<string>();
  let html = 0;
  devtools.on("Network.responseReceived", ({ requestId, type }) => type === "Document" && documents.add(requestId));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (documents.has(requestId)) html = encodedDataLength;
  });
  const files = new Set<string>();
  page.on("framenavigated", () => files.clear());
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/assets/")) files.add(pathname);
  });
  await page.goto(kith.origin + (isRoom ? room : place.path(town)));
  await place.first?.(page, town);
  if (place.first) await page.reload();
  if (isRoom && (await page.locator("[data-seq]").count()) !== MESSAGES) throw new Error("The room's page is not full.");
  const islands = await page.locator("kith-island").evaluateAll((all) => all.map((island) => island.getAttribute("name") ?? ""));
  await context.close();
  const sum = async (kind: RegExp) => {
    const sizes = await Promise.all([...files].filter((file) => kind.test(file)).map(sizeOf));
    return sizes.reduce((all, size) => all + size, 0);
  };
  return { html, style: await sum(/\.css$/), script: await sum(/\.js$/), icons: await sum(/\.svg$/), islands, files: [...files] };
}

/** Bytes as gzip, which every phone understands; a file that the build found too small to compress travels as it is. */
async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(join(CLIENT, `${file}.gz`)).catch(() => stat(join(CLIENT, file)));
  return size;
}

/** The scripts that the build's manifest gives to these islands. */
function scriptsOf(islands: string[]): string[] {
  const chunk = (source: string): string[] => [`/${manifest[source]!.file}`, ...manifest[source]!.imports.flatMap(chunk)];
  const sources = islands.map((island) => {
    const file = `${island.replace("/", "/parts/")}.island.tsx`;
    return `src/listeners/${file}` in manifest ? `src/listeners/${file}` : `src/domains/${file}`;
  });
  return islands.length === 0 ? [] : [...new Set(["src/browser.ts", ...sources].flatMap(chunk))].toSorted();
}

test("every route of a page has a budget, and no budget is for a page that is gone", () => {
  const routes = new Set(places.map(({ route }) => route).filter((route) => route !== "*"));
  expect(Object.keys(budgets).toSorted()).toEqual([...routes].toSorted());
});

test.for(weighed)("$route keeps its budget", { timeout: 60_000 }, async (place) => {
  const { islands, files, ...weight } = await weightOf(place);
  const [html, script] = budgets[place.route] ?? [0, 0];
  const budget = { html, style: STYLES, script, icons: ICONS };
  const over = (["html", "style", "script", "icons"] as const).filter((kind) => weight[kind] > budget[kind]);
  expect({ over, weight }).toEqual({ over: [], weight });
  expect(files.filter((file) => file.endsWith(".js")).toSorted()).toEqual(scriptsOf(islands));
});

test("the first room page costs at most 60 KB in all and 25 KB of script, and a page where nothing is alive ships none", async () => {
  const { html, style, script, icons } = await weightOf(places.find(({ route }) => route === "/spaces/:id")!);
  expect(html + style + script + icons).toBeLessThanOrEqual(FIRST_ROOM);
  expect(script).toBeLessThanOrEqual(SCRIPT_OF_A_ROOM);
  const still = await weightOf(places.find(({ route }) => route === "/help")!);
  expect([still.islands, still.script]).toEqual([[], 0]);
});
