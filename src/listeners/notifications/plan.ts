import { sql } from "kysely";
import { asWorker, type Database, type Transaction } from "#foundation/database";
import { handMany, type Jobs } from "#foundation/jobs";
import { columns, type Choice } from "./choice.ts";
import { QUEUE } from "./deliver.ts";
import { howTold } from "./how-told.ts";
import type { Channel } from "./tables.ts";
import { decide } from "./turn.ts";

const BATCH = 500;
const TICK_MS = 5_000;
const TIDY_MS = 3_600_000;
const KEPT_DAYS = 30; // deliveries that ended, for whoever wonders
const TURNS_DAYS = 9; // further back than any turn that could come again

interface Looked extends Choice {
  personId: string;
}
interface Planned {
  personId: string;
  turn: string;
  channel: Channel;
  deviceId: string | null;
}

/** Decides every few seconds who is to be told, for as long as the house is open. Any number of houses may plan side by side. */
export function openPlanner(db: Database, jobs: Jobs) {
  let planning: Promise<void> | undefined;
  let isClosed = false;
  let tidiedAt = 0;
  async function planAll(): Promise<void> {
    if (Date.now() - tidiedAt > TIDY_MS) {
      tidiedAt = Date.now();
      await asWorker(db, forgetOld);
    }
    while (!isClosed && (await asWorker(db, (tx) => planSome(tx, jobs))) === BATCH);
  }
  function tick(): void {
    if (planning || isClosed) return;
    planning = planAll()
      .catch((error: unknown) => {
        if (!(error instanceof Error && "reason" in error && error.reason === "unavailable")) console.error("notifications:", error);
      })
      .finally(() => (planning = undefined));
  }
  const timer = setInterval(tick, TICK_MS);
  async function close(): Promise<void> {
    isClosed = true;
    clearInterval(timer);
    await planning;
  }
  return { close };
}

/**
 * Plans for at most 500 people whose time has come, by the database's clock unless another is given. That they were told, what is to be
 * sent, and the jobs that send it are one transaction. Returns how many were looked at.
 */
export async function planSome(tx: Transaction, jobs: Jobs, clock?: Date): Promise<number> {
  const now = clock ?? (await sql<{ now: Date }>`select now()`.execute(tx)).rows[0]!.now;
  const due = tx.selectFrom("notification_look").select("person_id").where("look_at", "<=", now).orderBy("look_at").limit(BATCH);
  const looked = (await due.forUpdate().skipLocked().execute()).map(({ person_id }) => person_id);
  if (looked.length === 0) return 0;
  const choices = tx.selectFrom("notification_choice").select(["person_id as personId", ...columns]);
  const people: Looked[] = await choices.where("person_id", "in", looked).execute();
  const ids = people.map(({ personId }) => personId);
  await forgetRead(tx, ids);
  const known = await knownOf(tx, ids);
  const looks: { personId: string; at: Date }[] = [];
  const planned: Planned[] = [];
  for (const choice of people) {
    const { personId } = choice;
    const since = known.since.get(personId);
    const ways = waysTo(choice, known.devices.get(personId) ?? []);
    const zone = known.how.get(personId)?.zone ?? "UTC";
    const what = since && ways.length > 0 ? decide({ choice, zone, since, taken: known.taken.get(personId) ?? [] }, now) : undefined;
    if (what && "lookAt" in what) looks.push({ personId, at: what.lookAt });
    if (what && "turn" in what) planned.push(...ways.map((way) => ({ personId, turn: what.turn, ...way })));
  }
  await lookAgain(tx, looked, looks);
  await keepPlanned(tx, jobs, planned, now);
  return looked.length;
}

const waysTo = ({ byPush, byMail }: Choice, devices: readonly string[]): Pick<Planned, "channel" | "deviceId">[] => [
  ...(byPush ? devices.map((deviceId) => ({ channel: "push" as const, deviceId })) : []),
  ...(byMail ? [{ channel: "mail" as const, deviceId: null }] : []),
];

async function forgetOld(tx: Transaction): Promise<void> {
  await sql`delete from notification_delivery where ended_at < now() - make_interval(days => ${KEPT_DAYS})`.execute(tx);
}

/** What was read meanwhile, is quiet by now, or is not hers any more waits no longer. */
async function forgetRead(tx: Transaction, people: string[]): Promise<void> {
  await sql`delete from notification n where n.person_id = any (${people}::uuid[]) and n.kind = 'room' and n.told_at is null and not exists (
    select from space_member m join space_place p on p.member_id = m.id join space_counter c on c.space_id = m.space_id
    where m.person_id = n.person_id and m.space_id = n.subject and m.ended_at is null
      and (p.muted_until is null or p.muted_until <= now()) and is_new_to(m.id, m.space_id, p.read_seq + 1, c.last_seq))`.execute(tx);
}

async function knownOf(tx: Transaction, people: string[]) {
  const since = await sql<{ id: string; since: Date }>`select person_id as id, min(since_at) as since from notification
    where person_id = any (${people}::uuid[]) and told_at is null group by 1`.execute(tx);
  const taken = await sql<{
    id: string;
    turns: string[];
  }>`select person_id as id, array_agg(distinct turn) as turns from notification_delivery
    where person_id = any (${people}::uuid[]) and planned_at > now() - make_interval(days => ${TURNS_DAYS}) group by 1`.execute(tx);
  const devices = await sql<{ id: string; devices: string[] }>`select person_id as id, array_agg(id) as devices from notification_device
    where person_id = any (${people}::uuid[]) group by 1`.execute(tx);
  return {
    how: await howTold(tx, people),
    since: new Map(since.rows.map((row) => [row.id, row.since])),
    taken: new Map(taken.rows.map((row) => [row.id, row.turns])),
    devices: new Map(devices.rows.map((row) => [row.id, row.devices])),
  };
}

/** Those who are to be looked at again stay on the list; for the others nothing waits. */
async function lookAgain(tx: Transaction, looked: string[], looks: readonly { personId: string; at: Date }[]): Promise<void> {
  const [people, times] = [looks.map(({ personId }) => personId), looks.map(({ at }) => at)];
  await sql`update notification_look n set look_at = l.at from unnest(${people}::uuid[], ${times}::timestamptz[]) as l (id, at)
    where n.person_id = l.id`.execute(tx);
  await sql`delete from notification_look where person_id = any (${looked}::uuid[]) and person_id <> all (${people}::uuid[])`.execute(tx);
}

/** A turn that was planned already is not planned again. */
async function keepPlanned(tx: Transaction, jobs: Jobs, planned: readonly Planned[], now: Date): Promise<void> {
  if (planned.length === 0) return;
  const list = <Name extends keyof Planned>(name: Name) => planned.map((one) => one[name]);
  const { rows } = await sql<{ id: string }>`
    insert into notification_delivery (person_id, turn, channel, device_id, planned_at)
    select person, turn, channel, device, ${now}
    from unnest(${list("personId")}::uuid[], ${list("turn")}::text[], ${list("channel")}::text[], ${list("deviceId")}::uuid[])
      as p (person, turn, channel, device)
    on conflict do nothing returning id`.execute(tx);
  await sql`update notification n set told_at = ${now}, told_read = (
      select p.read_seq from space_member m join space_place p on p.member_id = m.id
      where m.person_id = n.person_id and m.space_id = n.subject and m.ended_at is null)
    where n.told_at is null and n.person_id = any (${list("personId")}::uuid[])`.execute(tx);
  await handMany(
    jobs,
    tx,
    QUEUE,
    rows.map(({ id }) => ({ delivery: id })),
  );
}
