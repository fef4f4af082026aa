import { z } from "zod";
import type { Tables, Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { inTurn } from "./log.ts";
import type { MessageId } from "./say.ts";
import type { MemberId, Seen, SpaceId } from "./space.ts";

/** Six gentle ones; none that puts down, none that laughs. */
export const reactions = ["heart", "hug", "candle", "strength", "thanks", "me-too"] as const;
export const Reaction = z.enum(reactions);
export type Reaction = z.infer<typeof Reaction>;

declare module "#foundation/database" {
  interface Tables {
    space_reaction: { message_id: MessageId; member_id: MemberId; space_id: SpaceId; kind: Reaction };
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "spaces.message-felt": { message: string; member: string; kind: Reaction; isOn: boolean };
  }
}

/** Sets or takes back one's reaction; setting it twice is setting it once. Returns how many now feel so. */
export async function feel(tx: Transaction, space: Seen, message: MessageId, kind: Reaction, isOn: boolean): Promise<number> {
  return await inTurn(tx, space, async () => {
    const found = tx
      .selectFrom("space_message")
      .select("id")
      .where("id", "=", message)
      .where("space_id", "=", space.id)
      .where("removed_at", "is", null);
    await found.executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such message for you."));
    const hasChanged = await (isOn ? begin : end)(tx, { space_id: space.id, message_id: message, member_id: space.memberId, kind });
    const counted = tx
      .selectFrom("space_reaction")
      .select((eb) => eb.fn.countAll<string>().as("count"))
      .where("message_id", "=", message)
      .where("kind", "=", kind);
    const count = Number((await counted.executeTakeFirstOrThrow()).count);
    if (!hasChanged) return { result: count };
    const event = { kind: "reacted", message, about: { reaction: kind, count, isOn, from: space.memberId } } as const;
    const about = { message, member: space.memberId, kind, isOn };
    return { result: count, trace: { event, fact: { kind: "spaces.message-felt", about } } };
  });
}

async function begin(tx: Transaction, mine: Tables["space_reaction"]): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto("space_reaction")
    .values(mine)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

async function end(tx: Transaction, mine: Tables["space_reaction"]): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("space_reaction")
    .where((eb) => eb.and(mine))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
