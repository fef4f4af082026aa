import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { drawsFrom } from "../../test/wire/fates.ts";
import { tell } from "../measure.ts";
import type { Community } from "./community.ts";
import { killRenderers, takePhone, TROUBLED, type Handset } from "./handset.ts";
import { watchFor } from "./seen.ts";
import { talliedSends, type Sends, type Written } from "./send-tally.ts";

const KILL_MS = 5_000; // between two, on average
const OPENS_MS = 12_000; // after which she taps “reload”
const SHOWN_MS = 8_000;
const MOST_PAUSE_MS = 900;
const TRIES = 40;
const NO_NEWS_MS = 60_000; // after which nothing more is expected to arrive
const ASK_AGAIN_MS = 3_000;

interface Wish {
  sends: number;
  /** Phones that write at the same time, each in a room of its own, and each on a network of its own. */
  phones: number;
  seed: number;
  /** Between two renderers that are killed, on average. */
  killMs?: number;
}

/**
 * Many messages, written on phones where three requests in ten meet trouble and whose renderers are killed with SIGKILL all the while. What
 * counts as written is what she saw in the room, as kept, after she sent it; what was not to be seen when her phone came back she writes anew, in other words.
 */
export async function manySends(browser: Browser, community: Community, { sends, phones, seed, killMs = KILL_MS }: Wish): Promise<Sends> {
  const writers = Array.from({ length: phones }, (_, at) => new Writer(browser, community, at, seed + at));
  const killer = new AbortController();
  const kills = killNowAndThen(browser, drawsFrom(seed), { killMs, signal: killer.signal });
  try {
    const shares = writers.map((_, at) => Math.floor(sends / phones) + (at < sends % phones ? 1 : 0));
    await Promise.all(writers.map((writer, at) => writer.writeAll(shares[at]!)));
    killer.abort();
    await kills;
    await killRenderers(browser); // once more, when the last has been sent
    await Promise.all(writers.map((writer) => writer.comeBack()));
    const arrived = await allArrived(community, writers);
    return talliedSends(
      writers.map(({ written, wire }, at) => ({ written, arrived: arrived[at] ?? [], kills: writers[at]!.deaths, wire: wire() })),
    );
  } finally {
    killer.abort();
    for (const writer of writers) await writer.put();
  }
}

async function killNowAndThen(
  browser: Browser,
  draw: () => number,
  { killMs, signal }: { killMs: number; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await wait(killMs * (0.5 + draw()), undefined, { signal }).catch(() => {});
    if (!signal.aborted) await killRenderers(browser, (pids) => pids.filter((_, at) => at === Math.floor(draw() * pids.length)));
  }
}

/** Asks the server again and again what it has, until nothing is missing or nothing new has come for a while. */
async function allArrived(community: Community, writers: Writer[]): Promise<string[][]> {
  const promised = writers.flatMap(({ written }) => written.filter(({ isSure }) => isSure).map(({ text }) => text));
  let most = -1;
  for (let until = Date.now() + NO_NEWS_MS; ;) {
    const arrived = await Promise.all(writers.map(({ at }) => community.arrived(at)));
    const here = new Set(arrived.flat());
    const missing = promised.filter((text) => !here.has(text)).length;
    if (here.size > most) [most, until] = [here.size, Date.now() + NO_NEWS_MS];
    if (missing === 0 || Date.now() > until) return arrived;
    tell(`  ${community.name}: ${missing} still on their way`);
    await wait(ASK_AGAIN_MS);
  }
}

/** One woman, her phone, and what she has written on it. */
class Writer {
  readonly written: Written[] = [];
  readonly at: number;
  deaths = 0;
  readonly #browser: Browser;
  readonly #community: Community;
  readonly #draw: () => number;
  readonly #seed: number;
  #phone: Handset | undefined;
  #page: Page | undefined;
  #isDead = true;

  constructor(browser: Browser, community: Community, at: number, seed: number) {
    this.at = at;
    this.#browser = browser;
    this.#community = community;
    this.#seed = seed;
    this.#draw = drawsFrom(seed);
  }

  wire = () => this.#phone?.wire.passed();

  async writeAll(count: number): Promise<void> {
    const { context, origin } = (this.#phone = await takePhone(
      this.#browser,
      this.#community.target,
      { ...TROUBLED, seed: this.#seed },
      { slower: 1 },
    ));
    await this.#community.enter(context, origin, this.at);
    await this.comeBack();
    for (let number = 1; number <= count; number += 1) {
      await this.#writeOne(`${this.#seed}, phone ${this.at}, line ${number}:`);
      if (number % 50 === 0) tell(`  ${this.#community.name}: phone ${this.at} wrote ${number}, ${this.deaths} times killed`);
      await wait(this.#draw() * MOST_PAUSE_MS);
    }
  }

  /** Writes until she sees it in the room; each time her phone dies before, in words of their own. */
  async #writeOne(text: string): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const words = attempt === 1 ? text : `${text} again ${attempt}`;
      const one: Written = { line: text, text: words, isTapped: false, isSure: false };
      this.written.push(one);
      await this.#send(one).catch(() => {});
      if (one.isSure) return;
      await this.comeBack();
      one.isSure = await this.#isShown(words, 0).catch(() => false);
      if (one.isSure) return;
    }
    throw new Error(`“${text}” could not be written in ${TRIES} tries.`);
  }

  async #send(one: Written): Promise<void> {
    const page = this.#page;
    if (!page || this.#isDead) return;
    await this.#community.compose(page, one.text);
    await page.locator(this.#community.sendButton).last().click({ timeout: SHOWN_MS });
    one.isTapped = true;
    one.isSure = await this.#isShown(one.text, SHOWN_MS);
  }

  async #isShown(text: string, timeout: number): Promise<boolean> {
    const page = this.#page;
    if (!page || this.#isDead) return false;
    const find = ([line, words]: readonly [string, string]) =>
      [...document.querySelectorAll(line)].some((one) => one.textContent.includes(words));
    if (timeout === 0) return await page.evaluate(find, [this.#community.safeLine, text] as const);
    return await page.waitForFunction(find, [this.#community.safeLine, text] as const, { timeout, polling: 50 }).then(
      () => true,
      () => false,
    );
  }

  /** Opens the room on what may be a new renderer, and taps “reload” until it is alive. */
  async comeBack(): Promise<void> {
    const phone = this.#phone;
    if (!phone) return;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (this.#isDead) await this.#newPage(phone);
      const isAlive = await this.#isOpened(phone).catch(() => false);
      if (isAlive && !this.#isDead) return;
      await wait(300);
    }
    throw new Error(`Phone ${this.at} could not open its room in ${TRIES} tries.`);
  }

  async #isOpened({ origin }: Handset): Promise<boolean> {
    const page = this.#page!;
    await page.goto(origin + this.#community.roomPath(this.at, this.at), { timeout: OPENS_MS, waitUntil: "commit" });
    await page.waitForFunction(() => window.seenAt?.["usable"] !== undefined, undefined, { timeout: OPENS_MS, polling: 100 });
    return true;
  }

  async #newPage(phone: Handset): Promise<void> {
    await this.#page?.close().catch(() => {});
    this.#isDead = false;
    const page = await phone.page();
    page.on("crash", () => {
      if (page !== this.#page) return;
      this.#isDead = true;
      this.deaths += 1;
    });
    this.#page = page;
    await watchFor(page, this.#community.isRoomUsable).catch(() => {});
  }

  async put(): Promise<void> {
    await this.#phone?.put();
  }
}
