import { sql } from "kysely";
import { asWorker, type Database } from "#foundation/database";
import { state } from "#foundation/facts";
import { openAccount } from "#foundation/identity";
import type { Locale } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import { PersonId } from "./person.ts";

const TOWN = 200; // people of a demo town

/** Whom someone of a demo town stands for; there is one of each. */
export interface Standing {
  as: string;
  locale: Locale;
}

/** Someone invented, for load tests and demo towns: without a phrase, so she is entered by an access token only. */
export async function inventPerson(db: Database, standing?: Standing): Promise<PersonId> {
  const { personId } = await openAccount(db, undefined, async (tx, id) => {
    const who = standing ? { invented_as: standing.as, locale: standing.locale } : {};
    await tx
      .insertInto("person")
      .values({ id: PersonId.parse(id), ...who })
      .execute();
    await state(tx, "people.person-joined", id, { notice: null });
  });
  return PersonId.parse(personId);
}

/** The people of a demo town by whom they stand for; empty where there is none. */
export async function inventedPeople(db: Database): Promise<Map<string, PersonId>> {
  const rows = await asWorker(db, (tx) =>
    tx.selectFrom("person").select(["id", "invented_as as as"]).where("invented_as", "is not", null).limit(TOWN).execute(),
  );
  return new Map(rows.flatMap(({ id, as }) => (as ? [[as, id] as const] : [])));
}

/** Marks this network as invented, for good. Throws conflict where it has no name yet, or anyone real has come. */
export async function markInvented(db: Database): Promise<void> {
  const marked = await asWorker(db, (tx) => sql<{ is: boolean }>`select mark_invented() as is`.execute(tx));
  if (!marked.rows[0]?.is) throw new Refusal("conflict", "People have come to this network.");
}

/** Whether everything and everyone here is invented. */
export async function isInvented(db: Database): Promise<boolean> {
  const row = await db.person.selectFrom("network").select("is_invented").executeTakeFirst();
  return row?.is_invented ?? false;
}
