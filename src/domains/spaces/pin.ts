import type { Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { inTurn } from "./log.ts";
import type { MessageId } from "./say.ts";
import type { Seen, SpaceId } from "./space.ts";

const PINS = 3;

declare module "#foundation/database" {
  interface Tables {
    space_pin: { space_id: SpaceId; message_id: MessageId };
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "spaces.message-pinned": { message: string; isOn: boolean };
  }
}

/** Puts a message where everyone finds it, or takes it down. At most three; by a facilitator, in a circle or pair by anyone who cares for it. */
export async function pin(tx: Transaction, space: Seen, message: MessageId, isOn: boolean): Promise<void> {
  if (space.part !== "facilitator") throw new Refusal("not-found", "There is no such message for you to pin.");
  await inTurn(tx, space, async () => {
    const isNew = isOn ? await putUp(tx, space, message) : await takeDown(tx, space, message);
    if (!isNew) return { result: undefined };
    const kind = isOn ? "pinned" : "unpinned";
    return { result: undefined, trace: { event: { kind, message }, fact: { kind: "spaces.message-pinned", about: { message, isOn } } } };
  });
}

async function putUp(tx: Transaction, space: Seen, message: MessageId): Promise<boolean> {
  const found = tx.selectFrom("space_message").select("id").where("id", "=", message).where("space_id", "=", space.id);
  await found
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such message for you to pin."));
  const pinned = tx.selectFrom("space_pin").innerJoin("space_message", "space_message.id", "message_id").select("message_id");
  const pins = await pinned.where("space_pin.space_id", "=", space.id).where("removed_at", "is", null).execute();
  if (pins.some(({ message_id }) => message_id === message)) return false;
  if (pins.length >= PINS)
    throw new Refusal("conflict", "Three messages can be pinned. Take one down first.", { faults: { pin: "fault.pins" } });
  await tx.insertInto("space_pin").values({ space_id: space.id, message_id: message }).execute();
  return true;
}

async function takeDown(tx: Transaction, space: Seen, message: MessageId): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("space_pin")
    .where("space_id", "=", space.id)
    .where("message_id", "=", message)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
