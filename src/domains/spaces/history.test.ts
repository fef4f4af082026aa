import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson, asWorker, onCommit, type Database } from "#foundation/database";
import { test, type Ground } from "#test/people";
import { type Brought, membersCalled, type Past, takeOver } from "./history.ts";
import { spaceLog } from "./log.ts";
import { roomPage } from "./room.ts";
import { myRooms } from "./rooms.ts";
import { say, Saying } from "./say.ts";
import { archive, type MemberId, SpaceId } from "./space.ts";

const START = Date.UTC(2025, 2, 8, 15);

/** One message a minute; ids are the same whenever the same number is told again. */
const past = (number: number, more: Partial<Past> = {}): Past => ({
  id: `00000000-0000-8000-8000-${number.toString(16).padStart(12, "0")}`,
  at: new Date(START + number * 60_000),
  memberId: null,
  words: `${number}`,
  leftOut: null,
  isEdited: false,
  ...more,
});

/** Ids are of one space alone, as those of an export are. */
const inSpace = (space: SpaceId, all: Past[]): Past[] => all.map((one) => ({ ...one, id: space.slice(0, 8) + one.id.slice(8) }));
const numbers = (from: number, to: number): Past[] => Array.from({ length: to - from }, (_, index) => past(from + index));

async function* told(all: readonly Past[]): AsyncGenerator<Past> {
  yield* all;
}

const bring = (db: Database, space: SpaceId, all: Past[], tell?: (soFar: Brought) => void): Promise<Brought> =>
  takeOver(db, space, "whatsapp", told(inSpace(space, all)), tell);

async function wordsIn(db: Database, person: PersonId, space: SpaceId): Promise<string[]> {
  return (await roomPage(db, person, space)).messages.map(({ words }) => words);
}

async function allIn({ owner }: Ground, space: SpaceId): Promise<string[]> {
  const { rows } = await owner.query<{ words: string }>("select words from space_message where space_id = $1 order by seq", [space]);
  return rows.map(({ words }) => words);
}

async function memberCalled(db: Database, space: SpaceId, alias: string): Promise<MemberId> {
  const member = (await membersCalled(db, space, [alias])).get(alias);
  if (!member) throw new Error(`Nobody is called ${alias}.`);
  return member;
}

const saying = (text: string) => Saying.parse({ id: randomUUID(), text });

test("a group's history stands before what is said here, and nothing of it counts as unread", async ({ ground }) => {
  const { db, queue, newcomer, circleOf } = ground;
  const [ana, mei] = [await newcomer(), await newcomer()];
  const space = await circleOf(ana, mei);
  await say(queue, ana, space, saying("Said here first"));
  expect(await bring(db, space, numbers(0, 3))).toEqual({ added: 3, known: 0 });
  await say(queue, ana, space, saying("And here after"));
  const page = await roomPage(db, mei, space);
  expect(page.messages.map(({ words }) => words)).toEqual(["0", "1", "2", "Said here first", "And here after"]);
  expect(page.messages.map(({ origin }) => origin)).toEqual(["whatsapp", "whatsapp", "whatsapp", null, null]);
  expect(page.messages[1]).toMatchObject({ member: null, at: expect.stringContaining("2025-03-08T15:01:00") as unknown });
  expect(page.unread).toBe(2);
  expect(page.messages.find(({ seq }) => seq === page.firstUnread)?.words).toBe("Said here first");
  expect((await asPerson(db, mei, myRooms)).map(({ unread, lastWords }) => [unread, lastWords])).toEqual([[2, "And here after"]]);
});

test("words of someone who is here stand under her alias here, and what did not come along leaves a mark", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const [ana, mei] = [await newcomer(), await newcomer()];
  const space = await circleOf(ana, mei);
  const called = await membersCalled(db, space, ["person  2", "Person 1", "Nobody"]);
  expect([...called.keys()]).toEqual(["person  2", "Person 1"]);
  const memberId = called.get("person  2") ?? null;
  await bring(db, space, [past(1, { memberId }), past(2, { words: "", leftOut: "photo" }), past(3, { isEdited: true })]);
  const page = await roomPage(db, ana, space);
  expect(page.people.map(({ alias }) => alias)).toEqual(["Person 2"]);
  expect(page.messages.map(({ member, leftOut, edited }) => [member, leftOut, edited !== null])).toEqual([
    [memberId, null, false],
    [null, "photo", false],
    [null, null, true],
  ]);
});

test("the same history again brings nothing, and a newer one only what is new, in order", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const ana = await newcomer();
  const space = await circleOf(ana);
  const atOnce = numbers(0, 30).map((one) => ({ ...one, at: new Date(START) })); // all within one minute, as Android writes it
  expect(await bring(db, space, atOnce.slice(0, 10))).toEqual({ added: 10, known: 0 });
  expect(await bring(db, space, atOnce.slice(0, 10))).toEqual({ added: 0, known: 10 });
  expect(await bring(db, space, atOnce)).toEqual({ added: 20, known: 10 });
  expect(await wordsIn(db, ana, space)).toEqual(atOnce.map(({ words }) => words));
});

test("a history that reaches further back, or one from another phone, falls in where it belongs", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const ana = await newcomer();
  const space = await circleOf(ana);
  await bring(db, space, [past(20), past(22)]);
  await bring(db, space, [past(1), past(2), past(20), past(21), past(22)]);
  expect(await wordsIn(db, ana, space)).toEqual(["1", "2", "20", "21", "22"]);
});

test("the order of the file holds also where its clock goes back", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const ana = await newcomer();
  const space = await circleOf(ana);
  const backwards = [5, 3, 4, 6].map((number) => past(number));
  await bring(db, space, backwards);
  expect(await wordsIn(db, ana, space)).toEqual(["5", "3", "4", "6"]);
});

test("a history that breaks off keeps whole batches, and running it again completes it without doubles", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const space = await circleOf(await newcomer());
  const all = inSpace(space, numbers(0, 5_500));
  async function* broken(): AsyncGenerator<Past> {
    yield* all.slice(0, 4_700);
    throw new Error("the lights went out");
  }
  await expect(takeOver(db, space, "whatsapp", broken())).rejects.toThrow("the lights went out");
  const kept = await allIn(ground, space);
  expect(kept.length % 2_000).toBe(0);
  expect(kept.length).toBeLessThan(4_700);
  const steps: number[] = [];
  const brought = await bring(db, space, numbers(0, 5_500), ({ added, known }) => steps.push(added + known));
  expect(brought).toEqual({ added: 5_500 - kept.length, known: kept.length });
  expect(steps).toEqual([2_000, 4_000, 5_500]);
  expect(await allIn(ground, space)).toEqual(all.map(({ words }) => words));
});

test("two imports at once bring each message once", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const space = await circleOf(await newcomer());
  const brought = await Promise.all([bring(db, space, numbers(0, 3_000)), bring(db, space, numbers(0, 3_000))]);
  expect(brought.reduce((sum, { added }) => sum + added, 0)).toBe(3_000);
  expect(await allIn(ground, space)).toEqual(numbers(0, 3_000).map(({ words }) => words));
});

test("whoever listens hears one line for a whole history, and nothing for one that brings nothing", async ({ ground }) => {
  const { db, newcomer, circleOf, owner } = ground;
  const space = await circleOf(await newcomer());
  const { last } = (await spaceLog(db).heads([space])).get(space)!;
  const heard: string[] = [];
  const stop = onCommit(db, (subjects) => void heard.push(...subjects));
  await bring(db, space, numbers(0, 4_100));
  await bring(db, space, numbers(0, 4_100));
  stop();
  expect(heard).toEqual([space]);
  expect((await spaceLog(db).read(new Map([[space, last]]), 100)).map(({ kind }) => kind)).toEqual(["changed"]);
  const facts = await owner.query("select about from fact where subject = $1 and kind = 'spaces.history-brought'", [space]);
  expect(facts.rows).toEqual([{ about: { count: 4_100, origin: "whatsapp" } }]);
});

test("no space, a closed one, or another's member: nothing is taken over", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const ana = await newcomer();
  const [here, there] = [await circleOf(ana), await circleOf(await newcomer())];
  const nowhere = SpaceId.parse(randomUUID());
  await expect(bring(db, nowhere, numbers(0, 3))).rejects.toMatchObject({ reason: "not-found" });
  await expect(membersCalled(db, nowhere, [])).rejects.toMatchObject({ reason: "not-found" });
  const foreign = await memberCalled(db, there, "Person 1");
  await expect(bring(db, here, [past(0, { memberId: foreign })])).rejects.toMatchObject({ reason: "not-found" });
  await asPerson(db, ana, (tx) => archive(tx, here, true));
  await expect(bring(db, here, numbers(0, 3))).rejects.toMatchObject({ reason: "conflict" });
  expect(await allIn(ground, here)).toEqual([]);
});

test("a member cannot pass her words off as history, and the house cannot write in a member's name", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const ana = await newcomer();
  const space = await circleOf(ana);
  const member = await memberCalled(db, space, "Person 1");
  const forged = asPerson(db, ana, (tx) =>
    sql`insert into space_message (id, space_id, seq, member_id, words, origin)
      values (gen_random_uuid(), ${space}, -5, ${member}, 'Forged', 'whatsapp')`.execute(tx),
  );
  await expect(forged).rejects.toMatchObject({ reason: "not-allowed" });
  const live = asWorker(db, (tx) =>
    sql`insert into space_message (id, space_id, seq, member_id, words) values (gen_random_uuid(), ${space}, 5, ${member}, 'Forged')`.execute(
      tx,
    ),
  );
  await expect(live).rejects.toMatchObject({ reason: "not-allowed" });
  expect(await allIn(ground, space)).toEqual([]);
});
