import { sql, type Generated } from "kysely";
import type { Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { LeftOut } from "./history.ts";
import { inTurn } from "./log.ts";
import type { RemovedBy } from "./parts/message.tsx";
import type { MessageId } from "./say.ts";
import type { MemberId, Seen, SpaceId } from "./space.ts";
import type { TopicId } from "./topic.ts";

export const EDIT_MINUTES = 15;
export const UNDO_MINUTES = 2;

declare module "#foundation/database" {
  interface Tables {
    space_message: {
      id: MessageId;
      space_id: SpaceId;
      seq: string;
      member_id: MemberId | null;
      topic_id: TopicId | null;
      reply_to: MessageId | null;
      words: string;
      mentions: string[] | null;
      said_at: Generated<Date>;
      edited_at: Date | null;
      removed_at: Date | null;
      removed_by: RemovedBy | null;
      origin: "whatsapp" | "telegram" | null;
      left_out: LeftOut | null;
    };
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "spaces.message-edited": { message: string; member: string };
    "spaces.message-removed": { message: string; member?: string; by: RemovedBy };
  }
}

/** Whether an author may still change her words; the page asks the same question. */
export const isFresh = (saidAt: Date, minutes: number, now = new Date()): boolean => now.getTime() - saidAt.getTime() < minutes * 60_000;

async function messageIn(tx: Transaction, space: Seen, id: MessageId) {
  return await tx
    .selectFrom("space_message")
    .select(["member_id", "said_at", "removed_at"])
    .where("id", "=", id)
    .where("space_id", "=", space.id)
    .executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such message for you."));
}

/** Changes one's own words, up to 15 minutes after they were said; a mark says so. */
export async function edit(tx: Transaction, space: Seen, id: MessageId, words: string): Promise<void> {
  await inTurn(tx, space, async () => {
    const message = await messageIn(tx, space, id);
    if (message.member_id !== space.memberId || message.removed_at) throw new Refusal("not-found", "There is no such message of yours.");
    if (!isFresh(message.said_at, EDIT_MINUTES))
      throw new Refusal("conflict", "Words can be changed for 15 minutes.", { faults: { text: "fault.late" } });
    await tx.updateTable("space_message").set({ words, edited_at: new Date() }).where("id", "=", id).execute();
    const about = { message: id, member: space.memberId };
    return { result: undefined, trace: { event: { kind: "edited", message: id }, fact: { kind: "spaces.message-edited", about } } };
  });
}

/** Takes words out of the room: one's own at any time, anyone's by a facilitator. What remains is that something stood here. Twice is once. */
export async function remove(tx: Transaction, space: Seen, id: MessageId): Promise<void> {
  await inTurn(tx, space, async () => {
    const message = await messageIn(tx, space, id);
    const by = message.member_id === space.memberId ? "author" : "facilitator";
    if (by === "facilitator" && space.part !== "facilitator") throw new Refusal("not-found", "There is no such message of yours.");
    if (message.removed_at) return { result: undefined };
    const gone = { words: "", removed_at: new Date(), removed_by: by } as const;
    const { numUpdatedRows } = await tx.updateTable("space_message").set(gone).where("id", "=", id).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal("not-found", "There is no such message for you to remove.");
    const about = { message: id, member: space.memberId, by } as const;
    return {
      result: undefined,
      trace: { event: { kind: "removed", message: id, about: { by } }, fact: { kind: "spaces.message-removed", about } },
    };
  });
}

/** Who said a message of this room, as others see it. Not-found where nobody who was ever here did. */
export async function authorOf(tx: Transaction, space: SpaceId, id: MessageId): Promise<{ member: MemberId; alias: string }> {
  const { rows } = await sql<{ member: MemberId; alias: string }>`
    select a.id as member, a.alias from space_message m cross join lateral authors(m.space_id, array[m.member_id]) a
    where m.id = ${id} and m.space_id = ${space}`.execute(tx);
  if (!rows[0]) throw new Refusal("not-found", "There is no such message for you.");
  return rows[0];
}

/** A message's place in its room's log. */
export async function seqOf(tx: Transaction, space: SpaceId, id: MessageId): Promise<number> {
  const row = tx.selectFrom("space_message").select("seq").where("id", "=", id).where("space_id", "=", space);
  return Number((await row.executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such message for you."))).seq);
}
