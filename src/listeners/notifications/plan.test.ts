import { randomUUID } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import type { PersonId } from "#domains/people";
import { asWorker } from "#foundation/database";
import { closeJobs, openJobs, type Jobs } from "#foundation/jobs";
import { test as base, type Ground } from "#test/people";
import { QUEUE } from "./deliver.ts";
import { planSome } from "./plan.ts";

const test = base.extend<{ jobs: Jobs }>({
  jobs: [
    async ({ ground }, use) => {
      const jobs = await openJobs(ground.db);
      await jobs.createQueue(QUEUE);
      await use(jobs);
      await closeJobs(jobs);
    },
    { scope: "file" },
  ],
});

const at = (text: string) => new Date(text);

/** Someone who wants to be told, and for whom something waits since `since`. */
async function someoneWaiting({ owner, newcomer }: Ground, since: string, chosen: object = { by_mail: true }): Promise<PersonId> {
  const person = await newcomer();
  const choice = { by_push: false, by_mail: false, pace: "now", ...chosen };
  const insert = "insert into notification_choice (person_id, by_push, by_mail, pace) values ($1, $2, $3, $4)";
  await owner.query(insert, [person, choice.by_push, choice.by_mail, choice.pace]);
  await newsFor({ owner }, person, since);
  return person;
}
async function newsFor({ owner }: Pick<Ground, "owner">, person: PersonId, since: string): Promise<void> {
  await owner.query("insert into notification (person_id, kind, subject, since_at) values ($1, 'report', $2, $3)", [
    person,
    randomUUID(),
    since,
  ]);
  await owner.query("insert into notification_look values ($1, $2) on conflict (person_id) do update set look_at = $2", [person, since]);
}
const plan = ({ db }: Ground, jobs: Jobs, now: string) => asWorker(db, (tx) => planSome(tx, jobs, at(now)));
const turnsOf = async ({ owner }: Ground, person: PersonId) =>
  (
    await owner.query<{ turn: string }>("select turn from notification_delivery where person_id = $1 order by planned_at, turn", [person])
  ).rows.map(({ turn }) => turn);
const lookOf = async ({ owner }: Ground, person: PersonId) =>
  (await owner.query<{ at: Date }>("select look_at as at from notification_look where person_id = $1", [person])).rows[0]?.at.toISOString();

test("what waits is planned once, together with its job, and then nothing waits any more", async ({ ground, jobs }) => {
  const person = await someoneWaiting(ground, "2026-11-25T10:00:00Z");
  await plan(ground, jobs, "2026-11-25T12:00:00Z");
  await plan(ground, jobs, "2026-11-25T12:00:05Z");
  expect(await turnsOf(ground, person)).toEqual(["2026-11-25#1"]);
  expect(await lookOf(ground, person)).toBeUndefined();
  const jobsOf = await ground.owner.query(
    "select data from jobs.job where name = $1 and data->>'delivery' in (select id::text from notification_delivery where person_id = $2)",
    [QUEUE, person],
  );
  expect(jobsOf.rowCount).toBe(1);
});

test("many things that wait are one delivery", async ({ ground, jobs }) => {
  const person = await someoneWaiting(ground, "2026-11-25T10:00:00Z");
  for (let count = 0; count < 20; count += 1) await newsFor(ground, person, "2026-11-25T10:00:00Z");
  await plan(ground, jobs, "2026-11-25T12:00:00Z");
  expect(await turnsOf(ground, person)).toHaveLength(1);
});

test("the fourth of a day waits for tomorrow, after her quiet hours", async ({ ground, jobs }) => {
  const person = await someoneWaiting(ground, "2026-11-25T07:00:00Z");
  for (const hour of ["08", "10", "12", "14"]) {
    await newsFor(ground, person, `2026-11-25T${hour}:00:00Z`);
    await plan(ground, jobs, `2026-11-25T${hour}:30:00Z`);
  }
  expect(await turnsOf(ground, person)).toEqual(["2026-11-25#1", "2026-11-25#2", "2026-11-25#3"]);
  await plan(ground, jobs, "2026-11-26T00:00:00Z");
  expect(await turnsOf(ground, person)).toHaveLength(3);
  expect(await lookOf(ground, person)).toBe("2026-11-26T07:00:00.000Z");
  await plan(ground, jobs, "2026-11-26T07:00:00Z");
  expect(await turnsOf(ground, person)).toContain("2026-11-26#1");
});

test("at one instant it is night in Tashkent and morning in New York: one is told, the other sleeps", async ({ ground, jobs }) => {
  const [east, west] = [await someoneWaiting(ground, "2026-11-25T15:00:00Z"), await someoneWaiting(ground, "2026-11-25T15:00:00Z")];
  await ground.owner.query(
    "update person set zone = case when id = $1 then 'Asia/Tashkent' else 'America/New_York' end where id = any ($2)",
    [east, [east, west]],
  );
  await plan(ground, jobs, "2026-11-25T18:00:00Z");
  expect(await turnsOf(ground, east)).toEqual([]);
  expect(await lookOf(ground, east)).toBe("2026-11-26T02:00:00.000Z");
  expect(await turnsOf(ground, west)).toEqual(["2026-11-25#1"]);
});

test("a digest comes at her hours with what waited by then", async ({ ground, jobs }) => {
  const person = await someoneWaiting(ground, "2026-11-25T10:00:00Z", { by_mail: true, pace: "twice" });
  await plan(ground, jobs, "2026-11-25T10:05:00Z");
  expect(await turnsOf(ground, person)).toEqual([]);
  expect(await lookOf(ground, person)).toBe("2026-11-25T18:00:00.000Z");
  await plan(ground, jobs, "2026-11-25T18:00:00Z");
  expect(await turnsOf(ground, person)).toEqual(["2026-11-25T18"]);
});

test("whoever chose nothing, or has no device and no letters, is not told outside the pages", async ({ ground, jobs }) => {
  const silent = await someoneWaiting(ground, "2026-11-25T10:00:00Z", {});
  const deviceless = await someoneWaiting(ground, "2026-11-25T10:00:00Z", { by_push: true });
  await plan(ground, jobs, "2026-11-25T12:00:00Z");
  for (const person of [silent, deviceless]) {
    expect(await turnsOf(ground, person)).toEqual([]);
    expect(await lookOf(ground, person)).toBeUndefined();
    const { rows } = await ground.owner.query("select told_at from notification where person_id = $1", [person]);
    expect(rows).toEqual([{ told_at: null }]);
  }
});

test("planners that work side by side plan everyone once", { timeout: 30_000 }, async ({ ground, jobs }) => {
  const people: PersonId[] = [];
  for (let count = 0; count < 60; count += 1) people.push(await someoneWaiting(ground, "2026-11-25T10:00:00Z"));
  onTestFinished(() => void ground.owner.query("delete from notification_look"));
  await Promise.all(Array.from({ length: 5 }, () => plan(ground, jobs, "2026-11-25T12:00:00Z")));
  for (const person of people) expect(await turnsOf(ground, person)).toEqual(["2026-11-25#1"]);
  const { rows } = await ground.owner.query(
    "select count(*)::int as count, count(distinct data)::int as distinct from jobs.job where name = $1",
    [QUEUE],
  );
  expect(rows[0].count).toBe(rows[0].distinct);
});
