import { spawnSync } from "node:child_process";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { test } from "#test/house";
import { databaseProcesses, freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser } from "./browser.ts";
import { faultsOf } from "./inspect.ts";
import { looksFor, named, optionsOf, type Look } from "./looks.ts";
import { firstPlaces, notPages, places, type Place } from "./places.ts";
import { furnishTown, type Town } from "./town.ts";
import { browserOf, household } from "./visitor.ts";

const isEvery = process.env["KITH_ALL_PAGES"] === "1";
const A_PAGE_MS = 60_000; // generous, because other tests keep the machine busy
const TRIES = 20; // after which a household is asked to wait

let home: string;
let kith: Running;
let browser: Browser;
let town: Town;
let clear: () => Promise<void>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  ({ home, clear } = await freshHome());
  kith = await start({ KITH_HOME: home, KITH_PROXIES: "1", SMTP_URL: "smtp://127.0.0.1:9" });
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

const visitor = (who: Place["who"], look: Look, headers = household()) =>
  browserOf(browser, town, who, { ...optionsOf(look), extraHTTPHeaders: headers });

/** Opens a page as it is described, and says all that is wrong with it in this look. */
async function examined(place: Place, look: Look, context: BrowserContext): Promise<string[]> {
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const strays: string[] = [];
  let status = 0;
  page.on(
    "request",
    (request) => !request.url().startsWith("data:") && new URL(request.url()).origin !== kith.origin && strays.push(request.url()),
  );
  page.on("response", (answer) => {
    if (answer.request().isNavigationRequest()) status = answer.status() === 303 ? status : answer.status();
    else if (!answer.ok()) strays.push(`${answer.url()}, which answered ${answer.status()}`);
  });
  await page.goto(kith.origin + place.path(town));
  await place.first?.(page, town);
  const expected = place.status ?? 200;
  const faults = [
    ...(status === expected ? [] : [`answered ${status}`]),
    ...(await faultsOf(page, look)),
    ...strays.map((url) => `asked ${url}`),
    ...complaints.filter((line) => !line.includes(`status of ${expected}`)).map((line) => `complained: ${line}`),
  ];
  return faults.map((fault) => `${place.name}, ${named(look)}: ${fault}`);
}

async function everyLook(place: Place, index: number): Promise<string[]> {
  const faults: string[] = [];
  for (const look of looksFor(index, isEvery)) {
    const context = await visitor(place.who, look);
    faults.push(...(await examined(place, look, context)));
    await context.close();
  }
  return faults;
}

const timeout = A_PAGE_MS * (isEvery ? 16 : 1);
const described = (list: readonly Place[]) => list.map((place, index) => ({ ...place, index }));

test("no page of the running app is forgotten in the list of pages", ({ house }) => {
  const routes = house.app.routes
    .filter(({ method, path }) => (method === "GET" || method === "ALL") && path !== "/*")
    .map(({ path }) => path);
  const listed = new Set([...firstPlaces, ...places].map(({ route }) => route));
  const isPage = (route: string) => !notPages.has(route) && !route.startsWith("/identity/");
  expect([...new Set(routes)].filter((route) => isPage(route) && !listed.has(route))).toEqual([]);
  expect([...listed].filter((route) => route !== "*" && !routes.includes(route))).toEqual([]);
});

test.for(described(firstPlaces))("$name is whole before there is a network", { timeout }, async ({ index, ...place }) => {
  expect(await everyLook(place, index)).toEqual([]);
});

test("the network gets its name, its people and its rooms", { timeout: 60_000 }, async () => {
  town = await furnishTown(browser, kith, home);
  expect(town.people).toHaveLength(8);
});

test.for(described(places))("$name is whole", { timeout }, async ({ index, ...place }) => {
  expect(await everyLook(place, index)).toEqual([]);
});

test("a door that is not open to everyone is a whole page too", { timeout: timeout * 2 }, async () => {
  const steward = await browser.newContext({ storageState: town.steward });
  const faults: string[] = [];
  for (const [index, door] of (["invitation", "closed", "open"] as const).entries()) {
    await steward.request.post(`${kith.origin}/network`, { form: { name: "Στο ποτάμι", door }, headers: { origin: kith.origin } });
    if (door !== "open") faults.push(...(await everyLook({ name: door, route: "/join", who: "stranger", path: () => "/join" }, index)));
  }
  expect(faults).toEqual([]);
});

test("whoever tried too often is told so on a whole page", { timeout }, async () => {
  const headers = household();
  const wrong = { phrase: "abandon ability able about above absent absorb" };
  for (let tried = 0; tried < TRIES; tried += 1)
    await fetch(`${kith.origin}/enter`, { method: "POST", headers: { ...headers, origin: kith.origin }, body: new URLSearchParams(wrong) });
  const first = async (page: Page) => {
    await page.locator("[name=phrase]").fill(wrong.phrase);
    await page.locator("main form button").first().click();
  };
  const place: Place = { name: "too often", route: "/enter", who: "stranger", path: () => "/enter", first, status: 429 };
  for (const look of looksFor(3, isEvery)) expect(await examined(place, look, await visitor("stranger", look, headers))).toEqual([]);
});

test("while the database is away a whole page says so", { timeout }, async () => {
  async function first(page: Page): Promise<void> {
    spawnSync("kill", ["-KILL", ...(await databaseProcesses(home)).map(String)]); // some go with their parent before their turn
    await page.goto(`${kith.origin}/rooms`);
  }
  const place: Place = { name: "away", route: "/rooms", who: "member", path: () => "/help", first, status: 503 };
  const opened = await Promise.all(looksFor(7, isEvery).map(async (look) => ({ look, context: await visitor("member", look) })));
  for (const { look, context } of opened) expect(await examined(place, look, context)).toEqual([]);
});
