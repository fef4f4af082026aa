import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";
import { clientFor, pauses } from "#foundation/database";

export const CHANNEL = "kith";
const LISTEN = "listen kith";
const BEAT_MS = 3_000; // how often the line is asked whether it is alive; a dead network says nothing by itself
const ANSWER_MS = 3_000;
const STEADY_MS = 10_000; // a line that held for less was no success: the pauses go on growing

/** 60 seconds away are at most 18 attempts, however the jitter falls. */
export const PACE = { firstMs: 200, longestMs: 6_000 };

interface Ends {
  onNotice(payload: string): void;
  onUp(): void;
}

/** One connection that listens, kept up for the life of the house by one loop. */
export class Line {
  client: Client | undefined;
  attempts = 0;
  readonly #serveUrl: string;
  readonly #ends: Ends;
  readonly #closing = new AbortController();
  readonly #holding: Promise<void>;

  constructor(serveUrl: string, ends: Ends) {
    this.#serveUrl = serveUrl;
    this.#ends = ends;
    this.#holding = this.#holdOn();
  }

  async #connect(): Promise<Client> {
    this.attempts += 1;
    const fresh = clientFor(this.#serveUrl, "kith_worker", "notices");
    fresh.on("error", () => {}); // "end" follows, and is where we come back
    fresh.on("notification", ({ payload = "" }) => this.#ends.onNotice(payload));
    try {
      await fresh.connect();
      await fresh.query(LISTEN);
      return fresh;
    } catch (error) {
      await fresh.end().catch(() => {});
      throw error;
    }
  }

  /** Stays until the line ends: by itself, by us, or because it no longer answers. */
  async #hold(fresh: Client): Promise<void> {
    const ended = new Promise<void>((resolve) => fresh.once("end", () => resolve()));
    const beat = setInterval(() => void endUnlessAlive(fresh), BEAT_MS);
    this.client = fresh;
    this.#ends.onUp();
    if (this.#closing.signal.aborted) await fresh.end().catch(() => {});
    await ended;
    this.client = undefined;
    clearInterval(beat);
  }

  /** Connects, holds until it ends, pauses, connects again. */
  async #holdOn(): Promise<void> {
    let pausing = pauses(PACE);
    while (!this.#closing.signal.aborted) {
      const began = Date.now();
      const fresh = await this.#connect().catch(() => undefined);
      if (fresh) await this.#hold(fresh);
      if (fresh && Date.now() - began > STEADY_MS) pausing = pauses(PACE);
      await wait(pausing.next().value, undefined, { signal: this.#closing.signal }).catch(() => {});
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.client?.end().catch(() => {});
    await this.#holding;
  }
}

async function endUnlessAlive(client: Client): Promise<void> {
  const answer = client.query("select").then(
    () => true,
    () => false,
  );
  if (!(await Promise.race([answer, wait(ANSWER_MS, false, { ref: false })]))) await client.end().catch(() => {});
}
