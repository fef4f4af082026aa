import { spawnSync } from "node:child_process";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { freshHome, start, stop, type Running } from "#test/server";
import { json } from "./asking.ts";
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
  invented = await populate({ KITH_HOME: fresh.home }, { people: 2, spaces: 1, members: 2, messages: 0 });
  browser = await openBrowser();
  let seq = 0;
  for (const text of ["The first", "The second", "The third"]) ({ seq } = Said.parse(await (await say(1, text)).json()));
  await json(kith.origin, tokenOf(0), `/spaces/${room()}/read`, { seq });
  for (const text of ["The fourth", "The fifth"]) await say(1, text);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

/** A page that stays open goes on reading what is new. */
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const Said = z.object({ seq: z.int() });
const room = () => invented.spaces[0]!.id;
const tokenOf = (who: number) => invented.people.find(({ id }) => id === invented.spaces[0]!.members[who])!.token;
const say = (who: number, text: string) =>
  json(kith.origin, tokenOf(who), `/api/spaces/${room()}/messages`, { id: crypto.randomUUID(), text });

async function opened(path: string): Promise<Page> {
  const page = await (await signedIn(browser, kith, tokenOf(0), { viewport: { width: 1280, height: 900 } })).newPage();
  complaints.push(complaintsOf(page));
  await page.goto(kith.origin + path);
  return page;
}
/** In the room, with the hands on the keys and nothing in the field; done when the page has come to life. */
async function inRoom(): Promise<Page> {
  const page = await opened(`/spaces/${room()}`);
  await page.locator(".talk-side").waitFor();
  await page.locator("#words").blur();
  return page;
}
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.querySelector(".say-body > p")?.textContent ?? document.activeElement?.id);

test("j and k walk through the talk, r answers where she stands, and Esc lets it be", { timeout: 60_000 }, async () => {
  const page = await inRoom();
  for (const [key, text] of [
    ["k", "The fifth"],
    ["k", "The fourth"],
    ["j", "The fifth"],
    ["k", "The fourth"],
  ] as const) {
    await page.keyboard.press(key);
    expect([key, await focused(page)]).toEqual([key, text]);
  }
  await page.keyboard.press("r");
  expect(await focused(page)).toBe("words");
  expect(await page.locator(".composer-reply").textContent()).toContain("The fourth");
  await page.keyboard.type("jkrnem?/");
  expect(await page.locator("#words").inputValue()).toBe("jkrnem?/");
  await page.keyboard.press("Escape");
  expect(await page.locator(".composer-reply").count()).toBe(0);
});

test("n leads to what is new, e to her own last words, m to where the room is made quiet", { timeout: 60_000 }, async () => {
  await say(1, "The newest");
  const page = await inRoom();
  const first = await page.locator("#new ~ .say .say-body > p").first().textContent();
  await page.keyboard.press("n");
  expect(await focused(page)).toBe(first);
  expect(await page.locator("#new").evaluate((line) => line.getBoundingClientRect().top < innerHeight)).toBe(true);
  await page.locator("#words").fill("What I said");
  await page.keyboard.press("Enter");
  await page.locator(".say.mine .state", { hasText: "Delivered" }).waitFor();
  await page.locator("#words").blur();
  await page.keyboard.press("e");
  expect([await focused(page), await page.locator("#words").inputValue()]).toEqual(["words", "What I said"]);
  await page.keyboard.press("Escape");
  expect(await page.locator("#words").inputValue()).toBe("");
  await page.locator("#words").blur();
  await page.keyboard.press("m");
  await page.waitForURL(/\/about#quiet$/);
});

test("? lists the keys, and Esc gives the focus back to where it was", { timeout: 60_000 }, async () => {
  const page = await inRoom();
  await page.keyboard.press("k");
  const stood = await focused(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused(page)).toBe(stood);
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Close" }).press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused(page)).toBe(stood);
});

test("the slash searches the room she is in, Ctrl+K everything, also while she writes", { timeout: 60_000 }, async () => {
  const page = await inRoom();
  await page.keyboard.press("/");
  await page.waitForURL(`**/search?in=${room()}`);
  await page.locator("#q:focus").waitFor();
  await page.goBack();
  await page.locator("#words").focus();
  await page.keyboard.press("Control+k");
  await page.waitForURL("**/search");
  await page.locator("#q:focus").waitFor();
  expect(new URL(page.url()).search).toBe("");
});

test("wherever there is a script both lead to the search, and without one a link does", { timeout: 60_000 }, async () => {
  for (const path of ["/", "/rooms", "/me", "/me/look", "/me/ways-in", "/help", "/code", "/keys", "/reports", `/spaces/${room()}/about`]) {
    const page = await opened(path);
    expect([path, await page.locator('.places a[href="/search"]').count()]).toEqual([path, 1]);
    if ((await page.locator("script[src]").count()) > 0)
      for (const key of ["/", "Control+k"]) {
        await page.keyboard.press(key);
        await page.waitForURL("**/search");
        await page.goBack();
      }
    await page.context().close();
  }
});

test("no page complained", () => {
  const asked = /status of 401/; // ways in are changed only after a new sign-in
  expect(complaints.flat().filter((line) => !asked.test(line))).toEqual([]);
});
