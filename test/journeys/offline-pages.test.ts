import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser, populate, signedIn, type Invented } from "./browser.ts";
import { filled, keptAnywhere, nothingLeft, readableAnywhere } from "./phone.ts";

const KEPT_MS = 30_000; // until a page and what belongs to it is on the phone
const WIPED_MS = 1_000;
const OPENED_MS = 1_000;
const SAID = 260;

let kith: Running;
let browser: Browser;
let invented: Invented;
let clear: () => Promise<void>;
let home: string;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  ({ home, clear } = fresh);
  kith = await start({ KITH_HOME: home });
  invented = await populate({ KITH_HOME: home }, { people: 3, spaces: 7, members: 3, messages: SAID });
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

const tokenOf = (space: number, who: number) => invented.people.find(({ id }) => id === invented.spaces[space]!.members[who])!.token;
const roomOf = (space: number) => `/spaces/${invented.spaces[space]!.id}`;

/** A member's phone, with these rooms and her list of rooms kept on it. */
async function phoneWith(who: number, ...spaces: number[]): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await signedIn(browser, kith, tokenOf(spaces[0]!, who));
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  for (const space of spaces) {
    const isFull = filled(context, KEPT_MS, `${roomOf(space)}/lines`);
    await page.goto(kith.origin + roomOf(space));
    await isFull;
  }
  await page.goto(`${kith.origin}/`);
  await page.waitForTimeout(500); // the list is kept as soon as it has come
  return { context, page, complaints };
}

/** What another member does, as a script does it. */
async function does(space: number, who: number, path: string, body: object): Promise<{ status: number; id: string }> {
  const answer = await fetch(kith.origin + roomOf(space) + path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", authorization: `Bearer ${tokenOf(space, who)}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, id: "" };
}
async function says(space: number, who: number, text: string): Promise<string> {
  const id = randomUUID();
  expect((await does(space, who, "/messages", { id, text })).status).toBe(201);
  return id;
}

async function opensOffline(page: Page, path: string): Promise<number> {
  const before = Date.now();
  await page.goto(kith.origin + path);
  return Date.now() - before;
}

test("a phone would put Kith among its programs", { timeout: 60_000 }, async () => {
  const { context, page } = await phoneWith(0, 0);
  const devtools = await context.newCDPSession(page);
  const { errors, url, data } = await devtools.send("Page.getAppManifest");
  expect({ errors, url }).toEqual({ errors: [], url: `${kith.origin}/app/en/kith.webmanifest` });
  expect(JSON.parse(data ?? "{}")).toMatchObject({ name: "Kith", display: "standalone", start_url: "/" });
  expect(
    (await devtools.send("Page.getInstallabilityErrors")).installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"),
  ).toEqual([]);
  await context.close();
});

test(
  "without a network she reads two hundred messages, her rooms and the help page, and is told where they come from",
  { timeout: 90_000 },
  async () => {
    const { context, page, complaints } = await phoneWith(0, 0);
    await context.setOffline(true);
    expect(await opensOffline(page, roomOf(0))).toBeLessThan(OPENED_MS);
    expect(await page.locator("#talk li[data-seq]").count()).toBe(200);
    expect(await page.locator(".from-phone").innerText()).toMatch(/^There is no network\. This is from your phone, as of \d\d:\d\d\.$/);
    expect(await page.locator("#words").isVisible()).toBe(true);
    await opensOffline(page, "/");
    expect(await page.locator(".room").count()).toBeGreaterThan(0);
    expect(await page.locator(".from-phone").isVisible()).toBe(true);
    await opensOffline(page, "/help");
    expect(await page.locator("h1").innerText()).toBe("Help now");
    await opensOffline(page, "/me");
    expect(await page.locator("h1").innerText()).toBe("There is no network");
    expect(await page.locator(".on-phone a").count()).toBe(2);
    expect(complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line))).toEqual([]);
    await context.close();
  },
);

test("nothing of it can be read from the phone without her key", { timeout: 60_000 }, async () => {
  const secret = `Papaya ${randomUUID()}`;
  await says(1, 1, secret);
  const { context, page } = await phoneWith(0, 1);
  const words = [secret, "Linden", "Heron", "surgery", "scar", invented.spaces[1]!.id, "Your rooms"];
  expect(await readableAnywhere(page, words)).toEqual([]);
  await context.setOffline(true);
  await opensOffline(page, roomOf(1));
  expect(await page.getByText(secret).count()).toBe(1);
  await context.close();
});

test("a small picture that she saw is there without a network too, and goes with its message", { timeout: 90_000 }, async () => {
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#b0441a" } })
    .jpeg()
    .toBuffer();
  const sent = await fetch(`${kith.origin}/api${roomOf(5)}/files`, {
    method: "POST",
    headers: { authorization: `Bearer ${tokenOf(5, 0)}`, "content-type": "image/jpeg" },
    body: new Uint8Array(bytes),
  });
  const { id: photo } = z.object({ id: z.string() }).parse(await sent.json());
  const id = randomUUID();
  expect((await does(5, 0, "/messages", { id, text: "From the kitchen", photos: [photo] })).status).toBe(201);
  const { context, page } = await phoneWith(1, 5);
  await page.goto(kith.origin + roomOf(5));
  await page.locator(`img[src*="${photo}"]`).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1_000);
  expect(await readableAnywhere(page, ["RIFF", photo])).toEqual([]);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.clearBrowserCache");
  await context.setOffline(true);
  await opensOffline(page, roomOf(5));
  const picture = page.locator(`img[src*="${photo}"]`);
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(100);
  expect((await does(5, 0, `/messages/${id}/remove`, {})).status).toBe(200);
  await context.setOffline(false);
  await page.goto(kith.origin + roomOf(5));
  await page.waitForTimeout(1_000);
  await context.setOffline(true);
  await opensOffline(page, roomOf(5));
  expect(await picture.count()).toBe(0);
  const isThere = async (address: string) => (await fetch(address).catch(() => undefined))?.ok ?? false;
  expect(await page.evaluate(isThere, `/files/${photo}/small`)).toBe(false);
  await context.close();
});

test(
  "what was removed, and whose words she hides, is gone from the phone at the next contact; so is a room she is no longer in",
  { timeout: 120_000 },
  async () => {
    const early = await says(2, 0, "Said too early");
    const last = await says(3, 0, "The last words here");
    for (let count = 0; count < 60; count += 1) await says(2, 0, `And on ${count}`);
    const { context, page } = await phoneWith(1, 2, 3);
    await context.setOffline(true);
    await opensOffline(page, roomOf(2));
    expect(await page.getByText("Said too early").count()).toBe(1);
    expect((await does(2, 0, `/messages/${early}/remove`, {})).status).toBe(200);
    expect((await does(3, 0, `/messages/${last}/remove`, {})).status).toBe(200);
    await context.setOffline(false);
    const checked = keptAnywhere(context, KEPT_MS, `${roomOf(3)}/lines`, `${roomOf(2)}/lines`);
    await page.goto(kith.origin + roomOf(4));
    await checked;
    await page.waitForTimeout(1_500);
    await context.setOffline(true);
    await opensOffline(page, roomOf(2));
    expect([await page.getByText("Said too early").count(), await page.getByText("And on 59").count()]).toEqual([0, 1]);
    await opensOffline(page, roomOf(3));
    expect(await page.getByText("The last words here").count()).toBe(0);
    await opensOffline(page, "/");
    expect(await page.getByText("The last words here").count()).toBe(0);
    expect((await does(3, 1, "/leave", {})).status).toBeLessThan(400);
    await context.setOffline(false);
    const checkedAgain = keptAnywhere(context, KEPT_MS, `${roomOf(3)}/lines`, `${roomOf(2)}/lines`);
    await page.goto(kith.origin + roomOf(4));
    await checkedAgain;
    await page.waitForTimeout(1_500);
    await context.setOffline(true);
    await opensOffline(page, roomOf(3));
    expect(await page.locator("h1").innerText()).toBe("There is no network");
    await context.close();
  },
);

test("the sixth room she opens takes the place of the one she opened longest ago", { timeout: 120_000 }, async () => {
  const { context, page } = await phoneWith(1, 0, 1, 2, 4, 5, 6);
  await context.setOffline(true);
  await opensOffline(page, roomOf(1));
  expect(await page.locator("#talk li[data-seq]").count()).toBe(200);
  await opensOffline(page, roomOf(0));
  expect(await page.locator("h1").innerText()).toBe("There is no network");
  await context.close();
});

test("a room from the phone goes on by itself when the network is back, and nothing is missing", { timeout: 90_000 }, async () => {
  const { context, page } = await phoneWith(0, 5);
  await context.setOffline(true);
  await opensOffline(page, roomOf(5));
  await says(5, 1, "Said while she was away, one");
  await says(5, 1, "Said while she was away, two");
  await context.setOffline(false);
  await page.getByText("Said while she was away, two").waitFor();
  await page.locator(".from-phone").waitFor({ state: "hidden" });
  const said = await page.locator("#talk .say-body > p").allTextContents();
  expect(said.filter((text) => text.startsWith("Said while"))).toEqual(["Said while she was away, one", "Said while she was away, two"]);
  await page.waitForTimeout(2_500); // what came live is told to the worker
  await context.setOffline(true);
  await opensOffline(page, roomOf(5));
  expect(await page.getByText("Said while she was away, two").count()).toBe(1);
  await context.close();
});

test("a new worker takes over, and loses nothing of what is kept", { timeout: 90_000 }, async () => {
  const { context, page } = await phoneWith(0, 6);
  await page.evaluate(async () => {
    const isThere = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await navigator.serviceWorker.register("/sw.js?another", { updateViaCache: "all" });
    await isThere;
  });
  await context.setOffline(true);
  await opensOffline(page, roomOf(6));
  expect(await page.locator("#talk li[data-seq]").count()).toBe(200);
  await context.close();
});

test(
  "leaving without a network, signing out, and an ended session each leave nothing on the phone within a second",
  { timeout: 120_000 },
  async () => {
    const leaving = await phoneWith(0, 6);
    await leaving.context.setOffline(true);
    await leaving.page.goto(`${kith.origin}/leave`);
    expect(await leaving.page.locator("h1").innerText()).toBe("Notes");
    await nothingLeft(leaving.page, WIPED_MS);
    await leaving.context.close();

    const over = await phoneWith(1, 6);
    await over.page.goto(`${kith.origin}/me`);
    await over.page.locator('form[action="/me/sign-out"] button').click();
    await over.page.waitForURL(/\/(welcome|first-steps)$/);
    await nothingLeft(over.page, WIPED_MS);
    await over.context.setOffline(true);
    await expect(opensOffline(over.page, roomOf(6))).rejects.toThrow("ERR_INTERNET_DISCONNECTED");
    await over.context.close();

    const ended = await phoneWith(2, 6);
    await ended.context.clearCookies();
    await ended.page.goto(kith.origin + roomOf(6));
    expect(new URL(ended.page.url()).pathname).toBe("/enter");
    await nothingLeft(ended.page, WIPED_MS * 2);
    await ended.context.close();
  },
);

test("whoever signs in next on the same phone finds nothing of her", { timeout: 60_000 }, async () => {
  const { context, page } = await phoneWith(0, 6);
  expect((await context.request.post(`${kith.origin}/api/session`, { data: { token: tokenOf(6, 1) } })).ok()).toBe(true);
  await page.goto(`${kith.origin}/`);
  await page.waitForTimeout(WIPED_MS);
  await context.setOffline(true);
  await expect(opensOffline(page, roomOf(6))).rejects.toThrow("ERR_");
  await context.close();
});

test("a stranger’s phone keeps nothing, not even a worker", { timeout: 30_000 }, async () => {
  const page = await (await browser.newContext()).newPage();
  for (const path of ["/welcome", "/help", "/enter"]) await page.goto(kith.origin + path);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await nothingLeft(page, 1);
});

test("a house that takes back its word has the phone give up what it keeps", { timeout: 120_000 }, async () => {
  const { context, page } = await phoneWith(0, 6);
  await page.waitForTimeout(5_000); // until the worker has done all that belongs to what was opened
  const { port } = new URL(kith.origin);
  await stop(kith);
  kith = await start({ KITH_HOME: home, PORT: port, KITH_OFFLINE: "no" });
  await page.evaluate(async () => {
    const isThere = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await navigator.serviceWorker.register("/sw.js?now", { updateViaCache: "all" });
    await isThere;
  });
  await expect.poll(() => page.evaluate(() => caches.keys()), { timeout: 5_000 }).toEqual([]);
  await context.setOffline(true);
  await expect(opensOffline(page, roomOf(6))).rejects.toThrow("ERR_");
  await context.close();
});
