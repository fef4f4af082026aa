import { sql } from "kysely";
import type { Transaction } from "#foundation/database";
import { absent, looksAfter } from "./desk.ts";
import type { Outcome, Reason, ReportId } from "./report.ts";

const SHOWN = 5;
/** How far back what was done is counted. */
export const DONE_DAYS = 7;

/** A report that waits, as a line: what was said stands on its own page only. */
export interface Next {
  id: ReportId;
  title: string;
  reason: Reason;
  madeAt: Date;
  claimedAt: Date | null;
}

/** Where whoever looks after the network begins. */
export interface Desk {
  /** A thousand is as far as it counts. */
  waiting: number;
  /** Of these, what somebody else looks at already. */
  taken: number;
  /** Since when the first of them waits; null when none does. */
  since: Date | null;
  /** At most five: what nobody else looks at first, then what may harm someone soonest, then what has waited longest. */
  next: Next[];
  /** What was answered in the last seven days, by outcome. */
  done: { outcome: Outcome; count: number }[];
}

/** What waits for her at the desk, and what was done there. Not-found for whoever looks after nothing. */
export async function desk(tx: Transaction): Promise<Desk> {
  if (!(await looksAfter(tx))) throw absent();
  const now = await sql<Pick<Desk, "waiting" | "taken" | "since">>`select waiting, taken, since from reports_now()`.execute(tx);
  const next = await sql<Next>`
    select id, title, reason, made_at as "madeAt", claimed_at as "claimedAt" from reports_next(${SHOWN})`.execute(tx);
  const done = await sql<Desk["done"][number]>`select outcome, count from reports_done(${DONE_DAYS}) order by count desc, outcome`.execute(
    tx,
  );
  return { waiting: 0, taken: 0, since: null, ...now.rows[0], next: next.rows, done: done.rows };
}
