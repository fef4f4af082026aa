import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser } from "./browser.ts";

let kith: Running;
let browser: Browser;
let clear: () => Promise<void>;
const complaints: string[][] = [];

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  browser = await openBrowser();
  await mkdir("build/pictures", { recursive: true });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

async function arrive(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "en", ...options });
  const page = await context.newPage();
  complaints.push(complaintsOf(page));
  await page.goto(kith.origin + path);
  return page;
}

/** A device that keeps passkeys: Chromium's virtual authenticator, with its owner present. */
async function keepsPasskeys(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const;
  await client.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const phraseOn = async (page: Page) => (await page.locator(".phrase li").allInnerTexts()).join(" ");
const statusOf = async (context: BrowserContext, path: string) =>
  (await context.request.get(kith.origin + path, { maxRedirects: 0 })).status();

/** axe finds nothing, and nothing sticks out sideways. */
async function isFit(page: Page, picture: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
    picture,
  ).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), `${picture} sticks out`).toBe(true);
  await page.screenshot({ path: `build/pictures/${picture}.png`, fullPage: true });
}

/** Passes the page that shows the phrase, and gives the phrase. */
async function keepPhrase(page: Page, done = "I have kept it"): Promise<string> {
  await page.waitForURL("**/keep?*");
  const phrase = await phraseOn(page);
  await button(page, done).click();
  await page.waitForURL((url) => url.pathname !== "/keep");
  return phrase;
}

test("the first who comes names the network and cares for it; whoever comes later finds that page gone", { timeout: 60_000 }, async () => {
  const page = await arrive("/welcome");
  expect(new URL(page.url()).pathname).toBe("/first-steps");
  await isFit(page, "first-steps");
  await page.getByLabel("What is this network called?").fill("Kith by the river");
  await page.getByLabel("Your name as its steward").fill("Ana");
  await button(page, "Begin the network").click();
  await keepPhrase(page);
  await page.goto(`${kith.origin}/network`);
  await isFit(page, "network");
  await page.getByLabel("Name of an organisation").fill("River Hospital");
  await button(page, "Add it").click();
  await page.getByText("River Hospital", { exact: true }).waitFor();
  await page.getByLabel("What you call this person").fill("Sam");
  await page.getByLabel("As what, and where").selectOption({ label: "Navigator · River Hospital" });
  await button(page, "Make a link").click();
  await page.getByText("/roles/").waitFor();
  await isFit(page, "offered");
  expect((await (await arrive("/first-steps")).title()).includes("Kith")).toBe(true);
  expect(await statusOf(await browser.newContext(), "/first-steps")).toBe(404);
});

test("a stranger comes in by three pages without a script, and her phrase opens the door again", { timeout: 60_000 }, async () => {
  const page = await arrive("/welcome", { javaScriptEnabled: false });
  await link(page, "I was just diagnosed").click();
  await page.getByText("Take your time.").waitFor();
  await page.getByLabel("A name for here").fill("Linden");
  await button(page, "Come in").click();
  expect(await page.getByText("Keep a key on this device").isVisible()).toBe(false);
  const phrase = await keepPhrase(page);
  expect(new URL(page.url()).pathname).toBe("/");
  await page.goto(`${kith.origin}/me`);
  await button(page, "Sign out").click();
  expect(new URL(page.url()).pathname).toBe("/welcome");
  expect(await statusOf(page.context(), "/me")).toBe(303);
  await link(page, "I have been here before").click();
  await page.getByLabel("Your recovery phrase").fill("abandon ability able about above absent absorb");
  await button(page, "Come in").click();
  await page.getByText("This phrase opens nothing.").first().waitFor();
  await page.getByLabel("Your recovery phrase").fill(phrase);
  await button(page, "Come in").click();
  expect(await statusOf(page.context(), "/me")).toBe(200);
});

test("with the keyboard alone she comes in from an invitation's address", { timeout: 60_000 }, async () => {
  const page = await arrive("/join?next=/me/look");
  async function tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const it = document.activeElement;
        return it instanceof HTMLInputElement ? it.name : (it?.textContent?.trim() ?? "");
      });
      if (at === name) return;
    }
    expect.fail(`the keyboard does not reach "${name}"`);
  }
  await tabTo("alias");
  await page.keyboard.type("Mei");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/keep?*");
  await tabTo("I have kept it");
  await page.keyboard.press("Enter");
  await page.waitForURL(({ pathname }) => pathname === "/me/look");
});

test("a passkey is made on her device, lets her in, and opens nothing once she has removed it", { timeout: 60_000 }, async () => {
  const page = await arrive("/join?next=/me/ways-in");
  await keepsPasskeys(page);
  await page.getByLabel("A name for here").fill("Swallow");
  await button(page, "Come in").click();
  await button(page, "Keep a key on this device").click();
  await page.getByText("The key is on this device.").waitFor();
  await isFit(page, "keep");
  await keepPhrase(page);
  await page.getByText(/^Made on /).waitFor();
  await isFit(page, "ways-in");
  await page.goto(`${kith.origin}/me`);
  await button(page, "Sign out").click();
  await page.waitForURL("**/welcome");

  await page.goto(`${kith.origin}/enter?next=/me/ways-in`);
  await button(page, "Come in with a key on this device").click();
  await page.waitForURL(({ pathname }) => pathname === "/me/ways-in");
  await page.goto(`${kith.origin}/me/sessions`);
  await page.getByText("This device").waitFor();
  expect(await page.getByText("Last used").count()).toBe(1);
  await isFit(page, "sessions");

  await page.goto(`${kith.origin}/me/ways-in`);
  await button(page, "Remove").click();
  await page.getByText("None yet.").waitFor();
  await page.context().clearCookies();
  await page.goto(`${kith.origin}/enter`);
  await button(page, "Come in with a key on this device").click();
  await page.getByText("No key opened the door. Your phrase still does.").waitFor();
  expect(await statusOf(page.context(), "/me")).toBe(303);
});

const LOOKS = [
  ["en", "light"],
  ["zh", "dark"],
  ["ar", "dark"],
  ["ru", "light"],
  ["ar", "light"],
] as const;

test("every page she can settle something on is fit for every eye, each in another language and light", { timeout: 120_000 }, async () => {
  const paths = ["me", "me/look", "me/ways-in", "me/sessions", "me/tokens", "notice", "me/look", "me", "me/ways-in", "me/tokens"];
  for (const [turn, [locale, colorScheme]] of LOOKS.entries()) {
    const page = await arrive("/welcome", { locale, colorScheme });
    const name = (path: string) => `${path.replaceAll("/", "-")}-${locale}-${colorScheme}`;
    const fold = await page.locator("a.choice").last().boundingBox();
    expect((fold?.y ?? 0) + (fold?.height ?? 0), "the third choice lies below the fold").toBeLessThanOrEqual(640);
    if (turn % 2 === 0) await isFit(page, name("welcome"));
    await page.goto(`${kith.origin}/enter`);
    if (turn % 2 === 1) await isFit(page, name("enter"));
    await page.goto(`${kith.origin}/join?as=waiting`);
    await page.locator("[name=alias]").fill("<");
    await page.locator("main button").click();
    await page.locator("#faults").waitFor();
    if (turn % 2 === 0) await isFit(page, name("join"));
    await page.locator("[name=alias]").fill("زيزفون 椴树 Липа");
    await page.locator("main button").click();
    await page.waitForURL("**/keep?*");
    if (turn % 2 === 1) await isFit(page, name("keep"));
    for (const path of paths.slice(turn * 2, turn * 2 + 2)) {
      await page.goto(`${kith.origin}/${path}`);
      await isFit(page, name(path));
    }
    await page.context().close();
  }
});

test("no page complained to its browser", () => {
  const expected = /status of (401|404|422)/; // a refused key, a page that is gone, a form that came back
  expect(complaints.flat().filter((line) => !expected.test(line))).toEqual([]);
});
