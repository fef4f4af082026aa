import type { ServerResponse } from "node:http";
import { onCommit, type Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { Audience } from "./audience.ts";
import { catchUp } from "./catch-up.ts";
import { choiceOf, everything, type Choice } from "./choice.ts";
import { cursorOf, placeOf, placesIn, type Positions } from "./frame.ts";
import { give, type Listener } from "./listener.ts";
import type { Notices } from "./notices.ts";
import { Standing } from "./standing.ts";
import { Watch, type Source } from "./watch.ts";

export type { Source } from "./watch.ts";

const SWEEP_MS = 1_000;
const BEAT_SECONDS = 25;
const RETRY_MS = 1_500;
const LISTENERS = 20_000; // beyond this a feed is refused and the page stays as it is
const HEADERS = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no", connection: "close" };

type Heads = Awaited<ReturnType<Source["heads"]>>;

/** What someone wants to hear: subjects she was let into, with her membership in each. */
export interface Subscription {
  out: ServerResponse;
  personId: string;
  sessionId: string;
  memberships: ReadonlyMap<string, string>;
  cursor: string | undefined;
}

/**
 * Serves a durable log as server-sent events. Everyone at the end of her logs is served from one shared tail at each commit;
 * whoever is behind catches up on her own. The cursor in each event resumes without gap or repeat. News about a membership ends the feeds
 * that stand on it: they come back by themselves, with what is true then.
 */
export class Live {
  readonly #source: Source;
  readonly #watch: Watch;
  readonly #audience = new Audience();
  readonly #all = new Set<Listener>();
  readonly #standing = new Standing();
  readonly #notices: Notices;
  readonly #stopHearing: () => void;
  readonly #heart: NodeJS.Timeout;
  #isRunning = false;
  #second = 0;
  #lines: number;

  constructor(db: Database, notices: Notices, source: Source) {
    this.#source = source;
    this.#notices = notices;
    this.#lines = notices.attempts();
    this.#watch = new Watch(source);
    this.#stopHearing = onCommit(db, (subjects) => {
      this.wake(subjects);
      notices.tell(subjects);
    });
    this.#heart = setInterval(() => this.#everySecond(), SWEEP_MS);
  }

  /** There may be news about these subjects, from this process or another. */
  wake(subjects: Iterable<string>): void {
    for (const listener of this.#standing.takeOut(subjects)) this.#letGo(listener);
    if (this.#watch.mark(subjects) && !this.#isRunning) setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#watch.isBehind) {
        const news = await this.#watch.news();
        for (const listener of this.#audience.hear(this.#watch.grow(news))) this.#letGo(listener);
      }
    } catch {
      // The database is away; the sweep brings everyone to now when it is back.
    } finally {
      this.#isRunning = false;
    }
  }

  /** Ends a feed. A wire that lags is cut, for its reader may never take what waits there. */
  #letGo(listener: Listener): void {
    if (!this.#all.delete(listener)) return;
    this.#standing.remove(listener);
    this.#audience.dismiss(listener);
    this.#watch.release(listener.positions.keys());
    if (listener.out.socket?.writableNeedDrain) listener.out.destroy();
    else listener.out.end();
  }

  /**
   * Opens a feed and writes it until it ends. Refuses, before anything is written, where a membership stands no more or the cursor is none
   * of ours; throws when the database is away.
   */
  async subscribe({ out, personId, sessionId, memberships, cursor }: Subscription): Promise<void> {
    const places = placesIn(cursor ?? "");
    const subjects = [...memberships.keys()].toSorted();
    const positions = await this.#watch.hold(subjects);
    const listener: Listener = { out, personId, sessionId, memberships, positions, choice: everything };
    this.#standing.add(listener); // before her choice is read, so that no change of it goes unseen
    const heads = await this.#admission(subjects, listener).catch((error: unknown) => {
      this.#standing.remove(listener);
      this.#watch.release(subjects);
      throw error;
    });
    this.#all.add(listener);
    out.on("close", () => this.#letGo(listener));
    out.removeHeader("transfer-encoding"); // the body ends with the connection, so an event is written as it is, without chunk marks
    out.writeHead(200, HEADERS).flushHeaders();
    give(listener, `retry: ${RETRY_MS}\n${gapsIn(positions, places, heads)}id: ${cursorOf(positions)}\n\n`);
    if (!this.#standing.has(listener)) return this.#letGo(listener);
    const isHere = await catchUp(listener, this.#watch, () => this.#all.has(listener) && this.#audience.admit(listener)).catch(() => false);
    if (!isHere) this.#letGo(listener);
  }

  /** An end from before the tails were held is found here; one from later stands in the log, and ends the feed when it is heard. */
  async #admission(subjects: readonly string[], listener: Listener): Promise<Heads> {
    const memberships = [...listener.memberships.values()];
    const [heads, stand, hidden] = await Promise.all([
      this.#source.heads(subjects),
      this.#source.stand(memberships),
      this.#source.hidden(memberships),
    ]);
    if (!stand) throw new Refusal("not-found", "There is no such space for you.");
    listener.choice = choiceOf(hidden.map(([, hides]) => hides));
    return heads;
  }

  /** While the line was down a notice may have been lost: whoever has chosen anew meanwhile is let go, to come back with her choice. */
  async #lookAgain(): Promise<void> {
    const listeners = [...this.#all];
    const hidden = await this.#source.hidden([...new Set(listeners.flatMap(({ memberships }) => [...memberships.values()]))]);
    const hides = Map.groupBy(hidden, ([holder]) => holder);
    const now = ({ memberships }: Listener): Choice =>
      choiceOf([...memberships.values()].flatMap((member) => (hides.get(member) ?? []).map(([, one]) => one)));
    for (const listener of listeners) if (now(listener).key !== listener.choice.key) this.#letGo(listener);
  }

  /** Called every second: hearts beat in turn, and logs that ran ahead unheard are read. */
  #everySecond(): void {
    this.#second = (this.#second + 1) % BEAT_SECONDS;
    let turn = 0;
    for (const listener of this.#all) {
      if (turn++ % BEAT_SECONDS === this.#second && !give(listener, ":\n\n")) this.#letGo(listener);
    }
    this.#watch.sweep().then(
      (isBehind) => (isBehind ? this.#run() : undefined),
      () => {},
    );
    const lines = this.#notices.attempts();
    if (lines === this.#lines || !this.#notices.isListening()) return;
    this.#lookAgain().then(
      () => (this.#lines = lines),
      () => {},
    );
  }

  /** Ends the feeds of sessions or people that are here no more. */
  endWhere(isOver: (listener: { personId: string; sessionId: string }) => boolean): void {
    for (const listener of this.#all) if (isOver(listener)) this.#letGo(listener);
  }

  isFull(): boolean {
    return this.#all.size >= LISTENERS;
  }

  size(): number {
    return this.#all.size;
  }

  close(): void {
    this.#stopHearing();
    clearInterval(this.#heart);
    this.endWhere(() => true);
  }
}

export const openLive = (db: Database, notices: Notices, source: Source): Live => new Live(db, notices, source);

/** Sets each position to where its listener left off. What is no longer kept is said in a `gap` event with its bounds. */
function gapsIn(positions: Positions, places: Map<string, number>, heads: Heads): string {
  let gaps = "";
  for (const [subject, now] of positions) {
    const place = placeOf(places, subject);
    const trimmed = heads.get(subject)?.trimmed ?? 0;
    if (place !== undefined) positions.set(subject, Math.min(Math.max(place, trimmed), now));
    if (place !== undefined && place < trimmed) {
      gaps += `event: gap\ndata: ${JSON.stringify({ space: subject, after: place, until: trimmed })}\n\n`;
    }
  }
  return gaps;
}
