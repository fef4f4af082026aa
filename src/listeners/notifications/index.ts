import { PersonId } from "#domains/people";
import { SpaceId } from "#domains/spaces";
import type { Database } from "#foundation/database";
import type { Fact, Listener } from "#foundation/facts";

declare module "#foundation/database" {
  interface Tables {
    notification: { person_id: PersonId; fact_id: string };
  }
}

/** Leaves a note for every other member of the space. Twice is once: the key forbids a second. */
async function work(db: Database, fact: Fact<"space.message-said">): Promise<void> {
  const others = db
    .selectFrom("space_member")
    .select((eb) => ["person_id", eb.val(fact.id).$castTo<string>().as("fact_id")])
    .where("space_id", "=", SpaceId.parse(fact.subject))
    .where("person_id", "!=", PersonId.parse(fact.actor_id));
  await db
    .insertInto("notification")
    .columns(["person_id", "fact_id"])
    .expression(others)
    .onConflict((on) => on.doNothing())
    .execute();
}

export const notifications: Listener = { queue: "notifications", hears: "space.message-said", work };
