import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keptSecret, occupantOf } from "#foundation/home";
import { openPostOffice, type PostOffice } from "#test/post-office";
import { freshHome, start, stop, type Running } from "#test/server";
import { zoneWhereItIs } from "#test/told";
import { json } from "./asking.ts";
import { openBrowser, populate, signedIn, type Invented } from "./browser.ts";

const MAILBOX = "mei@letters.example";
const TWO_LOOKS_MS = 11_000; // of the planner, which looks every five seconds

let kith: Running;
let browser: Browser;
let mail: PostOffice;
let owner: Client;
let invented: Invented;
let clear: () => Promise<void>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  mail = await openPostOffice();
  kith = await start({ KITH_HOME: fresh.home, SMTP_URL: mail.url });
  browser = await openBrowser();
  invented = await populate({ KITH_HOME: fresh.home }, { people: 2, spaces: 1, members: 2, messages: 0 });
  const port = (await occupantOf(fresh.home))?.databasePort;
  owner = new Client(`postgres://postgres:${await keptSecret(fresh.home, "database-password")}@127.0.0.1:${port}/kith`);
  await owner.connect();
  await owner.query(`update "user" set email = $2, "emailVerified" = true where id = $1`, [invented.people[1]?.id, MAILBOX]);
}, 180_000);

afterAll(async () => {
  await owner?.end();
  await browser?.close();
  if (kith) await stop(kith);
  await mail?.close();
  await clear?.();
});

const press = async (page: Page, name: string) => {
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).first().click()]);
};
const lives = async (page: Page, hour: number) => {
  await page.goto(`${kith.origin}/me/look`);
  await page.locator("[name=zone]").selectOption(zoneWhereItIs(hour));
  await Promise.all([
    page.waitForNavigation(),
    page
      .locator("main form")
      .first()
      .evaluate((form: HTMLFormElement) => form.submit()),
  ]);
};

/** Somebody else speaks, and an hour goes by. */
async function anHourAfterWords(space: string): Promise<void> {
  const said = await json(kith.origin, invented.people[0]!.token, `/api/spaces/${space}/messages`, {
    id: randomUUID(),
    text: "Are you awake?",
  });
  expect(said.status).toBe(201);
  const unheard = "select from fact f, fact_listener l where l.name = 'notifications' and (f.tx, f.id) > (l.heard_tx, l.heard_id)";
  await expect.poll(async () => (await owner.query(unheard)).rowCount, { timeout: 10_000 }).toBe(0);
  await anHourGoesBy();
}
async function anHourGoesBy(): Promise<void> {
  await owner.query("update notification set since_at = since_at - interval '1 hour' where told_at is null");
  await owner.query("update notification_look set look_at = now()");
  await wait(TWO_LOOKS_MS);
}

test("a muted room stays quiet at night, a loud one waits for her morning, and one tap ends it", { timeout: 150_000 }, async () => {
  const space = invented.spaces[0]!.id;
  const page = await (await signedIn(browser, kith, invented.people[1]!.token)).newPage();
  await lives(page, 23);
  await page.goto(`${kith.origin}/me/news`);
  await page.getByLabel("By letter to my mailbox").check();
  await press(page, "Save");
  await page.goto(`${kith.origin}/spaces/${space}/about`);
  await press(page, "Always");

  await anHourAfterWords(space);
  await page.goto(`${kith.origin}/news`);
  expect(await page.locator("main").innerText()).toContain("Nothing waits for you.");
  expect(mail.taken).toEqual([]);

  await page.goto(`${kith.origin}/spaces/${space}/about`);
  await press(page, "Not quiet");
  await anHourAfterWords(space);
  await page.goto(`${kith.origin}/news`);
  expect(await page.locator("main").innerText()).toContain("Something new in");
  expect(mail.taken).toEqual([]); // it shows on the page, and nothing rings: it is eleven at night for her

  await lives(page, 8);
  await anHourGoesBy();
  await expect.poll(() => mail.taken.map(({ to }) => to), { timeout: 15_000 }).toEqual([MAILBOX]);
  const stranger = await (await browser.newContext({ locale: "en" })).newPage();
  await stranger.goto(/http:\/\/localhost:\d+\/letters\/[\w-]+/.exec(mail.taken[0]!.text)?.[0] ?? "");
  await press(stranger, "End these letters");
  expect(await stranger.locator("main").innerText()).toContain("No more letters of this kind come to you.");
  await page.goto(`${kith.origin}/me/news`);
  expect(await page.getByLabel("By letter to my mailbox").isChecked()).toBe(false);
});
