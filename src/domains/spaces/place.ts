import { sql } from "kysely";
import { z } from "zod";
import type { Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { MemberId, Seen, SpaceId } from "./space.ts";
import type { TopicId } from "./topic.ts";

export const mutings = ["8h", "week", "always", "off"] as const;
export const Muting = z.enum(mutings);
export type Muting = z.infer<typeof Muting>;

const HOUR_MS = 3_600_000;
const LENGTHS: Record<Muting, number | null> = { "8h": 8 * HOUR_MS, week: 168 * HOUR_MS, always: 100 * 365 * 24 * HOUR_MS, off: null };

export interface Quiet {
  until: Date;
  isAlways: boolean;
}

declare module "#foundation/database" {
  interface Tables {
    space_place: {
      member_id: MemberId;
      space_id: SpaceId;
      read_seq: string | number;
      muted_until: Date | null;
      draft: string;
      draft_at: Date | null;
    };
    space_topic_place: { member_id: MemberId; topic_id: TopicId; read_seq: string | number; muted_until: Date | null };
  }
}

/** Remembers how far she has read; never moves back. In one topic, only that topic is read. */
export async function readUpTo(tx: Transaction, space: Seen, seq: number, topic?: TopicId): Promise<void> {
  const read = Math.min(seq, space.lastSeq);
  if (!topic) {
    const further = tx
      .updateTable("space_place")
      .set({ read_seq: read })
      .where("member_id", "=", space.memberId)
      .where("read_seq", "<", read);
    await further.execute();
    return;
  }
  await mustBeHere(tx, space, topic);
  await tx
    .insertInto("space_topic_place")
    .values({ member_id: space.memberId, topic_id: topic, read_seq: read, muted_until: null })
    .onConflict((on) => on.columns(["member_id", "topic_id"]).doUpdateSet({ read_seq: sql`greatest(space_topic_place.read_seq, ${read})` }))
    .execute();
}

/** Leaves what was said since then unread, as if she had not been here; never moves forward. */
export async function unreadSince(tx: Transaction, space: Seen, since: Date): Promise<void> {
  const seen = tx.selectFrom("space_message").select("seq").where("space_id", "=", space.id).where("said_at", "<", since);
  const last = await seen.orderBy("seq", "desc").limit(1).executeTakeFirst();
  const read = Number(last?.seq ?? 0);
  const back = tx.updateTable("space_place").set({ read_seq: read }).where("member_id", "=", space.memberId).where("read_seq", ">", read);
  await back.execute();
}

/** Until when the room is quiet for her; null when it is not. `isAlways`: so far ahead that it is for good. */
export async function quietIn(tx: Transaction, space: Seen): Promise<Quiet | null> {
  const row = await tx.selectFrom("space_place").select("muted_until").where("member_id", "=", space.memberId).executeTakeFirst();
  const until = row?.muted_until;
  return until && until.getTime() > Date.now() ? { until, isAlways: until.getTime() - Date.now() > LENGTHS.week! * 2 } : null;
}

/** Makes a room, or one topic of it, quiet for a while, for always, or no more. */
export async function mute(tx: Transaction, space: Seen, muting: Muting, topic?: TopicId): Promise<void> {
  const length = LENGTHS[muting];
  const muted_until = length === null ? null : new Date(Date.now() + length);
  if (!topic) {
    await tx.updateTable("space_place").set({ muted_until }).where("member_id", "=", space.memberId).execute();
    return;
  }
  await mustBeHere(tx, space, topic);
  await tx
    .insertInto("space_topic_place")
    .values({ member_id: space.memberId, topic_id: topic, read_seq: 0, muted_until })
    .onConflict((on) => on.columns(["member_id", "topic_id"]).doUpdateSet({ muted_until }))
    .execute();
}

/** A topic of another room is none here. */
async function mustBeHere(tx: Transaction, space: Seen, topic: TopicId): Promise<void> {
  const found = tx.selectFrom("space_topic").select("id").where("id", "=", topic).where("space_id", "=", space.id);
  await found.executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such topic for you."));
}

/** Keeps what she has begun to write, on the server, so that it is there on any phone; empty when it was sent. */
export async function keepDraft(tx: Transaction, space: Seen, draft: string): Promise<void> {
  await tx.updateTable("space_place").set({ draft, draft_at: new Date() }).where("member_id", "=", space.memberId).execute();
}
