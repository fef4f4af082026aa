import type { Generated } from "kysely";
import { z } from "zod";
import type { PersonId } from "#domains/people";
import type { Database, Transaction } from "#foundation/database";
import { state } from "#foundation/facts";
import { Refusal } from "#foundation/refusal";
import type { SpaceId } from "./space.ts";

declare module "#foundation/database" {
  interface Tables {
    space_message: { id: string; space_id: SpaceId; seq: number; author_id: PersonId; body: string; said_at: Generated<Date> };
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "space.message-said": { messageId: string; seq: number };
  }
}

const Words = z.string().trim().min(1).max(4000);
const PAGE_SIZE = 50;

/** Says something in a space, once per `id`. Who may speak is decided by the policy `members_speak`, not here. */
export async function say(tx: Transaction, message: { id: string; spaceId: SpaceId; authorId: PersonId; body: unknown }): Promise<number> {
  const words = Words.safeParse(message.body);
  if (!words.success) throw new Refusal("invalid", "A message has between 1 and 4000 characters.");
  // The row lock makes speakers of one space queue, so numbers become visible in order and a reader never meets a hole.
  const space = tx.selectFrom("space").select("last_seq").where("id", "=", message.spaceId).forUpdate();
  const { last_seq } = await space.executeTakeFirstOrThrow(() => new Refusal("not-allowed", "Only members speak here."));
  const earlier = await tx.selectFrom("space_message").select(["seq", "author_id"]).where("id", "=", message.id).executeTakeFirst();
  if (earlier?.author_id === message.authorId) return earlier.seq;
  const seq = last_seq + 1;
  await tx.updateTable("space").set({ last_seq: seq }).where("id", "=", message.spaceId).execute();
  await tx
    .insertInto("space_message")
    .values({ id: message.id, space_id: message.spaceId, seq, author_id: message.authorId, body: words.data })
    .execute();
  await state(tx, "space.message-said", message.spaceId, { messageId: message.id, seq });
  return seq;
}

/** A message as every page and every live listener shows it. */
export interface Message {
  seq: number;
  author: string;
  body: string;
  saidAt: string;
}

/** The newest page of a conversation, oldest first. A person outside the space sees an empty one. */
export async function newestIn(tx: Transaction, spaceId: SpaceId): Promise<Message[]> {
  const rows = await messages(tx, spaceId).orderBy("seq", "desc").execute();
  return rows.toReversed().map(shown);
}

/** What came after `seq`, oldest first: the feed. Read once for all listeners, each of whom was let in as a member. */
export async function saidAfter(db: Database, spaceId: SpaceId, seq: number): Promise<Message[]> {
  const rows = await messages(db, spaceId).where("seq", ">", seq).orderBy("seq").execute();
  return rows.map(shown);
}

function messages(on: Database | Transaction, spaceId: SpaceId) {
  return on
    .selectFrom("space_message")
    .innerJoin("person", "person.id", "space_message.author_id")
    .select(["seq", "body", "said_at", "person.name as author"])
    .where("space_id", "=", spaceId)
    .limit(PAGE_SIZE);
}

const shown = ({ said_at, ...row }: Omit<Message, "saidAt"> & { said_at: Date }): Message => ({ ...row, saidAt: said_at.toISOString() });
