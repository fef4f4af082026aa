import { z } from "zod";
import { sql } from "kysely";
import type { PersonId } from "#domains/people";
import type { Transaction } from "#foundation/database";

export const paces = ["now", "twice", "weekly"] as const;
export type Pace = (typeof paces)[number];

/** How and when she wants to be told. Hours are whole hours of her own clock; quiet from an hour to itself means never. */
export interface Choice {
  byPush: boolean;
  byMail: boolean;
  pace: Pace;
  firstHour: number;
  secondHour: number;
  /** 1 is Monday. */
  weekday: number;
  quietFrom: number;
  quietTo: number;
  mostADay: number;
}

/** As it is until she says otherwise: on the pages only; and if by push or letter, at most three times a day and not at night. */
export const unchosen: Choice = {
  byPush: false,
  byMail: false,
  pace: "now",
  firstHour: 9,
  secondHour: 18,
  weekday: 1,
  quietFrom: 22,
  quietTo: 7,
  mostADay: 3,
};

const fault = { error: "fault.choice" };
const hour = z.coerce.number(fault).int("fault.choice").min(0, "fault.choice").max(23, "fault.choice");
const tick = z
  .literal("yes", fault)
  .optional()
  .transform((said) => said === "yes");

/** The form in which she chooses. */
export const Chosen = z.object({
  push: tick,
  mail: tick,
  pace: z.enum(paces, fault),
  first: hour,
  second: hour,
  weekday: z.coerce.number(fault).int("fault.choice").min(1, "fault.choice").max(7, "fault.choice"),
  from: hour,
  to: hour,
  most: z.coerce.number(fault).int("fault.choice").min(1, "fault.choice").max(10, "fault.choice"),
});

export const columns = [
  "by_push as byPush",
  "by_mail as byMail",
  "pace",
  "first_hour as firstHour",
  "second_hour as secondHour",
  "weekday",
  "quiet_from as quietFrom",
  "quiet_to as quietTo",
  "most_a_day as mostADay",
] as const;

/** What she chose, or how it is until then. */
export async function myChoice(tx: Transaction): Promise<Choice> {
  return (
    (await tx
      .selectFrom("notification_choice")
      .select(columns)
      .where("person_id", "=", sql<string>`(select me())`)
      .executeTakeFirst()) ?? unchosen
  );
}

/** Keeps what she chose, and lets the planner look at her anew. */
export async function choose(tx: Transaction, personId: string, chosen: z.infer<typeof Chosen>): Promise<void> {
  const row = {
    by_push: chosen.push,
    by_mail: chosen.mail,
    pace: chosen.pace,
    first_hour: chosen.first,
    second_hour: chosen.second,
    weekday: chosen.weekday,
    quiet_from: chosen.from,
    quiet_to: chosen.to,
    most_a_day: chosen.most,
  };
  const insert = tx.insertInto("notification_choice").values({ person_id: personId, ...row });
  await insert.onConflict((on) => on.column("person_id").doUpdateSet(row)).execute();
  await lookSoon(tx, personId);
}

/** What she has just chosen may mean that she is to be told at another time. */
async function lookSoon(tx: Transaction, person_id: string): Promise<void> {
  const look_at = new Date();
  const insert = tx.insertInto("notification_look").values({ person_id, look_at });
  await insert.onConflict((on) => on.column("person_id").doUpdateSet({ look_at })).execute();
}

/** Her devices are told from now on: she has just said so on one of them. */
export async function tellDevices(tx: Transaction, personId: string): Promise<void> {
  const insert = tx.insertInto("notification_choice").values({ person_id: personId, by_push: true });
  await insert.onConflict((on) => on.column("person_id").doUpdateSet({ by_push: true })).execute();
  await lookSoon(tx, personId);
}

/** The time zone by which her hours count: the one of her account, whatever device she holds. */
export async function myZone(tx: Transaction): Promise<string> {
  const row = await tx
    .selectFrom("person")
    .select("zone")
    .where("id", "=", sql<PersonId>`(select me())`)
    .executeTakeFirst();
  return row?.zone ?? "UTC";
}
