import { spawnSync } from "node:child_process";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser, populate, signedIn, type Invented } from "./browser.ts";
import { tabTo } from "./keyboard.ts";
import { firstSteps, type Kept } from "./network.ts";

let kith: Running;
let browser: Browser;
let invented: Invented;
let steward: Kept;
let clear: () => Promise<void>;
const complaints: string[][] = [];

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  browser = await openBrowser();
  steward = await firstSteps(browser, kith, { name: "By the river", knownAs: "Rosa" });
  invented = await populate({ KITH_HOME: fresh.home }, { people: 3, spaces: 1, members: 3, messages: 0 });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

/** A member of the room, on its page. */
async function inRoom(who: number, options: BrowserContextOptions = {}): Promise<Page> {
  const room = invented.spaces[0]!;
  const token = invented.people.find(({ id }) => id === room.members[who])!.token;
  const page = await (await signedIn(browser, kith, token, options)).newPage();
  complaints.push(complaintsOf(page));
  await page.goto(`${kith.origin}/spaces/${room.id}`);
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator("#words").fill(text);
  await page.locator(".composer .send").click();
  await page.locator(".say.mine .state", { hasText: "Delivered" }).last().waitFor();
}

/** The steward's own window, at her desk. */
async function atTheDesk(): Promise<Page> {
  const page = await (await browser.newContext({ storageState: steward, locale: "en" })).newPage();
  complaints.push(complaintsOf(page));
  await page.goto(`${kith.origin}/me`);
  await page.getByRole("link", { name: "Your desk" }).click();
  return page;
}

test("she reports a message in two taps, a steward answers, and she reads the answer", { timeout: 90_000 }, async () => {
  const mei = await inRoom(0);
  const bo = await inRoom(1);
  await write(bo, "Stop your treatment and buy my drops.");
  const heard = mei.locator(".say", { hasText: "buy my drops" });
  await heard.locator("a.more").click();
  await mei.getByText("Those who look after this network will see this message and your name here").waitFor();
  await mei.getByRole("button", { name: "Report this" }).click();
  await mei.getByText("Your report has arrived").waitFor();
  expect(await mei.locator(".code").textContent()).toMatch(/\d{4} \d{4}/);
  const receipt = mei.url();
  await mei.getByText("It is dangerous advice").click();
  await mei.getByRole("button", { name: "Add this" }).click();
  await mei.getByText("Say it differently").waitFor();

  const desk = await atTheDesk();
  await desk.getByRole("heading", { name: "1 report waits for an answer" }).waitFor();
  await desk.getByRole("heading", { name: "It is dangerous advice" }).waitFor();
  await desk.getByRole("link", { name: "Open it" }).click();
  await desk.getByText("Stop your treatment and buy my drops.").waitFor();
  await desk.getByRole("button", { name: "I look at it" }).click();
  await mei.goto(receipt);
  await mei.getByText("Someone is looking at it now.").waitFor();
  await desk.getByText("Remove the message", { exact: true }).click();
  await desk.getByLabel(/^Your answer/).fill("It is gone. Please stay with what your doctor gave you.");
  await desk.getByRole("button", { name: "Send the answer" }).click();
  await desk.getByRole("heading", { name: "Nothing waits for an answer" }).waitFor();
  await desk.getByText("The message is gone: 1").waitFor();
  await bo.getByText("Removed by someone who looks after this network").waitFor();

  await mei.goto(`${kith.origin}/me`);
  await mei.getByRole("link", { name: "Your reports" }).click();
  await mei.getByRole("link", { name: "About a message" }).click();
  await mei.getByText("Please stay with what your doctor gave you.").waitFor();
  await mei.getByText("Done: the message is gone").waitFor();
});

test("without a script the message's own page has the same two choices", { timeout: 60_000 }, async () => {
  const bo = await inRoom(1);
  await write(bo, "I know where you live.");
  const ana = await inRoom(2, { javaScriptEnabled: false });
  await ana.locator(".say", { hasText: "I know where you live." }).locator("a.more").click();
  expect(await ana.getByRole("button", { name: "Do not show me what" }).count()).toBe(1);
  await ana.getByRole("button", { name: "Report this" }).click();
  await ana.getByText("Your report has arrived").waitFor();
  await ana.goBack();
  await ana.getByRole("button", { name: "Do not show me what" }).click();
  await ana.getByText("Hidden by you").first().waitFor();
  expect(await ana.getByText("I know where you live.").count()).toBe(0);
});

test("from her first day two taps report what was said, and two hide who said it", { timeout: 60_000 }, async () => {
  const bo = await inRoom(1);
  await write(bo, "You will be sorry.");
  const mei = await inRoom(0);
  const heard = mei.locator(".say", { hasText: "You will be sorry." });
  let taps = 0;
  const tap = async (what: Locator) => {
    await what.click();
    taps += 1;
  };
  await tap(heard.locator("a.more"));
  await tap(mei.getByRole("button", { name: "Report this" }));
  await mei.getByText("Your report has arrived").waitFor();
  expect(taps).toBe(2);

  await mei.goBack();
  taps = 0;
  await tap(heard.locator("a.more"));
  await tap(mei.getByRole("button", { name: "Do not show me what" }));
  await mei.getByText("Hidden by you").first().waitFor();
  expect([taps, await mei.getByText("You will be sorry.").count()]).toEqual([2, 0]);
});

test(
  "with the keyboard alone she opens what can be done with a message, comes back to it, and reports it",
  { timeout: 60_000 },
  async () => {
    const ana = await inRoom(2);
    await write(ana, "Nobody believes you.");
    const cleo = await inRoom(1);
    await cleo.locator("#talk .say", { hasText: "Nobody believes you." }).waitFor();
    await cleo.waitForFunction(() => indexedDB.databases().then((all) => all.length > 0)); // the page hears keys by then
    await cleo.locator("#words").blur();
    await cleo.keyboard.press("k");
    const more = await cleo.locator(".say", { hasText: "Nobody believes you." }).locator("a.more").getAttribute("aria-label");
    await tabTo(cleo, more ?? "");
    await cleo.keyboard.press("Enter");
    await cleo.locator("dialog.acts").waitFor();
    await cleo.keyboard.press("Escape");
    await expect.poll(() => cleo.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(more);
    await cleo.keyboard.press("Enter");
    await tabTo(cleo, "Report this");
    await cleo.keyboard.press("Enter");
    await cleo.getByText("Your report has arrived").waitFor();
    await tabTo(cleo, "It frightens or insults");
    await cleo.keyboard.press("Space");
    await tabTo(cleo, "Add this");
    await cleo.keyboard.press("Enter");
    await cleo.getByText("Say it differently").waitFor();
  },
);

test("no page complained", () => {
  expect(complaints.flat()).toEqual([]);
});
