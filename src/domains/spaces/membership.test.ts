import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import { plainSql } from "#test/plain-sql";
import { test, type Ground } from "#test/people";
import { Alias } from "./alias.ts";
import { invite, joinBy } from "./invitation.ts";
import { inTurn } from "./log.ts";
import {
  answerRequest,
  askToJoin,
  changePart,
  joinOpenSpace,
  leaveSpace,
  offerPair,
  offersToMe,
  removeMember,
  renameMe,
  requestsAt,
  type RequestId,
} from "./membership.ts";
import { say, Saying } from "./say.ts";
import { SpaceId, spaceSeen } from "./space.ts";

const nowhere = { reason: "not-found" };
const careless = { reason: "conflict", faults: { part: "fault.last-one" } };
type Three = [PersonId, PersonId, PersonId];

const isIn = ({ db }: Ground, who: PersonId, space: SpaceId) =>
  asPerson(db, who, (tx) => spaceSeen(tx, space)).then(
    () => true,
    () => false,
  );
const come = ({ db }: Ground, who: PersonId, space: SpaceId, name: string) =>
  asPerson(db, who, (tx) => joinOpenSpace(tx, space, Alias.parse(name)));
const ask = ({ db }: Ground, who: PersonId, space: SpaceId, name: string, words = ""): Promise<RequestId> =>
  asPerson(db, who, (tx) => askToJoin(tx, space, Alias.parse(name), words));
const setEntry = ({ owner }: Ground, space: SpaceId, entry: string) =>
  owner.query("update space set entry = $2 where id = $1", [space, entry]);

test("a name is one person's in a room, however it is written, and free again when she has gone", async ({ ground }) => {
  const { db, spaceOf, newcomers } = ground;
  const [mei, ana, bo] = (await newcomers(3)) as Three;
  const space = await spaceOf("group", mei);
  const taken = { reason: "conflict", faults: { alias: "fault.taken" } };
  await come(ground, ana, space, "Ana Ruiz");
  for (const name of ["Ana Ruiz", "ANA RUIZ", "ana_ruiz", "Ａｎａ Ruiz", "Ana. Ruiz"])
    await expect(come(ground, bo, space, name)).rejects.toMatchObject(taken);
  expect(await isIn(ground, bo, space)).toBe(false);
  await come(ground, bo, space, "Bo");
  await expect(asPerson(db, bo, (tx) => renameMe(tx, space, Alias.parse("ana ruiz")))).rejects.toMatchObject(taken);
  await asPerson(db, ana, (tx) => leaveSpace(tx, space));
  await asPerson(db, bo, (tx) => renameMe(tx, space, Alias.parse("Ana Ruiz")));
  expect((await asPerson(db, bo, (tx) => spaceSeen(tx, space))).alias).toBe("Ana Ruiz");
});

test("ten who want one name at once: one has it; one who comes in ten times at once is in once", async ({ ground }) => {
  const { owner, atOnce, spaceOf, newcomer, newcomers } = ground;
  const space = await spaceOf("group", await newcomer());
  const crowd = await newcomers(10);
  const answers = await atOnce(
    space,
    crowd.map((who) => () => come(ground, who, space, "Rose")),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const eager = await newcomer();
  await atOnce(
    space,
    Array.from({ length: 10 }, (_, index) => () => come(ground, eager, space, `Eager ${index}`)),
  );
  const { rows } = await owner.query("select count(*)::int as members from space_member where space_id = $1", [space]);
  expect(rows).toEqual([{ members: 3 }]);
});

test("whoever left may come back; whoever was removed finds the door closed, and may not ask either", async ({ ground }) => {
  const { db, spaceOf, newcomers, memberOf } = ground;
  const [mei, lea, rem] = (await newcomers(3)) as Three;
  const space = await spaceOf("group", mei, lea, rem);
  await asPerson(db, lea, (tx) => leaveSpace(tx, space));
  const removed = await memberOf(space, rem);
  await asPerson(db, mei, (tx) => removeMember(tx, space, removed));
  expect([await isIn(ground, lea, space), await isIn(ground, rem, space)]).toEqual([false, false]);
  await come(ground, lea, space, "Lea again");
  await expect(come(ground, rem, space, "Someone else")).rejects.toMatchObject(nowhere);
  await setEntry(ground, space, "request");
  await expect(ask(ground, rem, space, "Someone else")).rejects.toMatchObject(nowhere);
  expect(await isIn(ground, rem, space)).toBe(false);
  await expect(asPerson(db, mei, (tx) => removeMember(tx, space, removed))).rejects.toMatchObject(nowhere); // she is gone already
});

test("only a facilitator removes, never herself, and nothing of the one who went is kept but her words", async ({ ground }) => {
  const { db, owner, queue, spaceOf, newcomers, memberOf } = ground;
  const [mei, ana, eve] = (await newcomers(3)) as Three;
  const [space, hers] = [await spaceOf("group", mei, ana), await spaceOf("group", eve)];
  const [meis, anas] = [await memberOf(space, mei), await memberOf(space, ana)];
  for (const [who, member] of [
    [ana, meis],
    [ana, anas],
    [eve, anas],
    [mei, meis],
  ] as const)
    // a member, herself, a stranger, the only facilitator
    await expect(asPerson(db, who, (tx) => removeMember(tx, space, member))).rejects.toMatchObject(nowhere);
  await expect(asPerson(db, eve, (tx) => removeMember(tx, hers, anas))).rejects.toMatchObject(nowhere);
  await say(queue, ana, space, Saying.parse({ id: randomUUID(), text: "I was here." }));
  await owner.query("update space_place set draft = 'Half a thought' where member_id = $1", [anas]);
  await asPerson(db, mei, (tx) => removeMember(tx, space, anas));
  expect((await owner.query("select draft from space_place where member_id = $1", [anas])).rows).toEqual([{ draft: "" }]);
  expect((await owner.query("select words from space_message where member_id = $1", [anas])).rows).toEqual([{ words: "I was here." }]);
});

test("somebody always cares for a room: the last one neither steps down nor leaves while others are there", async ({ ground }) => {
  const { db, atOnce, spaceOf, newcomers, memberOf } = ground;
  const [mei, ana, eve] = (await newcomers(3)) as Three;
  const space = await spaceOf("group", mei, ana);
  const [meis, anas] = [await memberOf(space, mei), await memberOf(space, ana)];
  await expect(asPerson(db, mei, (tx) => changePart(tx, meis, "member"))).rejects.toMatchObject(careless);
  await expect(asPerson(db, mei, (tx) => leaveSpace(tx, space))).rejects.toMatchObject(careless);
  for (const who of [ana, eve]) await expect(asPerson(db, who, (tx) => changePart(tx, anas, "facilitator"))).rejects.toMatchObject(nowhere);
  await asPerson(db, mei, (tx) => changePart(tx, anas, "facilitator"));
  const both = await atOnce(space, [
    () => asPerson(db, mei, (tx) => leaveSpace(tx, space)),
    () => asPerson(db, ana, (tx) => changePart(tx, anas, "member")),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]); // at once, and still one remains
  const alone = await spaceOf("group", eve);
  await asPerson(db, eve, (tx) => leaveSpace(tx, alone)); // nobody is left behind
  expect(await isIn(ground, eve, alone)).toBe(false);
});

test("who asks at a door waits for those who keep it; asking again changes the words, and a no leaves the way open", async ({ ground }) => {
  const { db, owner, spaceOf, newcomers } = ground;
  const [mei, ana, eve] = (await newcomers(3)) as Three;
  const [space, hers] = [await spaceOf("group", mei), await spaceOf("group", eve)];
  await expect(ask(ground, ana, space, "Ana")).rejects.toMatchObject(nowhere); // an open door is not asked at
  await setEntry(ground, space, "request");
  await expect(come(ground, ana, space, "Ana")).rejects.toMatchObject(nowhere);
  const first = await ask(ground, ana, space, "Ana", "May I?");
  expect(await ask(ground, ana, space, "Anna", "Please, may I?")).toBe(first);
  expect(await asPerson(db, mei, (tx) => requestsAt(tx, space))).toMatchObject([{ id: first, alias: "Anna", words: "Please, may I?" }]);
  for (const who of [ana, eve]) {
    expect(await asPerson(db, who, (tx) => requestsAt(tx, space))).toEqual([]);
    await expect(asPerson(db, who, (tx) => answerRequest(tx, first, true))).rejects.toMatchObject(nowhere);
  }
  expect(await asPerson(db, mei, (tx) => answerRequest(tx, first, false))).toBe(space);
  await expect(asPerson(db, mei, (tx) => answerRequest(tx, first, true))).rejects.toMatchObject(nowhere); // an answer is an answer
  expect(await isIn(ground, ana, space)).toBe(false);
  const second = await ask(ground, ana, space, "Person 1"); // the facilitator's own name, which an outsider cannot know to be taken
  await expect(asPerson(db, mei, (tx) => answerRequest(tx, second, true))).rejects.toMatchObject({ faults: { alias: "fault.taken" } });
  await ask(ground, ana, space, "Anna");
  expect(await asPerson(db, mei, (tx) => answerRequest(tx, second, true))).toBe(space);
  expect(await isIn(ground, ana, space)).toBe(true);
  await expect(ask(ground, ana, space, "Anna")).rejects.toMatchObject(nowhere);
  await setEntry(ground, hers, "request");
  const third = await ask(ground, ana, hers, "Ana");
  await owner.query("update space set archived_at = now() where id = $1", [hers]);
  await expect(asPerson(db, eve, (tx) => answerRequest(tx, third, true))).rejects.toMatchObject(nowhere);
});

test("a conversation for two is offered to someone one meets in a room, and only she answers", async ({ ground }) => {
  const { db, owner, spaceOf, newcomers, memberOf } = ground;
  const [mei, ana, eve] = (await newcomers(3)) as Three;
  const space = await spaceOf("group", mei, ana);
  const anas = await memberOf(space, ana);
  const pair = SpaceId.parse(randomUUID());
  await expect(asPerson(db, eve, (tx) => offerPair(tx, SpaceId.parse(randomUUID()), anas, "Talk"))).rejects.toMatchObject(nowhere); // from outside
  await expect(asPerson(db, ana, (tx) => offerPair(tx, SpaceId.parse(randomUUID()), anas, "Talk"))).rejects.toMatchObject(nowhere); // to oneself
  await asPerson(db, mei, (tx) => offerPair(tx, pair, anas, "Talk"));
  expect([await asPerson(db, mei, offersToMe), await asPerson(db, eve, offersToMe)]).toEqual([[], []]);
  const [offer] = await asPerson(db, ana, offersToMe);
  expect(offer).toMatchObject({ alias: "Person 1" });
  expect(await isIn(ground, ana, pair)).toBe(false);
  expect(await asPerson(db, mei, (tx) => requestsAt(tx, pair))).toEqual([]);
  for (const who of [mei, eve])
    await expect(asPerson(db, who, (tx) => answerRequest(tx, offer!.request, true))).rejects.toMatchObject(nowhere);
  expect(await plainSql(db, mei, "select from space_request where space_id = $1", [pair])).toBe(0);
  await asPerson(db, ana, (tx) => answerRequest(tx, offer!.request, true));
  expect(await asPerson(db, ana, (tx) => spaceSeen(tx, pair))).toMatchObject({ kind: "pair", alias: "Person 2" });
  expect((await owner.query("select count(*)::int as n from space_member where space_id = $1", [pair])).rows).toEqual([{ n: 2 }]);
  await asPerson(db, mei, (tx) => leaveSpace(tx, pair)); // two need nobody who cares for the room
  expect(await isIn(ground, ana, pair)).toBe(true);
});

test("an offer that is declined leads nowhere, and one whose giver has gone is not shown", async ({ ground }) => {
  const { db, spaceOf, newcomers, memberOf } = ground;
  const [mei, ana, bo] = (await newcomers(3)) as Three;
  const room = await spaceOf("group", mei, ana, bo);
  const [anas, bos] = [await memberOf(room, ana), await memberOf(room, bo)];
  const [declined, withdrawn] = [SpaceId.parse(randomUUID()), SpaceId.parse(randomUUID())];
  await asPerson(db, mei, (tx) => offerPair(tx, declined, anas, "Talk"));
  const [offer] = await asPerson(db, ana, offersToMe);
  await asPerson(db, ana, (tx) => answerRequest(tx, offer!.request, false));
  expect(await isIn(ground, ana, declined)).toBe(false);
  await asPerson(db, mei, (tx) => offerPair(tx, withdrawn, bos, "Talk"));
  expect(await asPerson(db, bo, offersToMe)).toHaveLength(1);
  await asPerson(db, mei, (tx) => leaveSpace(tx, withdrawn));
  expect(await asPerson(db, bo, offersToMe)).toEqual([]);
});

test("facts follow one another as the changes did, also when someone waited for her turn at the door", async ({ ground }) => {
  const { db, owner, circleOf, newcomers } = ground;
  const [mei, ana, bo] = (await newcomers(3)) as Three;
  const space = await circleOf(mei);
  const { secret } = await asPerson(db, mei, async (tx) => invite(tx, await spaceSeen(tx, space), "key", "link"));
  await setEntry(ground, space, "invitation");
  await owner.query("insert into space_request (space_id, person_id, alias, alias_folded) values ($1, $2, 'Bo', 'bo')", [space, bo]);
  const [request] = await asPerson(db, mei, (tx) => requestsAt(tx, space));
  let others: Promise<unknown> = Promise.resolve();
  await asPerson(db, mei, async (tx) => {
    await inTurn(tx, await spaceSeen(tx, space), async () => {
      others = Promise.all([
        asPerson(db, ana, (theirs) => joinBy(theirs, secret, "key", Alias.parse("Ana"))),
        asPerson(db, mei, (theirs) => answerRequest(theirs, request!.id, true)),
      ]);
      await wait(300); // both stand at the door now, and have not been numbered
      return {
        result: undefined,
        trace: { event: { kind: "changed" }, fact: { kind: "spaces.space-archived", about: { isOver: false } } },
      };
    });
  });
  await others;
  const { rows } = await owner.query<{ seq: number }>("select seq::int from fact where subject = $1 and seq > 0 order by tx, id", [space]);
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});
