import { sql } from "kysely";
import type { Transaction } from "#foundation/database";
import { state } from "#foundation/facts";
import { Refusal } from "#foundation/refusal";
import type { MemberId, Seen, SpaceId } from "./space.ts";

const HIDDEN = 200; // in one room; whoever would hide more is in the wrong room

declare module "#foundation/database" {
  interface Tables {
    space_hidden: { member_id: MemberId; hidden_member: MemberId; space_id: SpaceId };
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "spaces.member-hidden": { member: string };
    "spaces.member-shown": { member: string };
  }
}

/**
 * Shows her nothing more of what someone writes in a room; nobody learns of it. Twice is once. Not-found for someone of another room and
 * for herself, conflict when she hides two hundred. Stated about her own membership, so that her open feeds come back with her choice.
 */
export async function hide(tx: Transaction, space: Seen, member: MemberId): Promise<void> {
  if (member === space.memberId) throw new Refusal("not-found", "There is nobody else to hide.");
  if ((await hiddenIn(tx, space)).length >= HIDDEN)
    throw new Refusal("conflict", "Two hundred people are hidden here; show some of them again first.");
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto("space_hidden")
    .values({ member_id: space.memberId, hidden_member: member, space_id: space.id })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows > 0n) await state(tx, "spaces.member-hidden", space.memberId, { member });
}

/** Shows her again what someone writes. Not-found when she does not hide them. */
export async function showAgain(tx: Transaction, space: Seen, member: MemberId): Promise<void> {
  const hers = tx.deleteFrom("space_hidden").where("member_id", "=", space.memberId).where("hidden_member", "=", member);
  const { numDeletedRows } = await hers.executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal("not-found", "You hide nobody of that name.");
  await state(tx, "spaces.member-shown", space.memberId, { member });
}

export interface HiddenMember {
  id: MemberId;
  alias: string;
}

/** Whom she hides in a room, by alias. */
export async function hiddenIn(tx: Transaction, space: Seen): Promise<HiddenMember[]> {
  const { rows } = await sql<HiddenMember>`
    select a.id, a.alias
    from authors(${space.id}, array(select hidden_member from space_hidden where member_id = ${space.memberId})) a
    order by a.alias`.execute(tx);
  return rows;
}
