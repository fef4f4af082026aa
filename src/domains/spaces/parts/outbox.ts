import { forgetHer, markWaiting, phoneOf } from "./phone.ts";
import { LoosePile, SealedPile, type Outgoing } from "./pile.ts";
import { send } from "./send.ts";
import { oneTabAtATime } from "./one-tab.ts";
import type { Verdict, Why } from "./verdict.ts";

/** How far a message has come: tried in vain, taken by the house, or refused for good. "unknown": she is not known here any more. */
export type Progress =
  | { is: "waiting"; id: string }
  | { is: "sent"; id: string; seq: number }
  | { is: "refused"; message: Outgoing; why: Why; fault?: string | undefined }
  | { is: "unknown" };
/** What tabs tell each other; "posted" is not for pages. */
type Told = Progress | { is: "posted" };
/** Whether a message would survive the end of this page; if not, whether it is because the phone has no more place. */
export type Keeping = "here" | "loose" | "full";

const CHANNEL = "kith-outbox";
const FIRST_MS = 500;
const LONGEST_MS = 30_000;
const FOREIGN_MS = 5_000; // after which another tab's message is looked after here too
const PATIENCE_MS = 2_000; // for a phone that does not answer whether it has kept something
const SLOWEST = 1_000; // bytes that it keeps in a millisecond

/** Sends what was written on this phone: in order within a room, one tab at a time, until the house has taken it. */
export class Outbox {
  readonly #phone: string;
  readonly #hears: ((progress: Progress) => void)[] = [];
  readonly #sealed: Promise<SealedPile | undefined>;
  readonly #loose = new LoosePile();
  readonly #others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(CHANNEL);
  #isOver = false;
  #isSending = false;
  #isAskedAgain = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #posting: Promise<unknown> = Promise.resolve();

  constructor(phone: string) {
    this.#phone = phone;
    this.#sealed = phoneOf(phone).then((kept) => kept && new SealedPile(kept));
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.hurry());
    this.#others?.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      if (data.is === "posted") this.#later(FOREIGN_MS * (1 + Math.random()));
      else this.#hear(data);
    });
    void this.#run();
  }

  listen(hear: (progress: Progress) => void): void {
    this.#hears.push(hear);
  }

  /** Whether what is written here survives the end of this page. */
  async isSealed(): Promise<boolean> {
    return (await this.#sealed) !== undefined;
  }

  /** What waits on this phone for a room. */
  async waitingIn(space: string): Promise<Outgoing[]> {
    return (await this.#all()).filter((message) => message.space === space);
  }

  /** Keeps a message and sends it; one after the other. */
  post(message: Outgoing): Promise<Keeping> {
    const posted = this.#posting.then(() => this.#post(message));
    this.#posting = posted;
    return posted;
  }

  /** Resolves when everything posted so far is kept. */
  async posted(): Promise<void> {
    await this.#posting.catch(() => {});
  }

  async #post(message: Outgoing): Promise<Keeping> {
    const keeping = await this.#keep(message);
    if (keeping === "here") markWaiting(true);
    else await this.#loose.add(message);
    this.#others?.postMessage({ is: "posted" } satisfies Told);
    void this.#run();
    return keeping;
  }

  async #keep(message: Outgoing): Promise<Keeping> {
    const sealed = await this.#sealed;
    if (!sealed) return "loose";
    const bytes = (message.files ?? []).reduce((all, { size }) => all + size, 0);
    const late = new Promise<Keeping>((resolve) => setTimeout(() => resolve("loose"), PATIENCE_MS + bytes / SLOWEST));
    const kept = sealed.add(message).then(
      (isKept): Keeping => (isKept ? "here" : "full"),
      (error: unknown): Keeping => (error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "loose"),
    );
    return await Promise.race([kept, late]);
  }

  /** Tries at once, as after a long silence. */
  hurry(): void {
    this.#tries = 0;
    void this.#run();
  }

  async #run(): Promise<void> {
    this.#isAskedAgain = true;
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let pauseMs: number | undefined;
    while (this.#isAskedAgain && pauseMs === undefined) {
      this.#isAskedAgain = false;
      await oneTabAtATime(CHANNEL, async () => void (pauseMs = await this.#drain()));
    }
    this.#isSending = false;
    if (pauseMs !== undefined) this.#later(pauseMs);
  }

  #later(pauseMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, pauseMs);
  }

  /** Sends everything; when something did not go, the milliseconds after which to try again. */
  async #drain(): Promise<number | undefined> {
    for (;;) {
      const waiting = await this.#all();
      if (waiting.length === 0) {
        if (document.cookie.includes("kith-waits")) markWaiting(false);
        return undefined;
      }
      const rooms = [...new Set(waiting.map(({ space }) => space))];
      const pauses = await Promise.all(rooms.map((room) => this.#sendInOrder(waiting.filter(({ space }) => space === room))));
      const failed = pauses.filter((pause) => pause !== undefined);
      if (failed.length > 0) return Math.max(...failed);
    }
  }

  async #sendInOrder(messages: readonly Outgoing[]): Promise<number | undefined> {
    for (const [place, message] of messages.entries()) {
      if (this.#isOver) return undefined;
      const verdict = await this.#send(message);
      if (verdict.is === "again") {
        for (const { id } of messages.slice(place)) this.#tell({ is: "waiting", id });
        return Math.max(verdict.afterMs ?? 0, this.#pause());
      }
      this.#tries = 0;
      if (verdict.is === "unknown") {
        await forgetHer();
        this.#tell({ is: "unknown" });
        return undefined;
      }
      await (verdict.is === "sent" ? this.#drop(message) : this.#giveBack(message));
      this.#tell(verdict.is === "sent" ? { ...verdict, id: message.id } : { ...verdict, message });
    }
    return undefined;
  }

  /** What sends files comes to the phone when there is one. */
  async #send(message: Outgoing): Promise<Verdict> {
    if (!message.files) return await send(message, this.#phone);
    const sealed = await this.#sealed;
    const isLoose = (await this.#loose.all()).some(({ id }) => id === message.id);
    const loaded = await import("./send-files.ts").catch(() => undefined);
    return loaded ? await loaded.sendWithFiles(isLoose || !sealed ? this.#loose : sealed, message, this.#phone) : { is: "again" };
  }

  /** Longer each time, and never for all phones at once. */
  #pause(): number {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    this.#tries += 1;
    return longest * (0.5 + Math.random() / 2);
  }

  #tell(progress: Progress): void {
    this.#others?.postMessage(progress satisfies Told);
    this.#hear(progress);
  }

  #hear(progress: Progress): void {
    if (progress.is === "unknown") this.#isOver = true;
    for (const hear of this.#hears) hear(progress);
  }

  async #all(): Promise<Outgoing[]> {
    if (this.#isOver) return [];
    const sealed = await (await this.#sealed)?.all().catch(() => []);
    const ids = new Set(sealed?.map(({ id }) => id));
    return [...(sealed ?? []), ...(await this.#loose.all()).filter(({ id }) => !ids.has(id))];
  }

  async #drop(message: Outgoing): Promise<void> {
    await this.#loose.drop(message);
    await (await this.#sealed)?.drop(message).catch(() => {});
  }

  async #giveBack(message: Outgoing): Promise<void> {
    await this.#loose.giveBack(message);
    await (await this.#sealed)?.giveBack(message).catch(() => {});
  }
}

let opened: Outbox | undefined;

/** The one outbox of this page. */
export const outboxOf = (phone: string): Outbox => (opened ??= new Outbox(phone));
