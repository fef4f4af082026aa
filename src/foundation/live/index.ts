import { Client } from "pg";

/** One line of a durable feed. `seq` grows without holes; `data` is what every listener receives. */
export interface Entry {
  seq: number;
  data: unknown;
}
type Listener = { seq: number; out: ReadableStreamDefaultController<Uint8Array>; mayStay: () => Promise<boolean> };

const BACKLOG_BYTES = 256 * 1024; // a phone that lags further is let go; it returns with its Last-Event-ID
const BEAT_MS = 25_000;
const RETRY_MS = 1000;
const utf8 = new TextEncoder();
const beat = utf8.encode(":\n\n");

/** A feed of one subject. Everyone is brought from where they are to now by one loop, so joining, resuming and hearing are one thing. */
class Feed {
  readonly listeners = new Set<Listener>();
  readonly #read: (after: number) => Promise<Entry[]>;
  #isRunning = false;
  #mustRunAgain = false;

  constructor(read: (after: number) => Promise<Entry[]>) {
    this.#read = read;
  }

  async wake(): Promise<void> {
    this.#mustRunAgain = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#mustRunAgain && this.listeners.size > 0) {
        const present = [...this.listeners]; // whoever joins during the read waits for the next round, or would miss a part
        this.#mustRunAgain = false;
        const entries = await this.#read(Math.min(...present.map((listener) => listener.seq)));
        for (const entry of entries) this.#give(present, entry);
        if (entries.length > 0) this.#mustRunAgain = true;
      }
    } catch (error) {
      console.error("live:", error);
      this.closeAll();
    } finally {
      this.#isRunning = false;
    }
  }

  /** Encodes once, whatever the number of listeners. */
  #give(present: Listener[], { seq, data }: Entry): void {
    const bytes = utf8.encode(`id: ${seq}\ndata: ${JSON.stringify(data)}\n\n`);
    for (const listener of present) {
      if (seq <= listener.seq || !this.listeners.has(listener)) continue;
      if ((listener.out.desiredSize ?? 0) <= 0) this.close(listener);
      else listener.out.enqueue(bytes);
      listener.seq = seq;
    }
  }

  async beat(): Promise<void> {
    for (const listener of this.listeners) {
      const stays = await listener.mayStay().catch(() => false);
      if (!this.listeners.has(listener)) continue;
      if (stays && (listener.out.desiredSize ?? 0) > 0) listener.out.enqueue(beat);
      else this.close(listener);
    }
  }

  close(listener: Listener): void {
    if (this.listeners.delete(listener)) listener.out.close();
  }

  closeAll(): void {
    for (const listener of this.listeners) this.close(listener);
  }
}

export type Live = Awaited<ReturnType<typeof openLive>>;

/** Hears every committed fact over one LISTEN connection and serves feeds as server-sent events. */
export async function openLive(url: string, onFact: () => void = () => {}) {
  const feeds = new Map<string, Feed>();
  let isClosing = false;
  let client: Client;

  async function listen(): Promise<void> {
    client = new Client({ connectionString: url, keepAlive: true });
    client.on("error", () => {}); // "end" follows, and is where we come back
    client.on("end", () => isClosing || setTimeout(() => listen().catch(() => client.emit("end")), RETRY_MS));
    client.on("notification", ({ payload }) => {
      void feeds.get(payload ?? "")?.wake();
      onFact();
    });
    await client.connect();
    await client.query("listen fact");
    for (const feed of feeds.values()) void feed.wake(); // whatever was said while we were deaf
  }
  await listen();
  const heart = setInterval(() => {
    for (const [topic, feed] of feeds) {
      if (feed.listeners.size > 0) void feed.beat();
      else feeds.delete(topic);
    }
  }, BEAT_MS);

  function subscribe(topic: string, after: number, read: (after: number) => Promise<Entry[]>, mayStay: () => Promise<boolean>) {
    const feed = feeds.get(topic) ?? new Feed(read);
    feeds.set(topic, feed);
    let listener: Listener;
    const start = (out: ReadableStreamDefaultController<Uint8Array>) => {
      listener = { seq: after, out, mayStay };
      out.enqueue(utf8.encode(`retry: ${RETRY_MS}\n\n`));
      feed.listeners.add(listener);
      void feed.wake();
    };
    const body = new ReadableStream<Uint8Array>(
      { start, cancel: () => void feed.listeners.delete(listener) },
      new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG_BYTES }),
    );
    return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" } });
  }

  async function close(): Promise<void> {
    isClosing = true;
    clearInterval(heart);
    for (const feed of feeds.values()) feed.closeAll();
    await client.end();
  }
  return { subscribe, close };
}
