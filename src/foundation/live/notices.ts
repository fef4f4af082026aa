import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";
import { clientFor, type Database } from "#foundation/database";

const CHANNEL = "kith";
const SUBJECTS_A_NOTICE = 200; // 200 ids of 36 characters stay below PostgreSQL's 8,000 bytes
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface Heard {
  /** Another process committed news about these subjects. */
  onSubjects(subjects: ReadonlySet<string>): void;
  /** The line is back after a silence: anything may have happened meanwhile. */
  onReturn(): void;
}

export type Notices = Awaited<ReturnType<typeof openNotices>>;

/** The line between processes: one connection that listens and tells. Losing it costs time, never news, for a sweep follows. */
export async function openNotices(db: Database, heard: Heard) {
  const node = randomUUID().slice(0, 8);
  const closing = new AbortController();
  const waiting = new Set<string>();
  let client: Client | undefined;
  let isTelling = false;
  let attempts = 0;

  async function connectOnce(): Promise<Client> {
    attempts += 1;
    const fresh = clientFor(db.serveUrl, "kith_worker", "notices");
    fresh.on("error", () => {}); // "end" follows, and is where we come back
    await fresh.connect();
    fresh.on("notification", ({ payload = "" }) => {
      const [from, ...subjects] = payload.split(",");
      if (from !== node) heard.onSubjects(new Set(subjects));
    });
    await fresh.query(`listen ${CHANNEL}`);
    return fresh;
  }

  /** One loop for the life of the house: connect, hold until it ends, pause, connect again. */
  async function holdOn(first: () => void): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!closing.signal.aborted) {
      const fresh = await connectOnce().catch(() => undefined);
      if (fresh) {
        const ended = new Promise<void>((resolve) => fresh.once("end", () => resolve()));
        client = fresh;
        pauseMs = FIRST_PAUSE_MS;
        first();
        heard.onReturn();
        void flush();
        await ended;
        client = undefined;
      }
      await wait(pauseMs * (0.5 + Math.random() / 2), undefined, { signal: closing.signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** At most one notice on its way; what gathers meanwhile goes with the next. */
  async function flush(): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    while (client && waiting.size > 0) {
      const some = [...waiting].slice(0, SUBJECTS_A_NOTICE);
      for (const subject of some) waiting.delete(subject);
      await client.query("select pg_notify($1, $2)", [CHANNEL, [node, ...some].join()]).catch(() => {});
    }
    isTelling = false;
  }

  function tell(subjects: ReadonlySet<string>): void {
    for (const subject of subjects) waiting.add(subject);
    if (!isTelling) setImmediate(() => void flush());
  }

  await new Promise<void>((resolve) => void holdOn(resolve));
  async function close(): Promise<void> {
    closing.abort();
    await client?.end().catch(() => {});
  }
  return { tell, isListening: () => client !== undefined, attempts: () => attempts, close };
}
