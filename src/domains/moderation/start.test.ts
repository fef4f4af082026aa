import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson, type Transaction } from "#foundation/database";
import { test, type Ground } from "#test/people";
import { roomOn } from "#test/room";
import { answerReport, claim } from "./desk.ts";
import { report, type Reason } from "./report.ts";
import { desk } from "./start.ts";

const give = ({ owner }: Ground, who: PersonId, role: string, scope = "network", place: string | null = null) =>
  owner.query("insert into person_role (person_id, role, scope, scope_id, known_as) values ($1, $2, $3, $4, 'Works here')", [
    who,
    role,
    scope,
    place,
  ]);

/** A room in which Mei reports what Ana says; two stewards who are in no room. */
async function scene(ground: Ground) {
  await ground.owner.query("delete from moderation_report");
  const room = await roomOn(ground);
  const [rosa, ines] = [await ground.newcomer(), await ground.newcomer()];
  for (const steward of [rosa, ines]) await give(ground, steward, "steward");
  const as = <T>(who: PersonId, what: (tx: Transaction) => Promise<T>) => asPerson(ground.db, who, what);
  const reported = async (reason: Reason) => {
    const said = await room.tell(room.ana, `Words, ${reason}`);
    return await as(room.mei, (tx) => report(tx, room.space, said, { reason, words: "" }));
  };
  return { ...room, rosa, ines, as, reported };
}

test("an empty desk says so", async ({ ground }) => {
  const { rosa, as } = await scene(ground);
  expect(await as(rosa, desk)).toEqual({ waiting: 0, taken: 0, since: null, next: [], done: [] });
});

test("what may harm someone comes first, then what has waited longest, and last what somebody else looks at", async ({ ground }) => {
  const { rosa, ines, as, reported } = await scene(ground);
  const [hurts, sells, danger, exposes] = [
    await reported("hurts"),
    await reported("sells"),
    await reported("danger"),
    await reported("exposes"),
  ];
  await as(ines, (tx) => claim(tx, danger));
  const seen = await as(rosa, desk);
  expect(seen.next.map(({ id }) => id)).toEqual([exposes, hurts, sells, danger]);
  expect([seen.waiting, seen.taken, seen.since]).toEqual([4, 1, seen.next[1]!.madeAt]);
  const own = await as(ines, desk);
  expect([own.next.map(({ id }) => id), own.taken]).toEqual([[danger, exposes, hurts, sells], 0]);
  for (let more = 0; more < 3; more += 1) await reported("else");
  const many = await as(rosa, desk);
  expect([many.waiting, many.next.length]).toEqual([7, 5]);
  expect(JSON.stringify(many)).not.toContain("Words");
});

test("what was answered is counted for seven days, by what came of it", async ({ ground }) => {
  const { rosa, ines, as, reported } = await scene(ground);
  for (const outcome of ["kept", "kept", "removed"] as const) {
    const id = await reported("hurts");
    await as(rosa, (tx) => answerReport(tx, id, { outcome, answer: "Thank you." }));
  }
  const done = [
    { outcome: "kept", count: 2 },
    { outcome: "removed", count: 1 },
  ];
  expect(await as(ines, desk)).toEqual({ waiting: 0, taken: 0, since: null, next: [], done });
  await ground.owner.query("update moderation_report set answered_at = now() - interval '8 days' where outcome = 'kept'");
  expect((await as(ines, desk)).done).toEqual(done.slice(1));
});

test("nobody counts a report about herself or of a place that is not hers, and to everyone else there is no desk", async ({ ground }) => {
  const { ana, mei, eve, rosa, space, as, reported } = await scene(ground);
  await reported("hurts");
  for (const who of [ana, mei, eve]) await expect(as(who, desk)).rejects.toMatchObject({ reason: "not-found" });
  await give(ground, ana, "steward");
  expect(await as(ana, desk)).toEqual({ waiting: 0, taken: 0, since: null, next: [], done: [] });
  const elsewhere = await ground.spaceOf("group", eve);
  await give(ground, eve, "moderator", "space", elsewhere);
  expect((await as(eve, desk)).waiting).toBe(0);
  await give(ground, mei, "moderator", "space", space);
  expect([(await as(mei, desk)).waiting, (await as(rosa, desk)).waiting]).toEqual([1, 1]);
});
