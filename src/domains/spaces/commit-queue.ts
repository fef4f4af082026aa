import type { Client } from "pg";
import { clientFor, retry, type Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";

const BATCH = 200;
const WAITING = 20_000; // beyond this a message is refused at once rather than kept waiting
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
interface Waiting {
  post: Post;
  since: number;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}
type Kept = Outcome & { place: number };

/**
 * Everything that is said in this process goes through one connection, many messages to a commit. While one commit is on its way the next
 * batch gathers; when none is, a message waits for nobody. A batch whose fate is unknown is said again: each id is said once.
 */
export class CommitQueue {
  readonly #db: Database;
  readonly #waiting: Waiting[] = [];
  readonly #givingUp = new AbortController();
  #isClosing = false;
  #client: Client | undefined;
  #running: Promise<void> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Resolves when the message is safely kept, or is known not to be; rejects `unavailable` when nobody knows: it may be sent again. */
  add(post: Post): Promise<Outcome> {
    if (this.#waiting.length >= WAITING || this.#isClosing)
      return Promise.reject(new Refusal("unavailable", "Too much is being said at once. Please send it again."));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ post, since: Date.now(), resolve, reject });
      if (!this.#running) setImmediate(() => this.#start()); // requests that arrived in the same turn go together
    });
  }

  /** Takes nothing more, keeps what was taken on, then lets the connection go. */
  async close(): Promise<void> {
    this.#isClosing = true;
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
    while (this.#waiting.length > 0) await this.#say(this.#waiting.splice(0, BATCH));
  }

  async #say(batch: Waiting[]): Promise<void> {
    try {
      const rows = await this.#keep(batch).catch((error: unknown) => (isRefused(error) ? error : this.#keepLater(batch)));
      if (rows instanceof Error) return await this.#apart(batch, rows);
      const subjects = new Set<string>();
      for (const { place, outcome, seq } of rows) {
        const { post, resolve } = batch[place]!;
        if (outcome === "said" || outcome === "again") subjects.add(post.space); // "again" may be the first that is heard of it
        resolve({ outcome, seq });
      }
      for (const hear of this.#db.hearers) if (subjects.size > 0) hear(subjects);
    } catch (cause) {
      for (const { reject } of batch)
        reject(new Refusal("unavailable", "This could not be kept just now. Please send it again.", { cause }));
    }
  }

  /** The database went away: tries again until the first of the batch has waited long enough. */
  async #keepLater(batch: Waiting[]): Promise<Kept[] | Error> {
    const leftMs = Math.max(0, batch[0]!.since + TRIES_MS - Date.now());
    const signal = AbortSignal.any([AbortSignal.timeout(leftMs), this.#givingUp.signal]);
    const attempt = () => this.#keep(batch).catch((error: unknown) => (isRefused(error) ? error : Promise.reject(error)));
    return await retry(attempt, { ...PACE, signal });
  }

  async #keep(batch: Waiting[]): Promise<Kept[]> {
    const said = JSON.stringify(batch.map(({ post }, place) => ({ place, ...post })));
    const on = await this.#connected();
    try {
      return (await on.query<Kept>({ name: "say_many", text: "select place, seq, outcome from say_many($1)", values: [said] })).rows;
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
    if (batch.length === 1) return batch[0]!.reject(new Refusal("invalid", "The database refused these words.", { cause }));
    for (const one of batch) await this.#say([one]);
  }
}

export const openCommitQueue = (db: Database): CommitQueue => new CommitQueue(db);

/** Whether the database understood and said no, as opposed to not answering. */
function isRefused(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^(22|23|42)/.test(error.code);
}
