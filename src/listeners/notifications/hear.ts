import { sql } from "kysely";
import type { Transaction } from "#foundation/database";
import type { Fact, Listener } from "#foundation/facts";
import { endDevicesOf } from "./device.ts";

const HEARS = [
  "spaces.message-said",
  "spaces.member-asked",
  "spaces.space-begun",
  "moderation.report-answered",
  "identity.session-ended",
] as const;
type Heard = (typeof HEARS)[number];

/** A reader comes by herself within this time, and then needs to be told nothing. */
export const GRACE_SECONDS = 120;
/** Whoever has not looked in since she was told of a room is left in peace about it this long. */
const AGAIN_DAYS = 7;

/** Writes down what waits for whom. A busy room costs a row a member, not a row a message; telling it is the planner's work. */
export const hearing: Listener<Heard> = {
  name: "notifications",
  hears: HEARS,
  async work(tx, facts) {
    const woken = [
      ...(await hearSaid(tx, spansOf(facts))),
      ...(await hearAtDoors(tx, subjectsOf(facts, "spaces.member-asked", "spaces.space-begun"))),
      ...(await hearAnswered(tx, subjectsOf(facts, "moderation.report-answered"))),
    ];
    await wake(tx, woken);
    for (const fact of facts) if (fact.kind === "identity.session-ended") await endDevicesOf(tx, fact.subject, fact.about.session);
  },
};

const subjectsOf = (facts: Fact<Heard>[], ...kinds: Heard[]): string[] => [
  ...new Set(facts.filter(({ kind }) => kinds.includes(kind)).map(({ subject }) => subject)),
];

/** From where to where each room's log was spoken in. */
function spansOf(facts: Fact<Heard>[]): { spaces: string[]; first: number[]; last: number[] } {
  const said = [...Map.groupBy(facts, ({ kind, subject }) => (kind === "spaces.message-said" ? subject : ""))].filter(([space]) => space);
  return {
    spaces: said.map(([space]) => space),
    first: said.map(([, some]) => Math.min(...some.map(({ seq }) => seq))),
    last: said.map(([, some]) => Math.max(...some.map(({ seq }) => seq))),
  };
}

interface Row {
  person_id: string;
}

/** Members whose room is not quiet, for whom something is new, and who are not waiting for that room already. */
async function hearSaid(tx: Transaction, { spaces, first, last }: ReturnType<typeof spansOf>): Promise<string[]> {
  if (spaces.length === 0) return [];
  const spans = sql`unnest(${spaces}::uuid[], ${first}::bigint[], ${last}::bigint[]) as said (space_id, first, last)`;
  const { rows } = await sql<Row>`
    insert into notification as n (person_id, kind, subject)
    select m.person_id, 'room', m.space_id from ${spans}
      join space_member m on m.space_id = said.space_id and m.ended_at is null
      join space_place p on p.member_id = m.id
      left join notification n on n.person_id = m.person_id and n.kind = 'room' and n.subject = m.space_id
      where (p.muted_until is null or p.muted_until <= now())
        and (n.person_id is null
          or (n.told_at is not null and (p.read_seq > n.told_read or n.told_at < now() - make_interval(days => ${AGAIN_DAYS}))))
        and is_new_to(m.id, m.space_id, greatest(said.first, p.read_seq + 1), said.last)
    on conflict (person_id, kind, subject) do update set since_at = now(), told_at = null, told_read = null, is_named = false
    returning person_id`.execute(tx);
  const named = await sql<Row>`
    insert into notification as n (person_id, kind, subject, is_named)
    select distinct m.person_id, 'room', m.space_id, true from ${spans}
      join space_message s on s.space_id = said.space_id and s.seq between said.first and said.last and s.removed_at is null
      left join space_message q on q.id = s.reply_to
      join space_member m on m.space_id = s.space_id and (m.id = any (s.mentions) or m.id = q.member_id) and m.ended_at is null
      join space_place p on p.member_id = m.id
      where (s.mentions is not null or q.id is not null) and (p.muted_until is null or p.muted_until <= now())
        and is_new_to(m.id, m.space_id, greatest(s.seq, p.read_seq + 1), s.seq)
    on conflict (person_id, kind, subject) do update set is_named = true, told_at = null, told_read = null,
      since_at = case when n.told_at is null then n.since_at else now() end
      where n.told_at is not null or not n.is_named
    returning person_id`.execute(tx);
  return [...rows, ...named.rows].map(({ person_id }) => person_id);
}

async function hearAtDoors(tx: Transaction, spaces: string[]): Promise<string[]> {
  if (spaces.length === 0) return [];
  const { rows } = await sql<Row>`
    insert into notification as n (person_id, kind, subject) select person_id, kind, space_id from awaited_at(${spaces}::uuid[])
    on conflict (person_id, kind, subject) do update set since_at = now(), told_at = null where n.told_at is not null
    returning person_id`.execute(tx);
  return rows.map(({ person_id }) => person_id);
}

async function hearAnswered(tx: Transaction, reports: string[]): Promise<string[]> {
  if (reports.length === 0) return [];
  const { rows } = await sql<Row>`
    insert into notification (person_id, kind, subject) select person_id, 'report', report from reporters_of(${reports}::uuid[])
    on conflict do nothing returning person_id`.execute(tx);
  return rows.map(({ person_id }) => person_id);
}

/**
 * Lets the planner look at those who want to be told, once they have had time to come by themselves. It writes each row even where the time
 * stays, so that a planner who looks just now either waits for this transaction or is waited for: nobody's notice falls between the two.
 */
async function wake(tx: Transaction, persons: string[]): Promise<void> {
  if (persons.length === 0) return;
  await sql`insert into notification_look as l (person_id, look_at)
    select person_id, now() + make_interval(secs => ${GRACE_SECONDS}) from notification_choice
    where person_id = any (${[...new Set(persons)]}::uuid[]) and (by_push or by_mail) order by 1
    on conflict (person_id) do update set look_at = l.look_at`.execute(tx);
}
