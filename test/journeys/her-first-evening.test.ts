import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { freshHome, start, stop, type Running } from "#test/server";
import { complaintsOf, openBrowser, openKeeping } from "./browser.ts";
import { crash, shown, states, write } from "./her-phone.ts";
import { filled } from "./phone.ts";
import { furnishTown, type Town } from "./town.ts";

const WITHOUT = ["I cannot sleep.", "Is anyone awake?", "It is so quiet here."];
const SPOKEN_MS = 2_000;
const KEPT_MS = 30_000; // until a page and what belongs to it is on the phone
const WAITING = "On this phone. It will go when there is a signal";
const Page = z.object({ messages: z.array(z.object({ seq: z.number(), words: z.string() })) });

let kith: Running;
let browser: Browser;
let hers: BrowserContext;
let town: Town;
let folder: string;
let clear: () => Promise<void>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  browser = await openBrowser();
  town = await furnishTown(browser, kith, fresh.home);
  folder = await mkdtemp(join(tmpdir(), "kith-evening-"));
  const sound = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  hers = await openKeeping(join(folder, "profile"), { permissions: ["microphone"] }, sound);
  await sharp({ create: { width: 1200, height: 900, channels: 3, background: "#c84" } })
    .jpeg()
    .toFile(join(folder, "window.jpg"));
}, 180_000);

afterAll(async () => {
  await hers?.close().catch(() => {});
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What the house has of hers in the room, oldest first. */
async function said(): Promise<z.infer<typeof Page>["messages"]> {
  const headers = { authorization: `Bearer ${town.people[0]!.token}` };
  const answer = await fetch(`${kith.origin}/api/spaces/${town.group}/messages`, { headers });
  return Page.parse(await answer.json())
    .messages.toSorted((one, other) => one.seq - other.seq)
    .slice(-5);
}

test(
  "she comes in, shows a photo, says something aloud, loses the network and her page, and all of it arrives once and in order",
  { timeout: 120_000 },
  async () => {
    const page = await hers.newPage();
    const complaints = complaintsOf(page);
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await page.goto(`${kith.origin}/invitations/${town.invitation}`);
    await page.getByLabel("A name for here").fill("Heron");
    await press("Come in");
    await press("I have kept it");
    const isFilled = filled(hers, KEPT_MS, `/spaces/${town.group}/lines`);
    await press("Come in");
    await page.waitForURL((url) => url.pathname === `/spaces/${town.group}`);

    await page.locator(".adds.live > summary").click();
    const chooser = page.waitForEvent("filechooser");
    await page.locator(".adds-list label", { hasText: "Photo" }).first().click();
    await (await chooser).setFiles(join(folder, "window.jpg"));
    await page.locator(".tray img").waitFor();
    await write(page, "From my window");
    await expect.poll(() => states(page)).toEqual(["Delivered"]);

    await press("Record a voice note");
    await page.waitForTimeout(SPOKEN_MS);
    await press("Done");
    await page.locator(".tray-row", { hasText: "Voice note" }).waitFor();
    await press("Send");
    await expect.poll(() => states(page)).toEqual(["Delivered", "Delivered"]);

    await isFilled;
    await hers.setOffline(true);
    await write(page, ...WITHOUT);
    await expect.poll(() => states(page)).toEqual(["Delivered", "Delivered", WAITING, WAITING, WAITING]);
    await crash(page);

    const again = await hers.newPage();
    await again.goto(`${kith.origin}/spaces/${town.group}`); // from the phone, with what waits in it
    await expect.poll(async () => (await shown(again)).slice(-3)).toEqual(WITHOUT);
    await hers.setOffline(false);
    await again.evaluate(() => dispatchEvent(new Event("online")));
    await expect.poll(() => states(again), { timeout: KEPT_MS }).toEqual(Array.from({ length: 5 }, () => "Delivered"));
    const there = await said();
    expect(there.map(({ words }) => words)).toEqual(["From my window", "", ...WITHOUT]);
    const beside = (what: string) => again.locator(`#talk .say.mine ${what}`).count();
    expect([await beside(".photo img"), await beside("figure.voice audio")]).toEqual([1, 1]);
    expect(complaints.filter((line) => !line.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
  },
);
