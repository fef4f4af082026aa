import { sql, type ColumnType, type Generated } from "kysely";
import { z } from "zod";
import type { PersonId } from "#domains/people";
import type { Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";

export const SpaceId = z.uuid().brand<"space">();
export type SpaceId = z.infer<typeof SpaceId>;

declare module "#foundation/database" {
  interface Tables {
    space: { id: SpaceId; title: string; invitation: Generated<string>; last_seq: ColumnType<number, never, number> };
    space_member: { space_id: SpaceId; person_id: PersonId };
  }
}

/** Begins a circle whose first member is the one who asks. */
export async function beginSpace(tx: Transaction, id: SpaceId, title: string): Promise<void> {
  await sql`select begin_space(${id}, ${title})`.execute(tx);
}

/** Whoever holds the invitation may join, once or many times. */
export async function joinSpace(tx: Transaction, invitation: string): Promise<SpaceId> {
  const { rows } = await sql<{ id: SpaceId | null }>`select join_space(${invitation}) as id`.execute(tx);
  if (!rows[0]?.id) throw new Refusal("not-found", "This invitation leads nowhere.");
  return rows[0].id;
}

/** The space, with the number of its members. To someone outside it does not exist. */
export async function spaceSeen(tx: Transaction, id: SpaceId) {
  return await tx
    .selectFrom("space")
    .select((eb) => [
      "id",
      "title",
      "invitation",
      "last_seq",
      eb.selectFrom("space_member").whereRef("space_id", "=", "space.id").select(eb.fn.countAll<string>().as("count")).as("members"),
    ])
    .where("id", "=", id)
    .executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such space for you."));
}

export async function mySpaces(tx: Transaction) {
  return await tx.selectFrom("space").select(["id", "title"]).orderBy("title").limit(100).execute();
}
