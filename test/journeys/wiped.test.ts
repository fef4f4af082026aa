import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { json } from "./asking.ts";
import { databases, HerPhone, send, SENDS, shown, write } from "./her-phone.ts";

const WIPED_MS = 1_000;
const SECRET = "the lump is on the left";
const slowly = { timeout: 60_000 };

const her = HerPhone.forTests(6);

/** Three ways in which her time on this phone ends, and the page that follows. */
const ends: Record<string, { by: (page: Page) => Promise<unknown>; leadsTo: string }> = {
  "she signs out": { by: (page) => page.locator('form[action="/me/sign-out"] button').click(), leadsTo: "**/first-steps" },
  "she leaves in haste": { by: (page) => page.locator("#tool-leave").click(), leadsTo: "**/leave" },
  "her session is ended elsewhere": { by: (page) => page.goto(`${her.origin}/rooms`), leadsTo: "**/enter?*" },
};

const endings = Object.keys(ends).map((how, room) => ({ how, room }));

test.for(endings)("when $how nothing is left on the phone, within a second", slowly, async ({ how, room }) => {
  const { by, leadsTo } = ends[how]!;
  await her.signIn(room);
  await her.browser.route(SENDS, (route) => route.abort());
  const page = await her.openRoom(room);
  await write(page, SECRET);
  await page.locator("#words").fill(`${SECRET} again`);
  await page.waitForTimeout(400);
  await page.goto(`${her.origin}/me`);
  expect(await databases(page)).toEqual(["kith"]);
  if (how.includes("elsewhere")) await json(her.origin, her.tokenOf(room, 0), "/me/sessions/end-others", {});
  const began = performance.now();
  await by(page);
  await page.waitForURL(leadsTo);
  expect(performance.now() - began).toBeLessThan(WIPED_MS);
  expect(await databases(page)).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).not.toContain("kith-waits");
  expect(await her.filesWith(SECRET)).toEqual([]);
});

test("whoever signs in next on the same phone finds nothing, and nothing is said in her name", slowly, async () => {
  await her.signIn(3, 0);
  await her.browser.route(SENDS, (route) => route.abort());
  const page = await her.openRoom(3);
  await write(page, "only mine");
  await her.signIn(3, 1);
  await her.browser.unroute(SENDS);
  await page.evaluate(() => dispatchEvent(new Event("online"))); // the first one's page is still open
  await page.getByText("You are signed out here").waitFor();
  const hers = await her.openRoom(3);
  await hers.waitForTimeout(400);
  expect(await shown(hers)).toEqual([]);
  expect(await hers.locator("#words").inputValue()).toBe("");
  expect(await her.said(3)).toEqual([]);
});

test("a page that is told she is not known here wipes the phone itself", slowly, async () => {
  await her.signIn(4);
  const page = await her.openRoom(4);
  await her.browser.route(SENDS, (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" }));
  await page.locator("#words").fill(SECRET);
  await send(page);
  await page.getByRole("alert").getByText("You are signed out here").waitFor();
  expect(await databases(page)).toEqual([]);
  await page.locator(".state", { hasText: "Keep this page open" }).waitFor();
});

test("whoever leaves a room in haste does not come back to it by the way back", slowly, async () => {
  await her.signIn(5);
  const page = await her.open(`${her.origin}/me`);
  await page.goto(her.roomOf(5));
  await page.locator("#words").waitFor();
  await page.locator("#tool-leave").click();
  await page.waitForURL("**/leave");
  await page.goBack();
  expect(new URL(page.url()).pathname).toBe("/me");
});
