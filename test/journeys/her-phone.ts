import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { openKeeping, populate, type Invented } from "./browser.ts";

/** Where a page sends what is said. */
export const SENDS = "**/api/spaces/*/messages";
const SEND_BUTTON = ".composer .send";

/** A phone with a folder of its own for each test, and a Kith with a room of three for each. A room, and a member of it, are counted from 0. */
export class HerPhone {
  #kith: Running | undefined;
  #invented: Invented = { people: [], spaces: [] };
  #profile = "";
  #context: BrowserContext | undefined;

  /** For a file of tests. */
  static forTests(rooms: number): HerPhone {
    const her = new HerPhone();
    let clear: (() => Promise<void>) | undefined;
    beforeAll(async () => {
      expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
      const fresh = await freshHome();
      clear = fresh.clear;
      her.#kith = await start({ KITH_HOME: fresh.home });
      her.#invented = await populate({ KITH_HOME: fresh.home }, { people: rooms, spaces: rooms, members: 3, messages: 0 });
    }, 180_000);
    afterAll(async () => {
      if (her.#kith) await stop(her.#kith);
      await clear?.();
    });
    beforeEach(async () => {
      her.#profile = await mkdtemp(join(tmpdir(), "kith-phone-"));
      await her.turnOn();
    });
    afterEach(async () => {
      await her.#context?.close().catch(() => {});
      await rm(her.#profile, { recursive: true, force: true, maxRetries: 5 });
    });
    return her;
  }

  get browser(): BrowserContext {
    if (!this.#context) throw new Error("The phone is off.");
    return this.#context;
  }
  get origin(): string {
    return this.#kith?.origin ?? "";
  }

  async turnOn(...flags: string[]): Promise<void> {
    await this.#context?.close().catch(() => {});
    this.#context = await openKeeping(this.#profile, {}, flags);
  }

  /** As when the battery dies: no page is told. */
  async killBrowser(): Promise<void> {
    const devtools = await this.browser.browser()?.newBrowserCDPSession();
    const processes = (await devtools?.send("SystemInfo.getProcessInfo"))?.processInfo ?? [];
    const main = processes.find(({ type }) => type === "browser");
    if (!main) throw new Error("The browser has no process.");
    const isGone = new Promise((resolve) => this.browser.once("close", resolve));
    process.kill(main.id, "SIGKILL");
    await isGone;
  }

  tokenOf(room: number, who: number): string {
    const id = this.#invented.spaces[room]?.members[who];
    const token = this.#invented.people.find((person) => person.id === id)?.token;
    if (!token) throw new Error("Nobody is there.");
    return token;
  }
  spaceOf(room: number): string {
    return this.#invented.spaces[room]?.id ?? "";
  }
  roomOf(room: number): string {
    return `${this.origin}/spaces/${this.spaceOf(room)}`;
  }

  async signIn(room: number, who = 0): Promise<void> {
    const answer = await this.browser.request.post(`${this.origin}/api/session`, { data: { token: this.tokenOf(room, who) } });
    expect(answer.ok()).toBe(true);
  }
  async open(address: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(address);
    return page;
  }
  /** A room's page with its island awake. */
  async openRoom(room: number): Promise<Page> {
    const page = await this.open(this.roomOf(room));
    await page.waitForFunction(() => indexedDB.databases().then((all) => all.length > 0));
    return page;
  }

  /** What the house has of a room, oldest first. */
  async said(room: number): Promise<string[]> {
    const headers = { authorization: `Bearer ${this.tokenOf(room, 1)}` };
    const answer = await fetch(`${this.origin}/api/spaces/${this.spaceOf(room)}/messages`, { headers });
    const { messages }: { messages: { words: string; seq: number }[] } = JSON.parse(await answer.text());
    return messages.toSorted((one, other) => one.seq - other.seq).map(({ words }) => words);
  }

  /** Which of the files where a browser keeps things of its pages hold these words, in the ways it writes them. */
  async filesWith(words: string): Promise<string[]> {
    const names = (await readdir(this.#profile, { recursive: true })).filter((name) => /IndexedDB|Storage/.test(name));
    const found = await Promise.all(
      names.map(async (name) => {
        const bytes = await readFile(join(this.#profile, name)).catch(() => Buffer.alloc(0));
        return bytes.includes(words) || bytes.includes(Buffer.from(words, "utf16le")) ? [name] : [];
      }),
    );
    return found.flat();
  }
}

export async function write(page: Page, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await page.locator("#words").fill(text);
    await send(page);
    await page.locator("#talk .say:not(.going)", { hasText: text }).waitFor();
  }
}
export const send = (page: Page): Promise<void> => page.locator(SEND_BUTTON).click();
export const states = (page: Page): Promise<string[]> => page.locator(".say.mine .state").allTextContents();
export const shown = (page: Page): Promise<string[]> => page.locator("#talk .say .say-body > p").allTextContents();
export const databases = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

/** Kills the process that draws a page, and closes what is left of it. */
export async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const isGone = new Promise((resolve) => page.once("crash", resolve));
  devtools.send("Page.crash").catch(() => {});
  await isGone;
  await page.close();
}
