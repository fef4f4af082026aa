import { sql } from "kysely";
import { asWorker, willTell, type Database, type Transaction } from "#foundation/database";
import { state } from "#foundation/facts";
import { Refusal } from "#foundation/refusal";
import { folded } from "./alias.ts";
import type { MemberId, SpaceId } from "./space.ts";
import type { TopicId } from "./topic.ts";

const ROWS = 2_000; // in one transaction
const PLACES = 1_000_000; // for each second, so that a later import finds room between
const MOST_IN_A_SECOND = PLACES / 2;
const ERA = Date.UTC(2103, 0) / 1000; // every place is below zero until then

/** What of a message did not come along; the room shows a word in its place. */
export type LeftOut = "media" | "photo" | "video" | "voice" | "audio" | "sticker" | "file" | "place" | "contact" | "call" | "deleted";
export type Origin = "whatsapp" | "telegram" | "invented";

declare module "#foundation/facts" {
  interface Facts {
    "spaces.history-brought": { count: number; origin: Origin };
  }
}

/** Something said before the group came here. `memberId` is null for someone who is not here; `id` is the same whenever it is read again. */
export interface Past {
  id: string;
  at: Date;
  memberId: MemberId | null;
  words: string;
  leftOut: LeftOut | null;
  isEdited: boolean;
  topic?: TopicId;
  /** What it answers; said before it, in the same history. */
  replyTo?: string;
}

/** How many messages are new in the space, and how many stood there before. */
export interface Brought {
  added: number;
  known: number;
}

/**
 * Takes a history over into a space, before all that is said there live. Rising places keep the order of `past`; what was taken over before
 * is left as it is, so an import that was cut off, or a newer export, is simply run again. Listeners hear once, at the end.
 * Stated: spaces.history-brought. Throws not-found for no such space, conflict for a closed one.
 */
export async function takeOver(
  db: Database,
  space: SpaceId,
  origin: Origin,
  past: AsyncIterable<Past>,
  tell: (soFar: Brought) => void = () => {},
): Promise<Brought> {
  const placeOf = placing();
  const brought: Brought = { added: 0, known: 0 };
  async function write({ rows, isLast }: Batch): Promise<void> {
    const places = rows.map(({ at }) => placeOf(at));
    const added = await asWorker(db, async (tx) => {
      await turnIn(tx, space);
      const count = rows.length === 0 ? 0 : await insert(tx, space, origin, rows, places);
      const all = brought.added + count;
      if (isLast && all > 0) await tellOf(tx, space, origin, all);
      return count;
    });
    brought.added += added;
    brought.known += rows.length - added;
    tell(brought);
  }
  let writing = Promise.resolve();
  try {
    for await (const batch of inBatches(past)) {
      await writing;
      writing = write(batch);
      writing.catch(() => {}); // it is awaited below, after the next batch has been read meanwhile
    }
  } finally {
    await writing;
  }
  return brought;
}

interface Batch {
  rows: Past[];
  isLast: boolean;
}

async function* inBatches(past: AsyncIterable<Past>): AsyncGenerator<Batch> {
  let rows: Past[] = [];
  for await (const one of past) {
    if (rows.length === ROWS) {
      yield { rows, isLast: false };
      rows = [];
    }
    rows.push(one);
  }
  yield { rows, isLast: true };
}

/**
 * The least place of each message: by the second it was said, never before the one above it in its file. By time and not by a counter,
 * so that an export which reaches further back, or another one of the same group, falls in where it belongs.
 */
function placing(): (at: Date) => number {
  let second = Number.NEGATIVE_INFINITY;
  let inSecond = 0;
  return (at) => {
    const own = Math.min(Math.floor(at.getTime() / 1000) - ERA, -1);
    inSecond = own > second ? 1 : inSecond + 1;
    second = Math.max(second, own);
    if (inSecond > MOST_IN_A_SECOND) {
      second += 1;
      inSecond = 1;
    }
    return second * PLACES;
  };
}

async function turnIn(tx: Transaction, space: SpaceId): Promise<void> {
  await sql`select take_turns(array[${space}::uuid])`.execute(tx);
  const { rows } = await sql<{ isClosed: boolean }>`select is_closed as "isClosed" from space_counter where space_id = ${space}`.execute(
    tx,
  );
  if (!rows[0]) throw new Refusal("not-found", "There is no such space.");
  if (rows[0].isClosed) throw new Refusal("conflict", "This space is closed; open it again first.");
}

/** How many of the rows are new. A message comes after all that already stand in its second, in the order given. */
async function insert(tx: Transaction, space: SpaceId, origin: Origin, rows: Past[], places: number[]): Promise<number> {
  const column = (name: keyof Past) => rows.map((row) => row[name] ?? null);
  const times = rows.map(({ at }) => at.toISOString());
  const { numAffectedRows } = await sql`
    with given as (
      select * from unnest(${column("id")}::uuid[], ${column("memberId")}::uuid[], ${column("words")}::text[], ${column("leftOut")}::text[],
        ${column("isEdited")}::bool[], ${times}::timestamptz[], ${places}::bigint[], ${column("topic")}::uuid[], ${column("replyTo")}::uuid[])
        with ordinality as g(id, member_id, words, left_out, is_edited, said_at, place, topic_id, reply_to, nth)
    ), free as (
      select p.place, coalesce((select max(m.seq) from space_message m
        where m.space_id = ${space} and m.seq >= p.place and m.seq < p.place + ${PLACES}::bigint) + 1, p.place) as seq
      from (select distinct place from given) p
    )
    insert into space_message (id, space_id, seq, member_id, topic_id, reply_to, words, said_at, edited_at, left_out, origin)
    select g.id, ${space}, f.seq + row_number() over (partition by g.place order by g.nth) - 1, g.member_id, g.topic_id, g.reply_to, g.words, g.said_at,
      case when g.is_edited then g.said_at end, g.left_out, ${origin}
    from given g join free f using (place)
    order by g.nth
    on conflict (id) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Open pages learn that there is more to see, by one line in the log for the whole history. */
async function tellOf(tx: Transaction, space: SpaceId, origin: Origin, count: number): Promise<void> {
  const seq = await changedBy(tx, space);
  await state(tx, "spaces.history-brought", space, { count, origin }, seq);
}

/** The line in the log that says no more than that there is something else to see; returns its place. */
export async function changedBy(tx: Transaction, space: SpaceId): Promise<number> {
  const { rows } = await sql<{ seq: string }>`select next_seq(${space}) as seq`.execute(tx);
  const seq = Number(rows[0]?.seq);
  await tx
    .insertInto("space_event")
    .values({ space_id: space, seq, kind: "changed", message_id: null, member_id: null, about: null })
    .execute();
  willTell(tx, space);
  return seq;
}

/** Whom aliases mean, by the alias as given; one that nobody in the space has now is left out. Throws not-found for no such space. */
export async function membersCalled(db: Database, space: SpaceId, aliases: readonly string[]): Promise<Map<string, MemberId>> {
  return await asWorker(db, async (tx) => {
    await turnIn(tx, space);
    const { rows } = await sql<{ id: MemberId; folded: string }>`
      select id, alias_folded as folded from space_member
      where space_id = ${space} and ended_at is null and alias_folded = any (${aliases.map(folded)}::text[])`.execute(tx);
    const found = new Map<string, MemberId>();
    for (const alias of aliases) {
      const member = rows.find((row) => row.folded === folded(alias));
      if (member) found.set(alias, member.id);
    }
    return found;
  });
}
