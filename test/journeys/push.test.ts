import { spawnSync } from "node:child_process";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { openBrowser, populate, signedIn } from "./browser.ts";

let kith: Running;
let browser: Browser;
let token: string;
let clear: () => Promise<void>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  browser = await openBrowser();
  token = (await populate({ KITH_HOME: fresh.home }, { people: 1, spaces: 0, members: 1, messages: 0 })).people[0]?.token ?? "";
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

/** Her page with a worker at work, and a way to push to it as a push service does. */
async function withWorker(): Promise<{ page: Page; push: (data: string) => Promise<unknown> }> {
  const context = await signedIn(browser, kith, token);
  await context.grantPermissions(["notifications"], { origin: kith.origin });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const registered = Promise.withResolvers<string>();
  session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    if (registrations[0]) registered.resolve(registrations[0].registrationId);
  });
  await session.send("ServiceWorker.enable");
  await page.goto(`${kith.origin}/me/news`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered.promise;
  return { page, push: (data) => session.send("ServiceWorker.deliverPushMessage", { origin: kith.origin, registrationId, data }) };
}

const shownOn = (page: Page) =>
  page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data: data as unknown }));
  });

test("what is pushed shows on her phone, and a later one takes the place of an earlier one", { timeout: 60_000 }, async () => {
  const { page, push } = await withWorker();
  const said = { body: "There is something new for you.", url: "/news" };
  await push(JSON.stringify({ title: "Kith", ...said }));
  await push(JSON.stringify({ title: "Recipes", ...said }));
  const shown = { title: "Recipes", body: said.body, tag: "news", data: "/news" };
  await expect.poll(() => shownOn(page), { timeout: 15_000 }).toEqual([shown]);
});

test("a push that cannot be read still shows nothing but our name, and leads nowhere else", { timeout: 60_000 }, async () => {
  const { page, push } = await withWorker();
  await push("{");
  await expect.poll(() => shownOn(page), { timeout: 15_000 }).toMatchObject([{ title: "Kith", body: "", data: "/" }]);
  await push(JSON.stringify({ title: "Kith", body: "", url: "//elsewhere.example/" }));
  await expect.poll(() => shownOn(page), { timeout: 15_000 }).toMatchObject([{ data: "/" }]);
});

test("a browser that does not allow it says so in words, and nothing is kept of it", { timeout: 60_000 }, async () => {
  const context = await signedIn(browser, kith, token);
  const page = await context.newPage();
  await page.goto(`${kith.origin}/me/news`);
  await page.getByRole("button", { name: "Tell me on this device too" }).click();
  await expect.poll(() => page.locator("kith-island output").innerText(), { timeout: 15_000 }).toMatch(/does not allow it/);
  await page.reload();
  expect(await page.locator("#devices").locator("..").innerText()).toContain("None yet.");
});
