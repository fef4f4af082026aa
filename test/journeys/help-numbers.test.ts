import { spawnSync } from "node:child_process";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser, signedIn } from "./browser.ts";
import { keptAnywhere, readableAnywhere } from "./phone.ts";
import { furnishTown, type Town } from "./town.ts";

const KEPT_MS = 30_000; // until a page and what belongs to it is on the phone
const LATE_MS = 6_000;

let kith: Running;
let browser: Browser;
let town: Town;
let clear: () => Promise<void>;

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

const calls = (page: Page) => page.locator('main a[href^="tel:"]:visible').evaluateAll((all) => all.map((one) => one.getAttribute("href")));

/** What a steward does on her own telephone, by the page's own buttons. */
async function stewardDoes(press: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ storageState: town.steward, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${kith.origin}/network`);
  await page.locator('a[href="/network/numbers"]').click();
  await press(page);
  await context.close();
}

test("a stranger without scripts chooses her country once, and finds whom to call", { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: "en" });
  const page = await context.newPage();
  await page.goto(`${kith.origin}/help`);
  expect(await calls(page)).toEqual([]);
  await page.locator("select[name=country]").selectOption("GB");
  await page.getByRole("button", { name: "Show the numbers" }).click();
  expect(new URL(page.url()).search).toBe("?country=GB");
  expect(await calls(page)).toEqual(["tel:+442079460001"]);
  await page.goto(`${kith.origin}/welcome`);
  await page.goto(`${kith.origin}/help`);
  expect(await calls(page)).toEqual(["tel:+442079460001"]);
  expect((await context.cookies()).map(({ name, value }) => `${name}=${value}`)).toEqual(["kith-country=GB"]);
  await context.close();
});

/** A member's phone that has the plain pages. */
async function phone(who: number): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await signedIn(browser, kith, town.people[who]!.token, { viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const isKept = keptAnywhere(context, KEPT_MS, "/offline");
  await page.goto(`${kith.origin}/spaces/${town.group}`);
  await isKept;
  await page.waitForTimeout(500);
  return { context, page, complaints };
}

test("without a network she finds the numbers of her country, as they were when she last looked", { timeout: 120_000 }, async () => {
  const { context, page, complaints } = await phone(1);
  await page.goto(`${kith.origin}/help`);
  await page.locator("select[name=country]").selectOption("US");
  const isRenewed = keptAnywhere(context, KEPT_MS, "/help");
  await page.getByRole("button", { name: "Show the numbers" }).click();
  await isRenewed;
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.goto(`${kith.origin}/help`);
  expect(await calls(page)).toEqual(["tel:+12025550101"]);
  expect(await page.locator("main summary").allInnerTexts()).toEqual(["United States", "United Kingdom"]);
  await page.locator("main summary", { hasText: "United Kingdom" }).press("Enter");
  expect(await calls(page)).toEqual(["tel:+12025550101", "tel:+442079460001"]);
  expect(await readableAnywhere(page, ["79460002", "7946 0002", "Ρόζα", town.people[1]!.id])).toEqual([]);
  await context.setOffline(false);

  await stewardDoes(async (desk) => {
    await desk.locator(`a[href="/network/numbers/${town.number}"]`).click();
    await desk.getByRole("button", { name: "I have called it" }).click();
    await desk.locator("output.toast").waitFor();
  });
  const isAsked = keptAnywhere(context, KEPT_MS, "/help");
  await page.goto(`${kith.origin}/help`);
  await isAsked;
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.goto(`${kith.origin}/help?country=GB`);
  await page.locator("main summary", { hasText: "United Kingdom" }).click();
  expect(await calls(page)).toEqual(["tel:+12025550101", "tel:+442079460001", "tel:+442079460002"]);
  expect(complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line))).toEqual([]);
  await context.close();
});

test("where the line brings nothing, the help page is there from the phone all the same", { timeout: 90_000 }, async () => {
  const { context, page } = await phone(2);
  kith.process.kill("SIGSTOP"); // takes the request, and never answers
  const before = Date.now();
  await page.goto(`${kith.origin}/help`).finally(() => kith.process.kill("SIGCONT"));
  expect(Date.now() - before).toBeLessThan(LATE_MS);
  expect(await page.locator("main summary").count()).toBe(2);
  await context.close();
});
