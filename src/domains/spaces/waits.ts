import { sql } from "kysely";
import type { Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { offersToMe, type Offer, type RequestId } from "./membership.ts";
import type { SpaceId, SpaceKind } from "./space.ts";

const MOST_SHOWN = 50;

/** What she asked at a room's door, and nobody has answered yet. */
export interface Asking {
  id: RequestId;
  space: SpaceId;
  /** As she may see the room now; null when its door was closed since. */
  title: string | null;
  kind: SpaceKind | null;
  alias: string;
  words: string;
  askedAt: Date;
}

/** A room she cares for, with how many wait at its door, and since when the first of them does. */
export interface AtDoor {
  space: SpaceId;
  title: string;
  count: number;
  since: Date;
}

/** What stands on her start page before her rooms: what others wait for from her, and what she waits for. */
export interface Waits {
  offers: Offer[];
  doors: AtDoor[];
  asked: Asking[];
}

export async function waitsOf(tx: Transaction): Promise<Waits> {
  return { offers: await offersToMe(tx), doors: await atMyDoors(tx), asked: await askedByMe(tx) };
}

/** Where she has asked to come in, the longest waiting first; not where she came in by another way meanwhile. */
export async function askedByMe(tx: Transaction): Promise<Asking[]> {
  const { rows } = await sql<Asking>`
    select r.id, r.space_id as space, s.title, s.kind, r.alias, r.words, r.asked_at as "askedAt"
    from space_request r left join space s on s.id = r.space_id
    where r.person_id = (select me()) and r.answered_at is null and not r.is_offer and r.space_id <> all (array(select * from my_spaces()))
    order by r.asked_at, r.id limit ${MOST_SHOWN}`.execute(tx);
  return rows;
}

/** The rooms she cares for at whose doors someone waits, the longest waiting first. */
export async function atMyDoors(tx: Transaction): Promise<AtDoor[]> {
  const { rows } = await sql<AtDoor>`
    select s.id as space, s.title, count(*)::int as count, min(r.asked_at) as since
    from space s cross join lateral requests_at(s.id) r
    where s.id = any (array(select * from my_facilitated())) and s.archived_at is null
    group by s.id, s.title order by since, s.id limit ${MOST_SHOWN}`.execute(tx);
  return rows;
}

/** Takes back what she asked at a door. Not-found when it is not hers, or was answered. */
export async function takeBack(tx: Transaction, request: RequestId): Promise<void> {
  const { rows } = await sql`
    delete from space_request where id = ${request} and person_id = (select me()) and answered_at is null and not is_offer returning id`.execute(
    tx,
  );
  if (rows.length === 0) throw new Refusal("not-found", "There is no such request of hers.");
}
