import { sql } from "kysely";
import { willTell, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { SpaceKind } from "#domains/spaces";
import type { Outcome, Reason, ReportId } from "./report.ts";

export const DESK_REPORTS = 20;

/** A report as whoever looks after its room sees it: both by their aliases of that room. */
export interface DeskReport {
  id: ReportId;
  number: number;
  title: string;
  kind: SpaceKind;
  alias: string;
  reporter: string;
  /** As the words stood when they were reported. */
  said: string;
  saidAt: Date;
  reason: Reason;
  words: string;
  madeAt: Date;
  claimedAt: Date | null;
  isMine: boolean;
  answeredAt: Date | null;
  outcome: Outcome | null;
  answer: string | null;
  /** The message was taken out since. */
  isGone: boolean;
  /** Who wrote it is still in the room. */
  isHere: boolean;
}

/** To whoever it is not for, there is no such page. */
export const absent = () => new Refusal("not-found", "There is nothing at this address.");

async function seen(tx: Transaction, which: ReportId | null, last: ReportId | null, most: number): Promise<DeskReport[]> {
  const { rows } = await sql<DeskReport>`
    select id, number, title, kind, alias, reporter, said, said_at as "saidAt", reason, words, made_at as "madeAt", claimed_at as "claimedAt",
      is_mine as "isMine", answered_at as "answeredAt", outcome, answer, is_gone as "isGone", is_here as "isHere"
    from reports_seen(${which}, ${last}, ${most})`.execute(tx);
  return rows;
}

/** Twenty reports, those without an answer first and the newest first, from after `last` on. Not-found for whoever looks after nothing. */
export async function deskReports(tx: Transaction, last?: ReportId): Promise<{ reports: DeskReport[]; hasMore: boolean }> {
  if (!(await looksAfter(tx))) throw absent();
  const reports = await seen(tx, null, last ?? null, DESK_REPORTS + 1);
  return { reports: reports.slice(0, DESK_REPORTS), hasMore: reports.length > DESK_REPORTS };
}

/** One report. Not-found when it is not hers to look at, or about herself. */
export async function deskReport(tx: Transaction, id: ReportId): Promise<DeskReport> {
  const [report] = await seen(tx, id, null, 1);
  if (!report) throw absent();
  return report;
}

/** Whether it is hers to look after anything: a steward, or a moderator of some place. */
export async function looksAfter(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select looks_after_some() as is`.execute(tx);
  return rows[0]?.is ?? false;
}

/** How many reports wait for an answer that are hers to look at; a thousand is as far as it counts. */
export async function reportsWaiting(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`select reports_waiting() as count`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Says to whoever reported it that someone looks at it now. Stated: moderation.report-claimed, once. */
export async function claim(tx: Transaction, id: ReportId): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select claim_report(${id}) as done`.execute(tx);
  if (!rows[0]?.done) throw absent();
  willTell(tx, id);
}

/**
 * Answers a report in words, and does what the answer says: takes out the message, or also ends the stay of who wrote it.
 * Not-found when it is not hers to look at, conflict when it was answered. Stated: moderation.report-answered, and what the room states.
 */
export async function answerReport(
  tx: Transaction,
  id: ReportId,
  { outcome, answer }: { outcome: Outcome; answer: string },
): Promise<void> {
  const { answeredAt } = await deskReport(tx, id);
  if (answeredAt) throw new Refusal("conflict", "This report has an answer already.", { faults: { outcome: "fault.answered" } });
  const { rows } = await sql<{ space: string | null }>`select answer_report(${id}, ${outcome}, ${answer}) as space`.execute(tx);
  const space = rows[0]?.space;
  if (!space) throw absent();
  willTell(tx, id);
  willTell(tx, space);
}
