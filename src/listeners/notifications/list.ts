import { sql } from "kysely";
import { atMyDoors, myRooms } from "#domains/spaces";
import type { Transaction } from "#foundation/database";
import type { NotificationKind } from "./tables.ts";

const MOST_SHOWN = 100;

/** One line of what is new for her. `room` is the title of the room it is about, where there is one. */
export interface Waiting {
  kind: NotificationKind;
  subject: string;
  isNamed: boolean;
  since: Date;
  room: string | undefined;
}

const mine = (tx: Transaction) =>
  tx
    .selectFrom("notification")
    .select(["kind", "subject", "is_named as isNamed", "since_at as since"])
    .where("person_id", "=", sql<string>`(select me())`)
    .orderBy("since_at", "desc")
    .limit(MOST_SHOWN);

/** What is still new for her, the newest first: a room only while something in it is unread and it is not quiet, a door only while someone waits at it. */
export async function waitingForMe(tx: Transaction, now = new Date()): Promise<Waiting[]> {
  const notices = await mine(tx).execute();
  if (notices.length === 0) return [];
  const rooms = await myRooms(tx);
  const offers = await sql<{ space: string }>`select space_id as space from offers_to_me()`.execute(tx);
  const isLoud = new Map(rooms.map(({ id, unread, mutedUntil }) => [String(id), unread > 0 && !(mutedUntil && mutedUntil > now)]));
  const knocked = new Set((await atMyDoors(tx)).map(({ space }) => String(space)));
  const titles = new Map(rooms.map(({ id, title }) => [String(id), title]));
  const offered = new Set(offers.rows.map(({ space }) => space));
  return notices
    .filter(({ kind, subject }) => {
      if (kind === "room") return isLoud.get(subject);
      return kind === "offer" ? offered.has(subject) : kind === "asked" ? knocked.has(subject) : true;
    })
    .map((notice) => ({ ...notice, room: titles.get(notice.subject) }));
}

/** How much waits besides new words in rooms, which the list of rooms counts itself. */
export async function countOthers(tx: Transaction): Promise<number> {
  return (await waitingForMe(tx)).filter(({ kind }) => kind !== "room").length;
}

/** She has seen it: it leaves the list, and is told no more until something new comes. What is unread stays unread. */
export async function seeAll(tx: Transaction): Promise<void> {
  await tx
    .deleteFrom("notification")
    .where("person_id", "=", sql<string>`(select me())`)
    .execute();
}
