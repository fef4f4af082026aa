import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import { plainSql } from "#test/plain-sql";
import { test, type Ground } from "#test/people";
import { Alias } from "./alias.ts";
import { invite, joinBy } from "./invitation.ts";
import { answerRequest, askToJoin, changePart, offerPair, requestsAt } from "./membership.ts";
import { SpaceId, spaceSeen } from "./space.ts";
import { askedByMe, atMyDoors, takeBack, waitsOf } from "./waits.ts";

const nowhere = { reason: "not-found" };

/** Fay cares for a room where one asks first, Mei is in it, Eve and Ana are not. */
async function scene(ground: Ground) {
  const [fay, mei, eve, ana] = (await ground.newcomers(4)) as [PersonId, PersonId, PersonId, PersonId];
  const space = await ground.spaceOf("group", fay, mei);
  await ground.owner.query("update space set entry = 'request' where id = $1", [space]);
  const ask = (who: PersonId, alias: string) => asPerson(ground.db, who, (tx) => askToJoin(tx, space, Alias.parse(alias), "May I?"));
  return { fay, mei, eve, ana, space, ask };
}

test("whoever asked sees that it waits, and nobody else sees hers", async ({ ground }) => {
  const { db } = ground;
  const { fay, mei, eve, ana, space, ask } = await scene(ground);
  const request = await ask(eve, "Hazel");
  const hers = { id: request, space, title: "First year", kind: "group", alias: "Hazel", words: "May I?", askedAt: expect.any(Date) };
  expect(await asPerson(db, eve, askedByMe)).toEqual([hers]);
  for (const who of [fay, mei, ana]) expect(await asPerson(db, who, askedByMe)).toEqual([]);
  expect(await plainSql(db, ana, "select from space_request where space_id = $1", [space])).toBe(0);
  await asPerson(db, fay, (tx) => answerRequest(tx, request, false));
  expect(await asPerson(db, eve, askedByMe)).toEqual([]);
});

test("a room whose door was closed since tells its name no more, and the way back from it stays", async ({ ground }) => {
  const { db, owner } = ground;
  const { fay, eve, space, ask } = await scene(ground);
  const request = await ask(eve, "Hazel");
  await owner.query("update space set entry = 'invitation', title = 'Secretbird' where id = $1", [space]);
  expect(await asPerson(db, eve, askedByMe)).toMatchObject([{ id: request, title: null, kind: null }]);
  await asPerson(db, eve, (tx) => takeBack(tx, request));
  expect([await asPerson(db, eve, askedByMe), await asPerson(db, fay, atMyDoors)]).toEqual([[], []]);
});

test("whoever came in by an invitation while she waited waits no more", async ({ ground }) => {
  const { db } = ground;
  const { fay, eve, space, ask } = await scene(ground);
  await ask(eve, "Hazel");
  const { secret } = await asPerson(db, fay, async (tx) => invite(tx, await spaceSeen(tx, space), "a key", "link"));
  await asPerson(db, eve, (tx) => joinBy(tx, secret, "a key", Alias.parse("Hazel")));
  expect(await asPerson(db, eve, askedByMe)).toEqual([]);
});

test("whoever keeps a door sees how many wait there and since when; a member and a keeper of old see nothing", async ({ ground }) => {
  const { db, owner } = ground;
  const { fay, mei, eve, ana, space, ask } = await scene(ground);
  expect(await asPerson(db, fay, atMyDoors)).toEqual([]);
  for (const [who, alias] of [
    [eve, "Hazel"],
    [ana, "Rowan"],
  ] as const)
    await ask(who, alias);
  const [first] = await asPerson(db, fay, (tx) => requestsAt(tx, space));
  expect(await asPerson(db, fay, atMyDoors)).toEqual([{ space, title: "First year", count: 2, since: first!.askedAt }]);
  for (const who of [mei, eve, ana]) expect(await asPerson(db, who, atMyDoors)).toEqual([]);
  const [meis, fays] = [await ground.memberOf(space, mei), await ground.memberOf(space, fay)];
  await asPerson(db, fay, (tx) => changePart(tx, meis, "facilitator"));
  await asPerson(db, mei, (tx) => changePart(tx, fays, "member"));
  expect([(await asPerson(db, fay, atMyDoors)).length, (await asPerson(db, mei, atMyDoors)).length]).toEqual([0, 1]);
  await owner.query("update space set archived_at = now() where id = $1", [space]);
  expect(await asPerson(db, mei, atMyDoors)).toEqual([]);
});

test("she takes back what she asked; nobody else can, and what was answered or offered is not taken back", async ({ ground }) => {
  const { db } = ground;
  const { fay, mei, eve, ana, space, ask } = await scene(ground);
  const request = await ask(eve, "Hazel");
  for (const who of [fay, mei, ana]) await expect(asPerson(db, who, (tx) => takeBack(tx, request))).rejects.toMatchObject(nowhere);
  expect(await asPerson(db, fay, (tx) => requestsAt(tx, space))).toHaveLength(1);
  await asPerson(db, eve, (tx) => takeBack(tx, request));
  expect(await asPerson(db, fay, (tx) => requestsAt(tx, space))).toEqual([]);
  await expect(asPerson(db, fay, (tx) => answerRequest(tx, request, true))).rejects.toMatchObject(nowhere);
  const again = await ask(eve, "Hazel");
  await asPerson(db, fay, (tx) => answerRequest(tx, again, false));
  await expect(asPerson(db, eve, (tx) => takeBack(tx, again))).rejects.toMatchObject(nowhere);
  const meis = await ground.memberOf(space, mei);
  await asPerson(db, fay, (tx) => offerPair(tx, SpaceId.parse(randomUUID()), meis, "Talk"));
  const { offers, asked } = await asPerson(db, mei, waitsOf);
  expect([offers.length, asked]).toEqual([1, []]);
  await expect(asPerson(db, mei, (tx) => takeBack(tx, offers[0]!.request))).rejects.toMatchObject(nowhere);
});
