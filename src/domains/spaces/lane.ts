import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";
import { clientFor, retry, type Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { plainLine, type JustSaid } from "./just-said.ts";
import type { MemberId } from "./space.ts";

const BATCH = 200;
const CROWD = 4; // where so many spoke at once, the next batch waits a moment for as many; someone who speaks alone waits for nobody
const GATHER_MS = 2;
const TRIES_MS = 8_000; // how long a batch is tried again when the database goes away
const CLOSE_MS = 5_000;
const PACE = { firstMs: 50, longestMs: 1_000 };

/** One message on its way into the database, in the words of `say_many`. */
export interface Post {
  person: string;
  space: string;
  id: string;
  words: string;
  topic: string | undefined;
  reply: string | undefined;
  names: string[] | undefined;
}
export interface Outcome {
  outcome: "said" | "again" | "conflict" | "absent" | "closed";
  seq: string | null;
}
export interface Waiting {
  post: Post;
  since: number;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}
/** What is known of a message that was just said, besides what was sent. */
interface Told {
  at: Date;
  member: MemberId;
  alias: string;
  part: string;
  work: string;
}
type Kept = { place: number } & ((Outcome & Told) | { outcome: "busy" });

/**
 * One connection over which one batch after the other is said. A batch whose fate is unknown is said again: each id is said once.
 * With a patient lane beside it, it waits for no room's turn, and leaves what is said there to that lane, in order.
 */
export class Lane {
  readonly #db: Database;
  readonly #justSaid: JustSaid | undefined;
  readonly #patient: Lane | undefined;
  readonly #waiting: Waiting[] = [];
  readonly #rooms = new Map<string, number>();
  readonly #givingUp = new AbortController();
  #client: Client | undefined;
  #running: Promise<void> | undefined;
  #lastBatch = 0;

  constructor(db: Database, { justSaid, patient }: { justSaid?: JustSaid; patient?: Lane }) {
    this.#db = db;
    this.#justSaid = justSaid;
    this.#patient = patient;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** Whether something of this room is still on its way here. */
  holds(space: string): boolean {
    return this.#rooms.has(space);
  }

  take(one: Waiting): void {
    this.#rooms.set(one.post.space, (this.#rooms.get(one.post.space) ?? 0) + 1);
    this.#waiting.push(one);
    if (!this.#running) setImmediate(() => this.#start()); // requests that arrived in the same turn go together
  }

  #done({ post: { space } }: Waiting): void {
    const left = (this.#rooms.get(space) ?? 1) - 1;
    if (left > 0) this.#rooms.set(space, left);
    else this.#rooms.delete(space);
  }

  async close(): Promise<void> {
    const patience = setTimeout(() => this.#givingUp.abort(), CLOSE_MS);
    while (this.#waiting.length > 0 || this.#running) await this.#start();
    clearTimeout(patience);
    await this.#client?.end().catch(() => {});
  }

  #start(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length > 0) void this.#start(); // it came just as the last batch was done
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#lastBatch >= CROWD && this.#waiting.length < this.#lastBatch) await wait(GATHER_MS);
      this.#lastBatch = Math.min(this.#waiting.length, BATCH);
      const { mine = [], theirs = [] } = Object.groupBy(this.#waiting.splice(0, BATCH), ({ post }) =>
        this.#patient?.holds(post.space) ? "theirs" : "mine",
      );
      this.#leave(theirs);
      if (mine.length > 0) await this.#say(mine);
    }
  }

  /** Hands messages to the patient lane. */
  #leave(some: readonly Waiting[]): void {
    for (const one of some) {
      this.#patient?.take(one);
      this.#done(one);
    }
  }

  async #say(batch: Waiting[]): Promise<void> {
    try {
      const rows = await this.#keep(batch).catch((error: unknown) => (isRefused(error) ? error : this.#keepLater(batch)));
      if (rows instanceof Error) return await this.#apart(batch, rows);
      this.#answer(batch, rows);
    } catch (cause) {
      for (const one of batch) {
        this.#done(one);
        one.reject(new Refusal("unavailable", "This could not be kept just now. Please send it again.", { cause }));
      }
    }
  }

  #answer(batch: Waiting[], rows: Kept[]): void {
    const subjects = new Set<string>();
    for (const row of rows) {
      const one = batch[row.place]!;
      if (row.outcome === "busy") {
        this.#leave([one]);
        continue;
      }
      const { outcome, seq } = row;
      if (outcome === "said") this.#remember(one.post, row);
      if (outcome === "said" || outcome === "again") subjects.add(one.post.space); // "again" may be the first that is heard of it
      this.#done(one);
      one.resolve({ outcome, seq });
    }
    for (const hear of this.#db.hearers) if (subjects.size > 0) hear(subjects);
  }

  #remember({ id, space, words, topic, reply }: Post, { seq, at, member, alias, part, work }: Outcome & Told): void {
    if (seq !== null && !reply)
      this.#justSaid?.remember(plainLine({ space, seq, message: id, member, at, alias, part, work, words, topic: topic ?? null }));
  }

  /** The database went away: tries again until the first of the batch has waited long enough. */
  async #keepLater(batch: Waiting[]): Promise<Kept[] | Error> {
    const leftMs = Math.max(0, batch[0]!.since + TRIES_MS - Date.now());
    const signal = AbortSignal.any([AbortSignal.timeout(leftMs), this.#givingUp.signal]);
    const attempt = () => this.#keep(batch).catch((error: unknown) => (isRefused(error) ? error : Promise.reject(error)));
    return await retry(attempt, { ...PACE, signal });
  }

  async #keep(batch: Waiting[]): Promise<Kept[]> {
    const listed = <T>(field: (post: Post) => T): T[] => batch.map(({ post }) => field(post));
    const said = [
      listed(({ person }) => person),
      listed(({ space }) => space),
      listed(({ id }) => id),
      listed(({ words }) => words),
      listed(({ topic }) => topic),
      listed(({ reply }) => reply),
      listed(({ names }) => names && JSON.stringify(names)),
    ];
    const on = await this.#connected();
    try {
      return (
        await on.query<Kept>({
          name: "say_many",
          text: "select place, seq, outcome, at, member, alias, part, work from say_many($1, $2, $3, $4, $5, $6, $7, $8)",
          values: [...said, !this.#patient],
        })
      ).rows;
    } catch (error) {
      if (!isRefused(error)) await on.end().catch(() => {});
      throw error;
    }
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client;
    const fresh = clientFor(this.#db.serveUrl, "kith_person", "commit queue");
    fresh.on("error", () => {});
    fresh.on("end", () => this.#client === fresh && (this.#client = undefined));
    await fresh.connect();
    this.#client = fresh;
    return fresh;
  }

  /** A batch that the database refused as a whole holds one message it cannot take: each is tried alone. */
  async #apart(batch: Waiting[], cause: Error): Promise<void> {
    const [first, ...others] = batch;
    if (!first) return;
    if (others.length > 0) {
      for (const one of batch) await this.#say([one]);
      return;
    }
    this.#done(first);
    first.reject(new Refusal("invalid", "The database refused these words.", { cause }));
  }
}

/** Whether the database understood and said no, as opposed to not answering. */
function isRefused(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^(22|23|42)/.test(error.code);
}
