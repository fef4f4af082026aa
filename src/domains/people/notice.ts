import { sql, type Generated } from "kysely";
import type { Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";

/** The version whose words stand in `words/`. A change of those words is a new version: add it to `privacy_notice`, and raise this. */
export const NOTICE_VERSION = 1;

declare module "#foundation/database" {
  interface Tables {
    privacy_notice: { version: number; published_on: string };
    privacy_notice_seen: { person_id: string; version: number; locale: Locale; seen_at: Generated<Date> };
  }
}

/** Keeps which version of the notice she was shown, and in which language. */
export async function keepNoticeSeen(tx: Transaction, personId: string, version: number, locale: Locale): Promise<void> {
  await tx
    .insertInto("privacy_notice_seen")
    .values({ person_id: personId, version, locale })
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Whether she has been shown the notice as it stands today. */
export async function hasSeenNotice(tx: Transaction): Promise<boolean> {
  const seen = tx
    .selectFrom("privacy_notice_seen")
    .select("version")
    .where("person_id", "=", sql<string>`(select me())`);
  return (await seen.where("version", "=", NOTICE_VERSION).executeTakeFirst()) !== undefined;
}
