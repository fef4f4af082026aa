import { spawnSync } from "node:child_process";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { form } from "./asking.ts";
import { complaintsOf, openBrowser } from "./browser.ts";
import { asksFor, handOn, tabTo } from "./keyboard.ts";
import { furnishTown, type Town } from "./town.ts";

const WORDS = "Και σε μένα έτσι ήταν.";

let kith: Running;
let browser: Browser;
let town: Town;
let clear: () => Promise<void>;
const complaints: string[][] = [];

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  browser = await openBrowser();
  town = await furnishTown(browser, kith, fresh.home);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

/** A phone that nobody here has seen before, at an address. `screens` counts the pages she is shown until she is among people. */
async function arrive(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; screens: () => string[] }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "en", ...options });
  const page = await context.newPage();
  complaints.push(complaintsOf(page));
  const shown: string[] = [];
  page.on("response", (answer) => {
    if (answer.request().isNavigationRequest() && answer.status() !== 303) shown.push(new URL(answer.url()).pathname);
  });
  await page.goto(kith.origin + path);
  return { page, screens: () => shown };
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const isAt = (page: Page, pathname: string) => page.waitForURL((url) => url.pathname === pathname);
const room = () => `/spaces/${town.group}`;
const invitation = () => `/invitations/${town.invitation}`;

test(
  "with the keyboard alone she goes from an invitation to the first words in three screens and six decisions",
  { timeout: 60_000 },
  async () => {
    const { page, screens } = await arrive(invitation());
    const hand = handOn(page);
    expect(await asksFor(page)).toEqual(["alias"]);
    await hand.type("A name for here", "Heron");
    await hand.press("Come in");
    await isAt(page, "/keep");
    const phrase = (await page.locator(".phrase li").allInnerTexts()).join(" ");
    expect(phrase.split(" ")).toHaveLength(7);
    expect(await asksFor(page)).toEqual([]);
    await hand.press("I have kept it");
    await isAt(page, invitation());
    expect(await asksFor(page)).toEqual(["alias"]);
    expect(await page.locator("#alias").inputValue()).toBe("Heron");
    await hand.press("Come in");
    await isAt(page, room());
    await page.locator("#talk").getByText(WORDS).waitFor();
    expect(screens()).toEqual(["/join", "/keep", invitation(), room()]);
    expect(hand.decisions()).toBeLessThanOrEqual(6);
    await tabTo(page, "You are Heron here");

    const { page: another } = await arrive("/enter?next=/me");
    const herHand = handOn(another);
    await herHand.type("Your recovery phrase", phrase);
    await herHand.press("Come in");
    await isAt(another, "/me");
  },
);

test("without a script she comes in by the same three screens", { timeout: 60_000 }, async () => {
  const { page, screens } = await arrive(invitation(), { javaScriptEnabled: false });
  await page.getByLabel("A name for here").fill("Otter");
  await button(page, "Come in").click();
  await button(page, "I have kept it").click();
  await button(page, "Come in").click();
  expect(await page.locator("#talk").textContent()).toContain(WORDS);
  expect(screens()).toEqual(["/join", "/keep", invitation(), room()]);
  await page.locator("#words").fill("Good evening");
  await button(page, "Send").click();
  await expect.poll(() => page.locator("#talk").textContent()).toContain("Good evening");
});

test("six digits, read to her over the telephone, lead into the room", { timeout: 60_000 }, async () => {
  const made = await form(kith.origin, town.people[0]!.token, `${room()}/invitations`, { how: "digits" });
  const digits = [...(await made.text()).matchAll(/<span>(\d{3}) <\/span>/g)].map(([, group]) => group).join(" ");
  expect(digits).toMatch(/^\d{3} \d{3}$/);
  const { page } = await arrive("/welcome");
  const hand = handOn(page);
  await hand.press("I was just diagnosed");
  await isAt(page, "/join");
  await hand.type("A name for here", "Rowan");
  await hand.press("Come in");
  await isAt(page, "/keep");
  await hand.press("I have kept it");
  await isAt(page, "/");
  await hand.press("I have a code");
  await isAt(page, "/code");
  await hand.type("Six digits", digits);
  await hand.press("Go on");
  await isAt(page, `/invitations/${digits.replace(" ", "")}`);
  await hand.press("Come in");
  await isAt(page, room());
  await page.locator("#talk").getByText(WORDS).waitFor();
});

test.for([true, false])(
  "a name that someone has already is said at the top, where the focus goes, and what she typed stays (script: %s)",
  { timeout: 60_000 },
  async (javaScriptEnabled) => {
    const { page } = await arrive(`/join?next=${invitation()}`, { javaScriptEnabled });
    await page.getByLabel("A name for here").fill("Swift");
    await button(page, "Come in").click();
    await button(page, "I have kept it").click();
    await page.getByLabel("Your name in this room").fill("  λίνα ");
    const [answer] = await Promise.all([page.waitForResponse((one) => one.request().method() === "POST"), button(page, "Come in").click()]);
    expect(answer.status()).toBe(422);
    const summary = page.locator(".notice.alarm");
    expect(await summary.textContent()).toContain("Someone here has this name already.");
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect((await page.locator("#alias").inputValue()).trim()).toBe("λίνα");
    expect(await page.locator("#alias").getAttribute("aria-invalid")).toBe("true");
    await tabTo(page, "Someone here has this name already. Please choose another.");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("alias");
    await page.locator("#alias").fill(`Swift ${javaScriptEnabled ? 1 : 2}`);
    await page.keyboard.press("Enter");
    await isAt(page, room());
  },
);

test("no page on the way complained", () => {
  expect(complaints.flat().filter((line) => !line.includes("status of 422"))).toEqual([]);
});
