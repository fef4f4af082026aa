import { spawnSync } from "node:child_process";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser, populate, signedIn, type Invented } from "./browser.ts";

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
  invented = await populate({ KITH_HOME: fresh.home }, { people: 4, spaces: 3, members: 3, messages: 0 });
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

/** A member of a room, on its page. `who` counts from 0 among the room's members. */
async function inRoom(space: number, who: number, options: BrowserContextOptions = {}): Promise<Page> {
  const room = invented.spaces[space]!;
  const token = invented.people.find(({ id }) => id === room.members[who])!.token;
  const page = await (await signedIn(browser, kith, token, options)).newPage();
  complaints.push(complaintsOf(page));
  await page.goto(`${kith.origin}/spaces/${room.id}`);
  return page;
}

const write = async (page: Page, text: string) => {
  await page.locator("#words").fill(text);
  await page.locator(".composer .send").click();
};
const messages = (page: Page) => page.locator("#talk .say .say-body > p").allTextContents();

test("two women talk live in two browsers, a third has no script, and a lost line is made good", { timeout: 90_000 }, async () => {
  const mei = await inRoom(0, 0);
  const ana = await inRoom(0, 1, { locale: "ar" });
  expect(await ana.locator("html").getAttribute("dir")).toBe("rtl");
  await write(mei, "The drain came out today.");
  await ana.getByText("The drain came out today.").waitFor();
  await mei.locator(".say.mine .state").getByText("Delivered").waitFor();

  const eve = await inRoom(0, 2, { javaScriptEnabled: false });
  await ana.context().setOffline(true);
  await write(eve, "I am glad for you.");
  expect(await messages(eve)).toEqual(["The drain came out today.", "I am glad for you."]);
  await mei.getByText("I am glad for you.").waitFor();
  await write(ana, "ما زلت هنا");
  await ana.locator(".say.waiting").waitFor();
  await ana.context().setOffline(false);
  await mei.getByText("ما زلت هنا").waitFor();
  await ana.getByText("I am glad for you.").waitFor();
  for (const page of [mei, ana])
    expect((await messages(page)).toSorted()).toEqual(["I am glad for you.", "The drain came out today.", "ما زلت هنا"].toSorted());
});

test("a quote, a reaction, a change and a removal reach the others as they happen", { timeout: 60_000 }, async () => {
  const mei = await inRoom(1, 0);
  const ana = await inRoom(1, 1);
  await write(mei, "Is it all right that it pulls?");
  const heard = ana.locator(".say", { hasText: "Is it all right that it pulls?" });
  await heard.locator("a.more").click();
  await ana.getByRole("button", { name: "Hug" }).click();
  await mei.locator(".felt", { hasText: "Hug 1" }).waitFor();
  await heard.locator("a.more").click();
  await ana.getByRole("button", { name: "Answer", exact: true }).click();
  await write(ana, "For me it was usual.");
  await mei.locator(".say .quote", { hasText: "Is it all right that it pulls?" }).waitFor();
  await mei.locator(".say.mine a.more").first().click();
  await mei.getByRole("button", { name: "Change the words" }).click();
  await write(mei, "Is it usual that it pulls?");
  await ana.locator(".say-body > p", { hasText: "Is it usual that it pulls?" }).waitFor();
  await mei.locator(".say.mine a.more").first().click();
  await mei.getByRole("button", { name: "Undo" }).click();
  await ana.getByText("Removed by its author").first().waitFor();
  expect(await ana.getByText("Is it usual that it pulls?").count()).toBe(0);
});

test("what she begins to write waits for her on another phone, and keys do what hands know", { timeout: 60_000 }, async () => {
  const mei = await inRoom(2, 0);
  await mei.locator("#words").fill("Half a thought");
  await mei.waitForResponse((answer) => answer.url().endsWith("/draft") && answer.ok());
  const again = await inRoom(2, 0);
  expect(await again.locator("#words").inputValue()).toBe("Half a thought");
  await write(again, "One");
  await write(again, "Two");
  await again.locator(".say.mine .state", { hasText: "Delivered" }).nth(1).waitFor();
  await again.locator("#words").blur();
  await again.keyboard.press("k");
  await again.keyboard.press("k");
  expect(await again.evaluate(() => document.activeElement?.textContent)).toContain("One");
  await again.keyboard.press("r");
  expect(await again.evaluate(() => document.activeElement?.id)).toBe("words");
  expect(await again.locator(".composer-reply").textContent()).toContain("One");
});

test("a stranger sees nothing of a room, and no page complained", { timeout: 30_000 }, async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${kith.origin}/spaces/${invented.spaces[0]!.id}`);
  expect(new URL(page.url()).pathname).toBe("/enter");
  expect(await page.content()).not.toContain("The drain");
  expect(complaints.flat().filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch|fetching the script/.test(line))).toEqual([]);
});
