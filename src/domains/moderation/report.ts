import { sql, type Generated } from "kysely";
import { z } from "zod";
import type { MessageId, SpaceId } from "#domains/spaces";
import { willTell, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";

export const ReportId = z.uuid().brand<"report">();
export type ReportId = z.infer<typeof ReportId>;
export const reasons = ["hurts", "sells", "danger", "exposes", "else"] as const;
export type Reason = (typeof reasons)[number];
export const outcomes = ["kept", "removed", "person-removed", "nothing"] as const;
export type Outcome = (typeof outcomes)[number];
export const REPORT_LETTERS = 1_000;
const OPEN = 50; // reports of one person that wait for an answer; the database counts to the same
const SHOWN = 100;

interface Row {
  id: ReportId;
  number: number;
  space_id: SpaceId;
  alias: string;
  said_at: Date;
  reason: Reason;
  words: string;
  made_at: Generated<Date>;
  claimed_at: Date | null;
  answered_at: Date | null;
  outcome: Outcome | null;
  answer: string | null;
}
declare module "#foundation/database" {
  interface Tables {
    moderation_report: Row;
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "moderation.report-made": { space: string; reason: Reason };
    "moderation.report-claimed": Record<string, never>;
    "moderation.report-answered": { space: string; outcome: Outcome };
  }
}

export interface Reporting {
  reason: Reason;
  words: string;
}

/**
 * Reports a message of someone else in a room she is in; its words are kept as they stand. Reporting it again gives the same report.
 * Not-found where there is no such message for her, conflict when fifty of hers wait for an answer. Stated: moderation.report-made.
 */
export async function report(tx: Transaction, space: SpaceId, message: MessageId, { reason, words }: Reporting): Promise<ReportId> {
  const { open } = await tx
    .selectFrom("moderation_report")
    .select((row) => row.fn.countAll<string>().as("open"))
    .where("answered_at", "is", null)
    .executeTakeFirstOrThrow();
  if (Number(open) >= OPEN)
    throw new Refusal("conflict", "Fifty of your reports wait for an answer.", { faults: { reason: "fault.full" } });
  const { rows } = await sql<{ id: ReportId | null }>`select report_message(${space}, ${message}, ${reason}, ${words}) as id`.execute(tx);
  const id = rows[0]?.id;
  if (!id) throw new Refusal("not-found", "There is no such message for you to report.");
  willTell(tx, id);
  return id;
}

/** Says what is wrong with it after all; the last word counts. Not-found for another's report, conflict when it was answered. */
export async function tellMore(tx: Transaction, id: ReportId, { reason, words }: Reporting): Promise<void> {
  const { answeredAt } = await reportOfHers(tx, id);
  if (answeredAt) throw new Refusal("conflict", "This report has an answer already.", { faults: { reason: "fault.answered" } });
  const { rows } = await sql<{ done: boolean }>`select tell_more(${id}, ${reason}, ${words}) as done`.execute(tx);
  if (!rows[0]?.done) throw new Refusal("conflict", "This report has an answer already.", { faults: { reason: "fault.answered" } });
}

/** What she reported, as she may see it again: without the words, which she need not meet twice. */
export interface Report {
  id: ReportId;
  spaceId: SpaceId;
  number: number;
  alias: string;
  saidAt: Date;
  reason: Reason;
  words: string;
  madeAt: Date;
  claimedAt: Date | null;
  answeredAt: Date | null;
  outcome: Outcome | null;
  answer: string | null;
}

const hers = (tx: Transaction) =>
  tx
    .selectFrom("moderation_report")
    .select(["id", "space_id as spaceId", "number", "alias", "said_at as saidAt", "reason", "words", "made_at as madeAt"])
    .select(["claimed_at as claimedAt", "answered_at as answeredAt", "outcome", "answer"]);

/** The hundred latest of her reports, the newest first. */
export async function reportsOfHers(tx: Transaction): Promise<Report[]> {
  return await hers(tx).orderBy("made_at", "desc").orderBy("id", "desc").limit(SHOWN).execute();
}

/** One report of hers; another's does not exist. */
export async function reportOfHers(tx: Transaction, id: ReportId): Promise<Report> {
  return await hers(tx)
    .where("id", "=", id)
    .executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such report of yours."));
}

/** Whether she ever reported anything. */
export async function hasReports(tx: Transaction): Promise<boolean> {
  return (await tx.selectFrom("moderation_report").select("id").limit(1).executeTakeFirst()) !== undefined;
}
