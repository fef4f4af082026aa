import { sql, type ExpressionBuilder } from "kysely";
import type { Tables, Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { LeftOut } from "./history.ts";
import type { FileKind } from "./photo.ts";
import type { MemberId, SpaceId, SpaceKind, Entry } from "./space.ts";
import type { RemovedBy } from "./parts/message.tsx";

/** One line of her list of rooms. */
export interface RoomLine {
  id: SpaceId;
  kind: SpaceKind;
  title: string;
  archivedAt: Date | null;
  mutedUntil: Date | null;
  draft: string;
  memberId: MemberId;
  /** Her own name in it. */
  alias: string;
  lastWords: string | null;
  lastMember: MemberId | null;
  lastAlias: string | null;
  lastAt: Date | null;
  lastRemoved: RemovedBy | null;
  lastLeftOut: LeftOut | null;
  /** What stands there without words. */
  lastFile: FileKind | null;
  /** Someone whom she hides has spoken last: then nothing of it is here. */
  lastHidden: boolean;
  unread: number;
  named: number;
  begunAt: Date;
}

/** Her rooms, the last spoken in first; at most a hundred. */
export async function myRooms(tx: Transaction): Promise<RoomLine[]> {
  const { rows } = await sql<Omit<RoomLine, "unread" | "named"> & { unread: string; named: string }>`
    select id, kind, title, archived_at as "archivedAt", muted_until as "mutedUntil", draft, member_id as "memberId", last_words as "lastWords",
      last_member as "lastMember", last_alias as "lastAlias", last_at as "lastAt", last_removed as "lastRemoved", last_left_out as "lastLeftOut",
      last_hidden as "lastHidden", unread, named, begun_at as "begunAt", alias,
      case when last_words = '' and last_left_out is null then (select f.kind from space_message m join space_file f on f.message_id = m.id
        where m.space_id = r.id and m.said_at = r.last_at and m.member_id = r.last_member order by f.place limit 1) end as "lastFile"
    from my_rooms() r`.execute(tx);
  return rows.map((row) => ({ ...row, unread: Number(row.unread), named: Number(row.named) }));
}

/** How many messages are new in the rooms that she has not made quiet. */
export const countNews = (rooms: readonly RoomLine[], now = new Date()): number =>
  rooms.reduce((sum, { unread, mutedUntil }) => (mutedUntil !== null && mutedUntil > now ? sum : sum + unread), 0);

export interface OpenDoor {
  id: SpaceId;
  kind: SpaceKind;
  entry: Entry;
  title: string;
  startHere: string;
  /** Whether she is in already. */
  isMine: boolean;
}

const DOORS = 30;
const shown = ["id", "kind", "entry", "title", "start_here as startHere"] as const;
const isMine = (eb: ExpressionBuilder<Tables, "space">) =>
  eb
    .exists(eb.selectFrom("space_member").select("space_member.id").whereRef("space_id", "=", "space.id").where("ended_at", "is", null))
    .$castTo<boolean>();

/** Where a page of open doors ended; the id keeps apart those of one title. */
export type LastDoor = Pick<OpenDoor, "title" | "id">;

/** Groups and communities with an open door, by title; `after` is the last of the page before. Keyset paging, thirty at a time. */
export async function openDoors(tx: Transaction, after?: LastDoor): Promise<{ doors: OpenDoor[]; next: LastDoor | undefined }> {
  const rows = await tx
    .selectFrom("space")
    .select((eb) => [...shown, isMine(eb).as("isMine")])
    .where("entry", "!=", "invitation")
    .where("archived_at", "is", null)
    .where(after ? sql<boolean>`(title, id) > (${after.title}, ${after.id})` : sql<boolean>`true`)
    .orderBy("title")
    .orderBy("id")
    .limit(DOORS + 1)
    .execute();
  const doors = rows.slice(0, DOORS);
  return { doors, next: rows.length > DOORS ? doors.at(-1) : undefined };
}

/** One open door by its id; not-found for a closed one, as for none. */
export async function openDoor(tx: Transaction, id: SpaceId): Promise<OpenDoor> {
  return await tx
    .selectFrom("space")
    .select((eb) => [...shown, isMine(eb).as("isMine")])
    .where("id", "=", id)
    .where("entry", "!=", "invitation")
    .where("archived_at", "is", null)
    .executeTakeFirstOrThrow(() => new Refusal("not-found", "This door leads nowhere."));
}
