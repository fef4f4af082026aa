import { sql, type Generated, type GeneratedAlways } from "kysely";
import { z } from "zod";
import type { Database, Transaction } from "#foundation/database";
import { state } from "#foundation/facts";
import { line } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import { Country } from "./country.ts";

export const NumberId = z.uuid().brand<"help-number">();
export type NumberId = z.infer<typeof NumberId>;

/** What a number is for, the most urgent first. */
export const kinds = ["emergency", "crisis", "violence", "cancer", "hospital"] as const;
export type NumberKind = (typeof kinds)[number];

/** Letters; and numbers of the whole network, which all lie on each phone. */
export const LIMITS = { name: 80, phone: 40, hours: 120, languages: 120, note: 300, source: 300, numbers: 300 } as const;

interface About {
  country: string;
  kind: NumberKind;
}
declare module "#foundation/facts" {
  interface Facts {
    /** `subject` is the number. */
    "safety.number-entered": About;
    "safety.number-corrected": About;
    "safety.number-confirmed": About;
    "safety.number-withdrawn": About;
  }
}
declare module "#foundation/database" {
  interface Tables {
    help_number: Entered & { id: Generated<NumberId>; checked_on: string | null; made_at: GeneratedAlways<Date> };
  }
}

const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;
const asciiDigit = (digit: string): string =>
  `${(digit.charCodeAt(0) - (digit >= "\uff10" ? 0xff10 : digit >= "\u06f0" ? 0x6f0 : 0x660)) % 10}`;
const SHORT = /^[0-9]( ?[0-9]){1,14}$/;
const WORLDWIDE = /^\+[1-9]( ?[0-9]){6,14}$/;

/** A number as it is dialled: from abroad with + and the country's code, or as in its country; at most 15 digits, grouped by single blanks. */
export const Phone = line(LIMITS.phone).transform((typed, context) => {
  const plain = typed.replace(OTHER_DIGITS, asciiDigit).replace("\uff0b", "+");
  const phone = plain.replaceAll(/[\s().\-\u2010-\u2015/\u2068\u2069\u200e]+/gu, " ").trim();
  const hasTrunkZero = /\(\s*0\s*\)/.test(plain); // "+44 (0)20" dials a wrong number
  if (hasTrunkZero || !(SHORT.test(phone) || WORLDWIDE.test(phone))) context.addIssue({ code: "custom", message: "fault.phone" });
  return phone;
});

export const Entering = z.object({
  country: Country,
  kind: z.enum(kinds, { error: "fault.choice" }),
  name: line(LIMITS.name),
  phone: Phone,
  hours: line(LIMITS.hours),
  languages: line(LIMITS.languages),
  note: line(LIMITS.note, 0).default(""),
  source: line(LIMITS.source),
});
export type Entered = z.infer<typeof Entering>;

/** A number of help. `checkedOn` is the day on which someone called it, as YYYY-MM-DD; it is old after six months without that. */
export interface HelpNumber extends Entered {
  id: NumberId;
  checkedOn: string | null;
  isOld: boolean;
}

/** As a telephone takes it. */
export const dialled = (phone: string): string => phone.replaceAll(" ", "");

const absent = () => new Refusal("not-found", "There is nothing at this address.");
const byUrgency = (one: HelpNumber, other: HelpNumber) =>
  kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || (one.name < other.name ? -1 : 1);

const all = (tx: Database["person"]) =>
  tx
    .selectFrom("help_number")
    .select(["id", "country", "kind", "name", "phone", "hours", "languages", "note", "source"])
    .select([
      sql<string | null>`to_char(checked_on, 'YYYY-MM-DD')`.as("checkedOn"),
      sql<boolean>`coalesce(checked_on < (now() at time zone 'UTC')::date - interval '6 months', false)`.as("isOld"),
    ])
    .limit(LIMITS.numbers);

/** What everyone is shown, in every country: what was confirmed. The most urgent first. */
export async function confirmedNumbers(db: Database): Promise<HelpNumber[]> {
  return (await all(db.person).where("checked_on", "is not", null).execute()).toSorted(byUrgency);
}

/** All numbers, for a steward. */
export async function numbers(tx: Transaction): Promise<HelpNumber[]> {
  return (await all(tx).execute()).toSorted(byUrgency);
}

/** One number, for a steward. Not-found when there is none. */
export async function numberOf(tx: Transaction, id: NumberId): Promise<HelpNumber> {
  const found = await all(tx).where("id", "=", id).executeTakeFirst();
  if (!found) throw absent();
  return found;
}

/** Enters a number, by a steward; nobody is shown it before it is confirmed. Stated: safety.number-entered. */
export async function enterNumber(tx: Transaction, entered: Entered): Promise<NumberId> {
  const { count } = await tx
    .selectFrom("help_number")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) >= LIMITS.numbers) throw new Refusal("too-many", "There are too many numbers.", { faults: { phone: "fault.full" } });
  const { id } = await tx.insertInto("help_number").values(entered).returning("id").executeTakeFirstOrThrow().catch(takenAlready);
  await state(tx, "safety.number-entered", id, aboutOf(entered));
  return id;
}

/** Corrects a number, by a steward. Another number, or someone else who answers, has to be confirmed again. Stated: safety.number-corrected. */
export async function correctNumber(tx: Transaction, id: NumberId, entered: Entered): Promise<void> {
  const corrected = tx.updateTable("help_number").set(entered).where("id", "=", id).returning("id");
  if (!(await corrected.executeTakeFirst().catch(takenAlready))) throw absent();
  await state(tx, "safety.number-corrected", id, aboutOf(entered));
}

/**
 * Says that a steward has called this number and that it is right today. Conflict when the number has become another since she saw it.
 * Stated: safety.number-confirmed.
 */
export async function confirmNumber(tx: Transaction, id: NumberId, phone: string): Promise<void> {
  const today = sql<string>`(now() at time zone 'UTC')::date`;
  const confirmed = tx.updateTable("help_number").set({ checked_on: today }).where("id", "=", id).where("phone", "=", phone);
  const done = await confirmed.returning(["country", "kind"]).executeTakeFirst();
  if (done) return await state(tx, "safety.number-confirmed", id, done);
  await numberOf(tx, id);
  throw new Refusal("conflict", "The number was changed meanwhile.", { faults: { phone: "fault.changed" } });
}

/** Takes a number out, by a steward. Stated: safety.number-withdrawn. */
export async function withdrawNumber(tx: Transaction, id: NumberId): Promise<void> {
  const gone = await tx.deleteFrom("help_number").where("id", "=", id).returning(["country", "kind"]).executeTakeFirst();
  if (!gone) throw absent();
  await state(tx, "safety.number-withdrawn", id, gone);
}

const aboutOf = ({ country, kind }: Entered): About => ({ country, kind });

function takenAlready(error: unknown): never {
  const isTaken = error instanceof Error && "constraint" in error && error.constraint === "help_number_once";
  throw isTaken ? new Refusal("conflict", "This number stands here already.", { faults: { phone: "fault.taken" } }) : error;
}
