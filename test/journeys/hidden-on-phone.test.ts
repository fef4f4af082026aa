import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { json } from "./asking.ts";
import { openBrowser, populate, signedIn, type Invented } from "./browser.ts";
import { filled, keptAnywhere } from "./phone.ts";

const KEPT_MS = 30_000;
const SETTLED_MS = 1_500; // until what was asked for is kept
const PAGE = 60; // more than the newest page of a room holds

let kith: Running;
let browser: Browser;
let invented: Invented;
let clear: () => Promise<void>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  invented = await populate({ KITH_HOME: fresh.home }, { people: 3, spaces: 2, members: 3, messages: 5 });
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

const tokenOf = (who: number) => invented.people.find(({ id }) => id === invented.spaces[0]!.members[who])!.token;
const roomOf = (space: number) => `/spaces/${invented.spaces[space]!.id}`;

async function says(who: number, text: string): Promise<string> {
  const id = randomUUID();
  expect((await json(kith.origin, tokenOf(who), `/api${roomOf(0)}/messages`, { id, text })).status).toBe(201);
  return id;
}

/** Words of one member, an early one and a late one, with more than a page of another's between them. */
async function twoSpeak(): Promise<{ early: string; late: string; id: string }> {
  const [early, late] = [`Harsh early ${randomUUID()}`, `Harsh late ${randomUUID()}`];
  await says(0, early);
  for (let count = 0; count < PAGE; count += 1) await says(2, `Gentle ${count}`);
  return { early, late, id: await says(0, late) };
}

async function phone(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await signedIn(browser, kith, tokenOf(1));
  const page = await context.newPage();
  const isFull = filled(context, KEPT_MS, `${roomOf(0)}/lines`);
  await page.goto(kith.origin + roomOf(0));
  await isFull;
  await page.waitForTimeout(SETTLED_MS);
  return { context, page };
}

/** Which of these words the room holds when it comes from the phone. */
async function offline({ context, page }: { context: BrowserContext; page: Page }, ...words: string[]): Promise<string[]> {
  await context.setOffline(true);
  await page.goto(kith.origin + roomOf(0));
  const html = await page.content();
  expect(html).toContain("Gentle 59");
  await context.setOffline(false);
  return words.filter((word) => html.includes(word));
}

test("whoever hides someone has nothing of hers left in the pages on the phone", { timeout: 90_000 }, async () => {
  const { early, late, id } = await twoSpeak();
  const mine = await phone();
  const { context, page } = mine;
  expect(await offline(mine, early, late)).toEqual([early, late]);
  await page.goto(`${kith.origin}${roomOf(0)}/messages/${id}`);
  await Promise.all([page.waitForNavigation(), page.locator("form[action$='/hide'] button").click()]);
  await page.waitForTimeout(KEPT_MS / 5);
  expect(await offline(mine, early, late)).toEqual([]);
  await context.close();
});

test("whoever hides someone elsewhere has nothing of hers left after the phone’s next contact", { timeout: 90_000 }, async () => {
  const member = await json(kith.origin, tokenOf(1), `${roomOf(0)}/messages/${await says(0, "Once more")}/hide`, {});
  expect(member.status).toBeLessThan(400);
  const about = await (await fetch(`${kith.origin}${roomOf(0)}/about`, { headers: { authorization: `Bearer ${tokenOf(1)}` } })).text();
  const show = /action="(\/spaces\/[\w-]+\/hidden\/[\w-]+\/show)"/.exec(about)?.[1] ?? "";
  expect((await json(kith.origin, tokenOf(1), show, {})).status).toBeLessThan(400);
  const { early, late, id } = await twoSpeak();
  const mine = await phone();
  expect(await offline(mine, early, late)).toEqual([early, late]);
  await mine.context.setOffline(true);
  expect((await json(kith.origin, tokenOf(1), `${roomOf(0)}/messages/${id}/hide`, {})).status).toBeLessThan(400);
  await mine.context.setOffline(false);
  const checked = keptAnywhere(mine.context, KEPT_MS, `${roomOf(0)}/lines`);
  await mine.page.goto(kith.origin + roomOf(1));
  await checked;
  await mine.page.waitForTimeout(SETTLED_MS * 2);
  expect(await offline(mine, early, late)).toEqual([]);
  await mine.context.close();
});
