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
    if (isOn) await putUp(tx, space, message);
    else await tx.deleteFrom("space_pin").where("space_id", "=", space.id).where("message_id", "=", message).execute();
    const kind = isOn ? "pinned" : "unpinned";
    return { event: { kind, message }, fact: { kind: "spaces.message-pinned", about: { message, isOn } }, result: undefined };
  });
}

async function putUp(tx: Transaction, space: Seen, message: MessageId): Promise<void> {
  const found = tx.selectFrom("space_message").select("id").where("id", "=", message).where("space_id", "=", space.id).where("removed_at", "is", null);
  await found.executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such message for you to pin."));
  const pins = await tx.selectFrom("space_pin").select("message_id").where("space_id", "=", space.id).execute();
  if (pins.some(({ message_id }) => message_id === message)) return;
  if (pins.length >= PINS) throw new Refusal("conflict", "Three messages can be pinned. Take one down first.", { faults: { pin: "fault.pins" } });
  await tx.insertInto("space_pin").values({ space_id: space.id, message_id: message }).execute();
}
