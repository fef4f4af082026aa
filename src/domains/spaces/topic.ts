import { z } from "zod";
import type { Generated } from "kysely";
import { asWorker, type Database, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { inTurn } from "./log.ts";
import type { MemberId, Seen, SpaceId } from "./space.ts";

export const TopicId = z.uuid().brand<"topic">();
export type TopicId = z.infer<typeof TopicId>;
const TOPICS = 50; // a room with more is several rooms

declare module "#foundation/database" {
  interface Tables {
    space_topic: { id: TopicId; space_id: SpaceId; title: string; begun_by: MemberId; begun_at: Generated<Date> };
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "spaces.topic-begun": { topic: string; member: string };
  }
}

export interface Topic {
  id: TopicId;
  title: string;
}

/** A light topic inside a group: talk that can be read, muted and linked alone. Conflict when the title is there, or there are fifty. */
export async function beginTopic(tx: Transaction, space: Seen, id: TopicId, title: string): Promise<void> {
  if ((await topicsIn(tx, space.id)).length >= TOPICS)
    throw new Refusal("conflict", "A room has at most fifty topics.", { faults: { title: "fault.topics" } });
  await inTurn(tx, space, async () => {
    const begun = tx
      .insertInto("space_topic")
      .values({ id, space_id: space.id, title, begun_by: space.memberId })
      .onConflict((on) => on.columns(["space_id", "title"]).doNothing())
      .returning("id");
    if (!(await begun.executeTakeFirst()))
      throw new Refusal("conflict", "This topic is there already.", { faults: { title: "fault.taken" } });
    const about = { topic: id, member: space.memberId };
    return {
      result: undefined,
      trace: { event: { kind: "topic", about: { topic: id, title } }, fact: { kind: "spaces.topic-begun", about } },
    };
  });
}

/** Which topics titles mean in a space; one that is not there is left out. */
export async function topicsCalled(db: Database, space: SpaceId, titles: readonly string[]): Promise<Map<string, TopicId>> {
  const wanted = new Set(titles);
  const topics = await asWorker(db, (tx) => topicsIn(tx, space));
  return new Map(topics.filter(({ title }) => wanted.has(title)).map(({ id, title }) => [title, id]));
}

export async function topicsIn(tx: Transaction, space: SpaceId): Promise<Topic[]> {
  return await tx
    .selectFrom("space_topic")
    .select(["id", "title"])
    .where("space_id", "=", space)
    .orderBy("begun_at")
    .limit(TOPICS)
    .execute();
}
