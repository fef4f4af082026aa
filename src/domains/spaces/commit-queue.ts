import type { Client } from "pg";
import { clientFor, retry, type Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";

const BATCH = 200;
const WAITING = 20_000; // beyond this a message is refused at once rather than kept waiting
const TRIES_MS = 8_000; // how long a batch is tried again when the database goes away
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
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

export type CommitQueue = ReturnType<typeof openCommitQueue>;

/**
 * Everything that is said in this process goes through one connection, many messages to a commit. While one commit is on its way the next
 * batch gathers; when none is, a message waits for nobody. A batch whose fate is unknown is said again: each id is said once.
 */
export function openCommitQueue(db: Database) {
  const waiting: Waiting[] = [];
  const closing = new AbortController();
  let client: Client | undefined;
  let running: Promise<void> | undefined;

  async function connected(): Promise<Client> {
    if (client) return client;
    const fresh = clientFor(db.serveUrl, "kith_person", "commit queue");
    fresh.on("error", () => {});
    fresh.on("end", () => client === fresh && (client = undefined));
    await fresh.connect();
    client = fresh;
    return fresh;
  }

  async function keep(batch: Waiting[]): Promise<(Outcome & { place: number })[]> {
    const said = JSON.stringify(batch.map(({ post }, place) => ({ place, ...post })));
    const on = await connected();
    const { rows } = await on
      .query<Outcome & { place: number }>({ name: "say_many", text: "select place, seq, outcome from say_many($1)", values: [said] })
      .catch(async (error: unknown) => {
        if (client === on && !isRefused(error)) await on.end().catch(() => {});
        throw error;
      });
    return rows;
  }

  async function say(batch: Waiting[]): Promise<void> {
    try {
      const giveUp = AbortSignal.any([AbortSignal.timeout(TRIES_MS), closing.signal]);
      const attempt = () => keep(batch).catch((error: unknown) => (isRefused(error) ? refused(error) : Promise.reject(error)));
      const rows = await retry(attempt, { ...PACE, signal: giveUp });
      if (rows instanceof Error) return await apart(batch, rows);
      const subjects = new Set<string>();
      for (const { place, outcome, seq } of rows) {
        const one = batch[place]!;
        if (outcome === "said") subjects.add(one.post.space);
        one.resolve({ outcome, seq });
      }
      for (const hear of db.hearers) if (subjects.size > 0) hear(subjects);
    } catch (cause) {
      for (const { reject } of batch)
        reject(new Refusal("unavailable", "This could not be kept just now. Please send it again.", { cause }));
    }
  }

  /** A batch that the database refused as a whole holds one message it cannot take: each is tried alone. */
  async function apart(batch: Waiting[], error: Error): Promise<void> {
    if (batch.length === 1) return batch[0]!.reject(new Refusal("invalid", "The database refused these words.", { cause: error }));
    for (const one of batch) await say([one]);
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) await say(waiting.splice(0, BATCH));
  }

  function start(): void {
    running ??= run().finally(() => {
      running = undefined;
      if (waiting.length > 0) start();
    });
  }

  function add(post: Post): Promise<Outcome> {
    if (waiting.length >= WAITING || closing.signal.aborted)
      throw new Refusal("unavailable", "Too much is being said at once. Please send it again.");
    return new Promise((resolve, reject) => {
      waiting.push({ post, resolve, reject });
      if (!running) setImmediate(start); // requests that arrived in the same turn go together
    });
  }

  /** Keeps what was taken on, then lets the connection go. */
  async function close(): Promise<void> {
    await running;
    closing.abort();
    await client?.end().catch(() => {});
  }
  return { add, close };
}

/** Whether the database understood and said no, as opposed to not answering. */
function isRefused(error: unknown): boolean {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return /^(22|23|42)/.test(code);
}

const refused = (error: unknown): Error =>
  error instanceof Error ? error : new Refusal("unavailable", "This could not be kept.", { cause: error });
