import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser, populate, signedIn, type Invented } from "./browser.ts";

let kith: Running;
let browser: Browser;
let invented: Invented;
let folder: string;
let clear: () => Promise<void>;
const complaints: string[][] = [];

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  invented = await populate({ KITH_HOME: fresh.home }, { people: 3, spaces: 4, members: 3, messages: 0 });
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "kith-media-"));
  await writeFile(join(folder, "garden.jpg"), await photo(4000, 3000));
  await writeFile(join(folder, "letter.jpg"), "%PDF-1.7\nno photo at all");
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
  await rm(folder, { recursive: true, force: true });
});

/** As a phone makes it: large, with grain, and with the place where it was taken. */
const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#c84", noise: { type: "gaussian", mean: 128, sigma: 12 } } })
    .withExif({ IFD0: { Make: "SecretCamera" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 2994/100" } })
    .jpeg({ quality: 92 })
    .toBuffer();

/** A member of a room, on its page. */
async function inRoom(space: number, who: number, options: BrowserContextOptions = {}): Promise<Page> {
  const room = invented.spaces[space]!;
  const token = invented.people.find(({ id }) => id === room.members[who])!.token;
  const page = await (await signedIn(browser, kith, token, options)).newPage();
  complaints.push(complaintsOf(page));
  await page.goto(`${kith.origin}/spaces/${room.id}`);
  return page;
}

/** Opens the menu by its name and chooses files by theirs, as a hand or a screen reader would. */
async function choose(page: Page, what: string, ...files: string[]): Promise<void> {
  await page.locator(".adds.live > summary").click();
  const chooser = page.waitForEvent("filechooser");
  await page.locator(".adds-list label", { hasText: what }).click();
  await (await chooser).setFiles(files.map((name) => join(folder, name)));
}
const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true }).click();

/** The bytes of the bodies that a page sent to an address. */
function sentTo(page: Page, address: RegExp): number[] {
  const bodies: number[] = [];
  page.on("request", (request) => address.test(request.url()) && bodies.push(request.postDataBuffer()?.length ?? 0));
  return bodies;
}
/** The addresses under /files/ that a page asked for. */
function fetchedBy(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/files/") && asked.push(new URL(request.url()).pathname));
  return asked;
}

test(
  "a photo is small before it leaves her phone, stands in the room at once, and reaches the others small",
  { timeout: 60_000 },
  async () => {
    const mei = await inRoom(0, 0);
    const ana = await inRoom(0, 1);
    const bodies = sentTo(mei, /\/api\/spaces\/[^/]+\/files/);
    await choose(mei, "Photo", "garden.jpg");
    await mei.locator(".tray-photo img").waitFor();
    await mei.locator("#words").fill("From the garden");
    await send(mei);
    await mei.locator(".say.mine .photo img").waitFor();
    await mei.locator(".say.mine .state", { hasText: "Delivered" }).waitFor();
    await ana
      .locator(".say", { hasText: "From the garden" })
      .getByRole("img", { name: /^Photo from / })
      .waitFor();
    await ana.getByRole("link", { name: /Open photo, \d+ KB/ }).waitFor();
    expect(await mei.locator(".tray").count()).toBe(0);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toBeLessThan(600_000); // of 6 MB
    await ana.getByRole("link", { name: /Open photo/ }).focus();
    await ana.keyboard.press("Enter");
    const large = ana.getByRole("dialog", { name: /^Photo from / });
    await large.getByRole("img", { name: /^Photo from / }).waitFor();
    await ana.keyboard.press("Escape");
    expect(await ana.evaluate(() => document.activeElement?.className)).toBe("photo");
    await ana.getByRole("link", { name: /Open photo/ }).click();
    await large.getByRole("button", { name: "Close" }).click();
    expect([await large.count(), new URL(ana.url()).pathname.startsWith("/spaces/")]).toEqual([0, true]);
    const link = await ana.locator("a.photo").getAttribute("href");
    const bytes = Buffer.from(await (await ana.context().request.get(`${kith.origin}${link}`)).body());
    expect([bytes.includes("SecretCamera"), bytes.length <= 150 * 1024]).toEqual([false, true]);
  },
);

test("one that may be hard to see is fetched only when she taps it; where data is spared, none is", { timeout: 60_000 }, async () => {
  const mei = await inRoom(1, 0);
  const ana = await inRoom(1, 1);
  const asked = fetchedBy(ana);
  await choose(mei, "Photo", "garden.jpg");
  await mei.getByLabel("Hard to see: shown only when someone taps it").check();
  await send(mei);
  const hard = ana.locator("a.photo-hard");
  await hard.getByText(/A photo that may be hard to see. Tap to open it, \d+ KB/).waitFor();
  expect(asked).toEqual([]);
  await hard.click();
  await ana.locator("a.photo img").waitFor();
  expect(asked).toHaveLength(1);
  const eve = await inRoom(1, 2, { extraHTTPHeaders: { "save-data": "on" } });
  const spared = fetchedBy(eve);
  await choose(mei, "Photo", "garden.jpg");
  await send(mei);
  await eve.getByText(/^Photo from .+ · Open photo, \d+ KB$/).waitFor();
  await eve.reload();
  await eve.getByText(/^Photo from .+ · Open photo, \d+ KB$/).waitFor();
  expect(spared).toEqual([]);
});

test(
  "four go with one message, each can be taken away again, and what is refused comes back with the reason",
  { timeout: 60_000 },
  async () => {
    const mei = await inRoom(2, 0);
    await choose(mei, "Photo", "garden.jpg", "garden.jpg", "garden.jpg", "garden.jpg", "garden.jpg");
    await mei.getByRole("alert").getByText("At most four things go with one message.").waitFor();
    await mei.locator(".tray-photo").nth(3).waitFor();
    for (const left of [3, 2, 1, 0]) {
      await mei.getByRole("button", { name: "Take away: garden.jpg" }).first().click();
      await expect.poll(() => mei.locator(".tray-photo").count()).toBe(left);
    }
    await choose(mei, "Photo", "letter.jpg");
    await mei.locator("#words").fill("Look");
    await send(mei);
    await mei.getByRole("alert").getByText("This is not a photo we can take.").waitFor();
    expect([await mei.locator("#words").inputValue(), await mei.locator(".tray-photo").count()]).toEqual(["Look", 1]);
    expect(await mei.locator("#talk .say").count()).toBe(0);
  },
);

test("the network is away while a photo goes: it waits on the phone, and arrives once", { timeout: 60_000 }, async () => {
  const mei = await inRoom(2, 1);
  await choose(mei, "Photo", "garden.jpg");
  await mei.locator(".tray-photo img").waitFor();
  await mei.context().setOffline(true);
  await send(mei);
  await mei.locator(".say.waiting .state", { hasText: "On this phone. It will go when there is a signal" }).waitFor();
  await mei.context().setOffline(false);
  await mei.locator(".say.mine .state", { hasText: "Delivered" }).waitFor({ timeout: 20_000 });
  await mei.reload();
  expect(await mei.locator("#talk .say .photo").count()).toBe(1);
});

test("a photo without words is answered, given words, and taken out, before the eyes of the others", { timeout: 60_000 }, async () => {
  const mei = await inRoom(3, 0);
  const ana = await inRoom(3, 1);
  await choose(mei, "Photo", "garden.jpg");
  await send(mei);
  const seen = ana.locator(".say", { has: ana.locator(".photo") }).last();
  await seen.getByRole("img").waitFor();
  await seen.locator("a.more").click();
  await ana.getByRole("button", { name: "Answer", exact: true }).click();
  expect(await ana.locator(".composer-reply").textContent()).toContain("A photo, voice note or file");
  await ana.locator("#words").fill("How green!");
  await send(ana);
  await mei.locator(".say", { hasText: "How green!" }).locator(".quote", { hasText: "A photo, voice note or file" }).waitFor();
  const own = mei.locator(".say.mine", { has: mei.locator(".photo") }).last();
  await own.locator("a.more").click();
  await mei.getByRole("button", { name: "Change the words" }).click();
  expect(await mei.locator(".adds, .mic").count()).toBe(0); // words that stand in the room get nothing more beside them
  await mei.locator("#words").fill("My roses");
  await send(mei);
  await ana.locator(".say-body > p", { hasText: "My roses" }).waitFor();
  await own.locator("a.more").click();
  await mei.getByRole("button", { name: "Undo" }).click();
  await ana.getByText("Removed by its author").waitFor();
  expect(await ana.locator(".say", { hasText: "Removed by its author" }).locator(".photo").count()).toBe(0);
});

test("by keyboard alone: the plus, the menu, its end; and no page complained", { timeout: 60_000 }, async () => {
  const mei = await inRoom(0, 2);
  await mei.locator(".adds.live > summary").focus();
  await mei.keyboard.press("Enter");
  await mei.locator(".adds-list").waitFor();
  await mei.keyboard.press("Tab");
  expect(await mei.evaluate(() => document.activeElement?.id)).toBe("photo");
  await mei.keyboard.press("Escape");
  expect(await mei.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Add something");
  expect(await mei.locator(".adds[open]").count()).toBe(0);
  expect(complaints.flat().filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load resource)/.test(line))).toEqual([]);
});
