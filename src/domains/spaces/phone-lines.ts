import { sql } from "kysely";
import { z } from "zod";
import type { Database, Transaction } from "#foundation/database";
import { roomPage, type Opening, type Room } from "./room.ts";
import type { SpaceId } from "./space.ts";

const CHANGED = 500; // lines of the log that are looked through; whoever missed more takes the room anew
const PAGES = 4; // of fifty messages: as many as a phone keeps

const place = z.coerce.number().int();
/** What a phone asks of a room that it keeps: older lines, or what changed since it was last true. `view` is how it sees the room. */
export const LinesAsked = z.object({
  before: place.optional(),
  since: place.optional(),
  from: place.default(0),
  view: z.string().max(40).default(""),
  news: z.literal("no").optional(),
});
export type LinesAsked = z.infer<typeof LinesAsked>;

/** Places of lines between `from` and `before` that a change since then touches, themselves or by a quote. */
export interface Changed {
  seqs: number[];
  /** Whether what stands around the lines changed too, or too much to tell. */
  isMore: boolean;
}

export async function changedSince(tx: Transaction, space: SpaceId, since: number, from: number, before: number | null): Promise<Changed> {
  const { rows } = await sql<{ seqs: number[]; isMore: boolean }>`
    with touched as (
      select kind, message_id from space_event where space_id = ${space} and seq > ${since} and kind <> 'said' order by seq limit ${CHANGED}
    ), messages as (select distinct message_id as id from touched where message_id is not null)
    select (select count(*) = ${CHANGED} or coalesce(bool_or(kind <> 'reacted'), false) from touched) as "isMore",
      array(select m.seq::float8 from space_message m
        where m.space_id = ${space} and m.seq >= ${from} and m.seq < coalesce(${before}::bigint, 9223372036854775807)
          and (m.id in (select id from messages) or m.reply_to in (select id from messages))) as seqs`.execute(tx);
  return rows[0]!;
}

/** The room with the messages of several of its pages, the newest of them `from` the place given or the end, back to `oldest`. */
export async function roomBack(db: Database, personId: string, space: SpaceId, from: Opening, oldest: number, most = PAGES): Promise<Room> {
  const newest = await roomPage(db, personId, space, from);
  let page = newest;
  let all = beside(page);
  for (let pages = 1; pages < most && page.messages.length > 0 && page.messages[0]!.seq > oldest; pages += 1) {
    page = await roomPage(db, personId, space, { before: page.messages[0]!.seq });
    const older = beside(page);
    all = {
      messages: [...older.messages, ...all.messages],
      people: [...older.people, ...all.people],
      felt: [...older.felt, ...all.felt],
      photos: [...older.photos, ...all.photos],
      files: [...older.files, ...all.files],
    };
  }
  return { ...newest, ...all };
}

const beside = ({ messages, people, felt, photos, files }: Room) => ({
  messages,
  people,
  felt: felt ?? [],
  photos: photos ?? [],
  files: files ?? [],
});
