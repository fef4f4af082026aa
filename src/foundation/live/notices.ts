import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "#foundation/database";
import { CHANNEL, Line } from "./line.ts";

const PAUSE_MS = 20; // what gathers meanwhile goes as one: a notice costs the database as much as a message
const SUBJECTS_A_NOTICE = 200; // 200 ids of 36 characters stay below PostgreSQL's 8,000 bytes

export interface Heard {
  /** Another process committed news about these subjects. */
  onSubjects(subjects: ReadonlySet<string>): void;
  /** The line is back after a silence: anything may have happened meanwhile. */
  onReturn(): void;
}

export type Notices = Awaited<ReturnType<typeof openNotices>>;

/**
 * What processes tell one another, over one connection each. Losing it costs time, never news: what could not be told is told when it is
 * back, and a sweep follows every second. Resolves when the line is up for the first time.
 */
export async function openNotices(db: Database, heard: Heard) {
  const node = randomUUID().slice(0, 8);
  const waiting = new Set<string>();
  let isTelling = false;
  const line = await new Promise<Line>((resolve) => {
    const opening = new Line(db.serveUrl, {
      onNotice(payload) {
        const [from, ...subjects] = payload.split(",");
        if (from !== node) heard.onSubjects(new Set(subjects));
      },
      onUp() {
        resolve(opening);
        heard.onReturn();
        setImmediate(() => void flush());
      },
    });
  });

  /** At most one notice on its way; what gathers meanwhile goes with the next, and what fails waits for the line. */
  async function flush(): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    while (line.client && waiting.size > 0) {
      const some = [...waiting].slice(0, SUBJECTS_A_NOTICE);
      for (const subject of some) waiting.delete(subject);
      const isLost = await line.client.query("select pg_notify($1, $2)", [CHANNEL, [node, ...some].join()]).then(
        () => false,
        () => true,
      );
      if (!isLost) {
        await wait(PAUSE_MS);
        continue;
      }
      for (const subject of some) waiting.add(subject);
      break;
    }
    isTelling = false;
  }

  function tell(subjects: ReadonlySet<string>): void {
    for (const subject of subjects) waiting.add(subject);
    if (!isTelling) setImmediate(() => void flush());
  }
  return { tell, isListening: () => line.client !== undefined, attempts: () => line.attempts, close: () => line.close() };
}
