import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { form, json } from "./asking.ts";
import { complaintsOf, openBrowser, populate, signedIn, type Invented } from "./browser.ts";

const OLDER = 120; // more than two pages of a room

let kith: Running;
let browser: Browser;
let invented: Invented;
let clear: () => Promise<void>;
const complaints: string[][] = [];

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  invented = await populate({ KITH_HOME: fresh.home }, { people: 3, spaces: 2, members: 3, messages: 0 });
  browser = await openBrowser();
  const topic = await form(kith.origin, tokenOf(0), `/spaces/${room(0)}/topics`, { title: "Сон" });
  await say(0, 1, "明天做第三次化疗，请大家陪我。");
  await say(0, 1, "Вчера нарядили ёлку", { topic: /topic=([\w-]+)/.exec(topic.headers.get("location") ?? "")?.[1] });
  for (let n = 0; n < OLDER; n += 1) await say(0, 1, `tea ${n}`);
  await say(1, 2, "化疗 elsewhere");
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

const room = (at: number) => invented.spaces[at]!.id;
const tokenOf = (who: number) => invented.people.find(({ id }) => id === invented.spaces[0]!.members[who])!.token;
const say = (at: number, who: number, text: string, more: object = {}) =>
  json(kith.origin, tokenOf(who), `/api/spaces/${room(at)}/messages`, { id: randomUUID(), text, ...more });

async function opened(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await signedIn(browser, kith, tokenOf(0), options)).newPage();
  complaints.push(complaintsOf(page));
  await page.goto(kith.origin + path);
  return page;
}
const isSeen = (page: Page, text: string) =>
  page.locator(".say", { hasText: text }).evaluate((line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

test(
  "a Chinese word of two characters is found from the room by its key, and leads to the place far back where it was said",
  { timeout: 60_000 },
  async () => {
    const page = await opened(`/spaces/${room(0)}`, { locale: "zh", viewport: { width: 1280, height: 900 } });
    await page.locator(".talk-side").waitFor();
    await page.locator("#words").blur();
    await page.keyboard.press("/");
    await page.waitForURL(/\/search\?in=/);
    await page.locator("#q:focus").waitFor();
    await page.keyboard.type("化疗");
    await page.keyboard.press("Enter");
    await page.locator("mark", { hasText: "化疗" }).waitFor();
    expect(await page.locator("#found li").count()).toBe(1);
    await page.locator("#found a").click();
    await page.getByText("明天做第三次化疗").waitFor();
    expect(await isSeen(page, "明天做第三次化疗")).toBe(true);
  },
);

test(
  "without a script the field on a phone finds in every room, and a word under a topic however it is written",
  { timeout: 60_000 },
  async () => {
    const page = await opened("/", { javaScriptEnabled: false });
    await page.getByRole("link", { name: "Search" }).locator("visible=true").click();
    await page.getByLabel("What are you looking for?").fill("化疗");
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    expect(await page.locator("#found li").count()).toBe(2);
    await page.getByLabel("What are you looking for?").fill("ЕЛК after:2020-01");
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    expect(await page.locator("mark").allTextContents()).toEqual(["ёлку"]);
    await page.locator("#found a").click();
    expect(await isSeen(page, "Вчера нарядили ёлку")).toBe(true);
  },
);

test("older finds are one step further, and Back returns to where she was", { timeout: 60_000 }, async () => {
  const page = await opened("/search?q=tea");
  expect(await page.locator("#found li").count()).toBe(20);
  await page.getByRole("link", { name: "Show older ones" }).click();
  await page.waitForURL(/before=/);
  const second = await page.locator("#found li").first().textContent();
  await page.locator("#found a").first().click();
  await page.waitForURL(/\/spaces\//);
  await page.goBack();
  expect(await page.locator("#found li").first().textContent()).toBe(second);
  expect(complaints.flat()).toEqual([]);
});
