import { sql, type Generated } from "kysely";
import { z } from "zod";
import type { PersonId } from "#domains/people";
import { willTell, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { Alias } from "./alias.ts";

export const SpaceId = z.uuid().brand<"space">();
export type SpaceId = z.infer<typeof SpaceId>;
export const MemberId = z.uuid().brand<"member">();
export type MemberId = z.infer<typeof MemberId>;

export const kinds = ["circle", "group", "community", "pair"] as const;
export type SpaceKind = (typeof kinds)[number];
export const entries = ["open", "request", "invitation"] as const;
export type Entry = (typeof entries)[number];
export type Part = "member" | "facilitator";

declare module "#foundation/database" {
  interface Tables {
    space: {
      id: SpaceId;
      kind: SpaceKind;
      entry: Entry;
      title: string;
      start_here: string;
      organisation_id: string | null;
      begun_at: Generated<Date>;
      archived_at: Date | null;
    };
    space_counter: { space_id: SpaceId; last_seq: string; trimmed_seq: string; is_closed: boolean };
    space_member: {
      id: MemberId;
      space_id: SpaceId;
      person_id: PersonId;
      alias: string;
      alias_folded: string;
      part: Part;
      work: string;
      joined_at: Date;
      ended_at: Date | null;
      ended_how: "left" | "removed" | null;
    };
  }
}
declare module "#foundation/facts" {
  interface Facts {
    "spaces.space-begun": { kind: SpaceKind };
    "spaces.space-archived": { isOver: boolean };
  }
}

/** Begins a space; whoever begins it cares for it. Stated: spaces.space-begun, spaces.member-joined. */
export async function beginSpace(
  tx: Transaction,
  space: { id: SpaceId; kind: SpaceKind; entry: Entry; title: string; alias: Alias; organisationId?: string },
): Promise<MemberId> {
  const { id, kind, entry, title, alias, organisationId = null } = space;
  const { rows } = await sql<{ member: MemberId }>`
    select begin_space(${id}, ${kind}, ${entry}, ${title}, ${organisationId}::uuid, ${alias.shown}, ${alias.folded}) as member`.execute(tx);
  return rows[0]!.member;
}

/** A space as one of its members sees it, with her own membership. */
export interface Seen {
  id: SpaceId;
  kind: SpaceKind;
  entry: Entry;
  title: string;
  startHere: string;
  archivedAt: Date | null;
  memberId: MemberId;
  alias: string;
  part: Part;
  lastSeq: number;
}

/** The space, for a member. To anyone else it does not exist. */
export async function spaceSeen(tx: Transaction, id: SpaceId): Promise<Seen> {
  const row = await tx
    .selectFrom("space")
    .innerJoin("space_member", "space_member.space_id", "space.id")
    .innerJoin("space_counter", "space_counter.space_id", "space.id")
    .select(["space.id", "kind", "entry", "title", "start_here", "archived_at", "space_member.id as memberId", "alias", "part", "last_seq"])
    .where("space.id", "=", id)
    .where("space_member.ended_at", "is", null)
    .executeTakeFirstOrThrow(() => new Refusal("not-found", "There is no such space for you."));
  const { start_here, archived_at, last_seq, ...rest } = row;
  return { ...rest, startHere: start_here, archivedAt: archived_at, lastSeq: Number(last_seq) };
}

/** Changes what stands on the door. Only a facilitator can; to everyone else the space does not exist. */
export async function furnish(tx: Transaction, id: SpaceId, change: { title?: string; startHere?: string; entry?: Entry }): Promise<void> {
  const { startHere, ...rest } = change;
  const values = { ...rest, ...(startHere === undefined ? {} : { start_here: startHere }) };
  const { numUpdatedRows } = await tx.updateTable("space").set(values).where("id", "=", id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal("not-found", "There is no such space for you to change.");
}

/** Closes a room for words, or opens it again. It stays readable. */
export async function archive(tx: Transaction, id: SpaceId, isOver: boolean): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select archive_space(${id}, ${isOver}) as done`.execute(tx);
  if (!rows[0]?.done) throw new Refusal("not-found", "There is no such space for you to archive.");
  willTell(tx, id);
}
