import { sql } from "kysely";
import { asWorker, willTell, type Database, type Transaction } from "#foundation/database";
import { state, type Facts, type Kind } from "#foundation/facts";
import type { Entry, Positions, Source } from "#foundation/live";
import { Refusal } from "#foundation/refusal";
import type { JustSaid } from "./just-said.ts";
import { entryOf, type EventKind, type Line } from "./line.ts";
import type { Seen, SpaceId } from "./space.ts";

declare module "#foundation/database" {
  interface Tables {
    space_event: {
      space_id: SpaceId;
      seq: number;
      kind: EventKind;
      message_id: string | null;
      member_id: string | null;
      about: string | null;
    };
  }
}

/** What a change leaves behind: its line in the log, and its fact. */
export interface Trace<K extends Kind> {
  event: { kind: EventKind; message?: string; about?: object };
  fact: { kind: K; about: Facts[K] };
}

/**
 * Changes something in a space in her turn: the change, its line in the log and its fact stand or fall together. The turn comes first, so
 * that the changes, the log and the facts have one order. A change without a trace changed nothing. Refuses where the room is closed.
 */
export async function inTurn<K extends Kind, T>(
  tx: Transaction,
  space: Pick<Seen, "id" | "memberId">,
  change: () => Promise<{ result: T; trace?: Trace<K> }>,
): Promise<T> {
  await sql`select take_turns(array[${space.id}::uuid])`.execute(tx);
  const { is_closed } = await tx
    .selectFrom("space_counter")
    .select("is_closed")
    .where("space_id", "=", space.id)
    .executeTakeFirstOrThrow(absent);
  if (is_closed) throw new Refusal("conflict", "This room is closed; it can still be read.", { faults: { text: "fault.closed" } });
  const { result, trace } = await change();
  if (!trace) return result;
  const { rows } = await sql<{ seq: string }>`select next_seq(${space.id}) as seq`.execute(tx);
  const seq = Number(rows[0]!.seq);
  const { kind, message = null, about } = trace.event;
  await tx
    .insertInto("space_event")
    .values({ space_id: space.id, seq, kind, message_id: message, member_id: space.memberId, about: about ? JSON.stringify(about) : null })
    .execute();
  await state(tx, trace.fact.kind, space.id, trace.fact.about, seq);
  willTell(tx, space.id);
  return result;
}

const absent = () => new Refusal("not-found", "There is no such space for you.");

/** The log of every space, as live feeds read it; what this process has just said need not be read back. */
export function spaceLog(db: Database, justSaid?: JustSaid): Source {
  async function read(after: Map<string, number>, limit: number): Promise<Entry[]> {
    const { rows } = await sql<Line>`
      select w.space, e.seq, e.kind, e.message_id as message, coalesce(m.member_id, e.member_id) as member, e.about, coalesce(m.said_at, e.at) as at,
        a.alias, a.part, a.work, m.words, m.topic_id as topic, m.removed_by as removed, m.reply_to as reply, q.words as quoted, qa.alias as "quotedAlias",
        qa.id as "quotedMember",
        (select json_agg(json_build_object('id', f.id, 'kind', f.kind, 'width', f.width, 'height', f.height, 'bytes', f.bytes,
          'isSensitive', f.is_sensitive) order by f.place) from space_file f where f.message_id = m.id and f.kind = 'photo') as photos,
        (select json_agg(json_build_object('id', f.id, 'kind', f.kind, 'bytes', f.bytes, 'milliseconds', f.milliseconds, 'name', f.name) order by f.place)
          from space_file f where f.message_id = m.id and f.kind <> 'photo') as files
      from unnest(${[...after.keys()]}::uuid[], ${[...after.values()]}::bigint[]) as w(space, after)
      cross join lateral (select * from space_event e where e.space_id = w.space and e.seq > w.after order by e.seq limit ${limit}) e
      left join space_message m on m.id = e.message_id and m.space_id = e.space_id
      left join space_member a on a.id = coalesce(m.member_id, e.member_id)
      left join space_message q on q.id = m.reply_to and q.space_id = m.space_id
      left join space_member qa on qa.id = q.member_id
      order by w.space, e.seq`.execute(db.worker);
    return rows.map(entryOf);
  }
  async function heads(subjects: readonly string[]) {
    const { rows } = await sql<{ space: string; last: string; trimmed: string }>`
      select space_id as space, last_seq as last, trimmed_seq as trimmed from space_counter where space_id = any(${subjects}::uuid[])`.execute(
      db.worker,
    );
    return new Map(rows.map(({ space, last, trimmed }) => [space, { last: Number(last), trimmed: Number(trimmed) }]));
  }
  async function stand(memberships: readonly string[]): Promise<boolean> {
    const { rows } = await sql`select from space_member where id = any(${memberships}::uuid[]) and ended_at is null`.execute(db.worker);
    return rows.length === memberships.length;
  }
  async function hidden(memberships: readonly string[]) {
    const { rows } = await sql<{ member: string; hides: string }>`
      select member_id as member, hidden_member as hides from space_hidden where member_id = any(${memberships}::uuid[])`.execute(
      db.worker,
    );
    return rows.map(({ member, hides }) => [member, hides] as const);
  }
  const fresh = (after: Positions) => justSaid?.take(after) ?? { entries: [], left: after };
  return { read, fresh, heads, stand, hidden };
}

const KEPT_DAYS = 14;

/** Forgets the log's lines after fourteen days; what was said stays. Returns how many lines went. */
export async function trimLogs(db: Database): Promise<number> {
  return await asWorker(db, async (tx) => {
    const { rows } = await sql<{ gone: string }>`
      with gone as (
        delete from space_event where at < now() - make_interval(days => ${KEPT_DAYS}) returning space_id, seq
      ), marked as (
        update space_counter c set trimmed_seq = greatest(c.trimmed_seq, g.last)
        from (select space_id, max(seq) as last from gone group by 1) g where c.space_id = g.space_id
      )
      select count(*) as gone from gone`.execute(tx);
    return Number(rows[0]?.gone ?? 0);
  });
}
