import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proxyTo, type Proxy } from "#test/proxy";
import { freshHome, start, stop, type Running } from "#test/server";
import { phoneWire, type PhoneWire } from "../wire/phone-wire.ts";
import { complaintsOf, openBrowser, populate, signedIn, type Invented } from "./browser.ts";
import { filled } from "./phone.ts";

const KEPT_MS = 30_000; // until a page and what belongs to it is on the phone
const NEW = /<li class="new".*?<\/li>/;
const TALK = /<ol class="talk" id="talk">([\s\S]*?)<\/ol>/;

let kith: Running;
let browser: Browser;
let invented: Invented;
let clear: () => Promise<void>;
let wire: PhoneWire;
let proxy: Proxy;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  invented = await populate({ KITH_HOME: fresh.home }, { people: 3, spaces: 1, members: 3, messages: 120 });
  wire = phoneWire({ bytesASecond: 1e9, roundTripMs: 0, handshakes: 0, troubled: 0, seed: 1 });
  proxy = await proxyTo(kith.origin, wire.carry);
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  if (kith) await stop(kith);
  await clear?.();
});

const tokenOf = (who: number) => invented.people.find(({ id }) => id === invented.spaces[0]!.members[who])!.token;
const room = () => `/spaces/${invented.spaces[0]!.id}`;

async function does(path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json", accept: "application/json", authorization: `Bearer ${tokenOf(1)}` };
  const answer = await fetch(kith.origin + path, { method: "POST", headers, body: JSON.stringify(body) });
  expect([path, answer.ok]).toEqual([path, true]);
}
async function says(text: string): Promise<string> {
  const id = randomUUID();
  await does(`${room()}/messages`, { id, text });
  return id;
}

/** A phone on which the room is kept, behind a wire that counts. */
async function phone(): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const through = { ...kith, origin: new URL(proxy.url).origin };
  const context = await signedIn(browser, through, tokenOf(0));
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const isFull = filled(context, KEPT_MS, `${room()}/lines`);
  await page.goto(through.origin + room());
  await isFull;
  await page.goto(`${through.origin}/me`); // a page that is not kept and opens no feed
  return { context, page, complaints };
}

/** Opens the room: what stands in its log as the page was answered, and how many bytes that took. */
async function opens(page: Page): Promise<{ lines: string; bytes: number }> {
  await page.waitForLoadState("networkidle");
  const before = wire.passed().down;
  const answer = await page.goto(new URL(proxy.url).origin + room(), { waitUntil: "commit" });
  const lines = TALK.exec((await answer?.text()) ?? "")?.[1] ?? "";
  const bytes = wire.passed().down - before;
  await page.goto(`${new URL(proxy.url).origin}/me`);
  return { lines, bytes };
}

/** The same as the house says it to whoever has nothing. */
async function whole(context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(kith.origin + room(), { headers: { cookie, accept: "text/html", "accept-language": "en" } });
  return TALK.exec(await answer.text())?.[1] ?? "";
}

test("a room that is on the phone comes without its lines, and shows each as the house has it", { timeout: 120_000 }, async () => {
  const { context, page, complaints } = await phone();
  const asked: string[] = [];
  context.on("request", (request) => asked.push(new URL(request.url()).search));
  /** Opens it, and holds it against what the house says; how far she has read may have been told in between. */
  async function asTheHouseHasIt() {
    const house = await whole(context);
    const { lines, bytes } = await opens(page);
    return { isSame: lines.replace(NEW, "") === house.replace(NEW, ""), lines, bytes };
  }
  const again = await asTheHouseHasIt();
  expect([again.isSame, again.lines.match(/data-seq=/g)?.length]).toEqual([true, 50]);
  const held = await says("Did anyone sleep tonight?");
  await says("A little, towards the morning.");
  await does(`${room()}/messages/${held}/reactions`, { feel: "hug.on" });
  const later = await asTheHouseHasIt();
  expect([later.isSame, NEW.test(later.lines), later.lines.includes("Hug 1")]).toEqual([true, true, true]);
  await does(`${room()}/messages/${held}/edit`, { text: "Did anyone of you sleep tonight?" });
  const mended = await asTheHouseHasIt();
  expect([mended.isSame, mended.lines.includes("anyone of you")]).toEqual([true, true]);
  await does(`${room()}/messages/${held}/remove`, {});
  const gone = await asTheHouseHasIt();
  expect([gone.isSame, gone.lines.includes("sleep tonight")]).toEqual([true, false]);
  expect(again.bytes).toBeLessThan(gone.bytes * 0.75);
  expect(asked.filter((search) => search === "?kept")).toEqual([]); // what says nothing of anyone is here already
  expect(complaints).toEqual([]);
  await context.close();
});

test("when what the phone had is gone meanwhile, the page comes whole after all", { timeout: 120_000 }, async () => {
  const { context, page, complaints } = await phone();
  await page.evaluate(async () => {
    for (const { name = "" } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.addEventListener("success", () => resolve(asked.result));
        asked.addEventListener("error", () => reject(asked.error ?? new Error(name)));
      });
      for (const store of db.objectStoreNames)
        await new Promise<void>((resolve) => {
          const emptied = db.transaction(store, "readwrite");
          emptied.objectStore(store).clear();
          emptied.addEventListener("complete", () => resolve());
        });
      db.close();
    }
  });
  const all = await whole(context);
  expect((await opens(page)).lines === all).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});
