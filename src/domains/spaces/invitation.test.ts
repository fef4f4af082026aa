import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import { plainSql } from "#test/plain-sql";
import { test, type Ground } from "#test/people";
import { Alias } from "./alias.ts";
import { endInvitation, invitationsTo, invite, joinBy, secretIn, welcomeBy, type Made } from "./invitation.ts";
import { leaveSpace, removeMember } from "./membership.ts";
import { archive, spaceSeen, type SpaceId } from "./space.ts";

const KEY = "the key of this house";
const invited = ({ db }: Ground, by: PersonId, space: SpaceId, how: "link" | "digits"): Promise<Made> =>
  asPerson(db, by, async (tx) => invite(tx, await spaceSeen(tx, space), KEY, how));
const join = ({ db }: Ground, who: PersonId, secret: string, name = "Newcomer", key = KEY): Promise<SpaceId> =>
  asPerson(db, who, (tx) => joinBy(tx, secret, key, Alias.parse(name)));
const nowhere = { reason: "not-found", message: "This invitation leads nowhere." };

async function usesLeft({ db }: Ground, by: PersonId, space: SpaceId): Promise<number[]> {
  return (await asPerson(db, by, (tx) => invitationsTo(tx, space))).map(({ usesLeft: left }) => left);
}

test("a link shows where it leads, lets someone in, and is used up by one; following it again uses nothing", async ({ ground }) => {
  const { db, circleOf, newcomers } = ground;
  const [mei, ana] = (await newcomers(2)) as [PersonId, PersonId];
  const space = await circleOf(mei);
  const { secret, uses } = await invited(ground, mei, space, "link");
  expect(secret).toMatch(/^[\w-]{22}$/);
  expect(secretIn(secret)).toBe(secret);
  expect(await asPerson(db, ana, (tx) => welcomeBy(tx, secret, KEY))).toEqual({
    spaceId: space,
    kind: "circle",
    title: "First year",
    startHere: "",
  });
  await expect(asPerson(db, ana, (tx) => spaceSeen(tx, space))).rejects.toMatchObject({ reason: "not-found" }); // to see is not to be in
  expect(await join(ground, ana, secret)).toBe(space);
  expect(await join(ground, ana, secret)).toBe(space);
  expect(await usesLeft(ground, mei, space)).toEqual([uses - 1]);
  expect(await asPerson(db, ana, async (tx) => (await spaceSeen(tx, space)).part)).toBe("member");
});

test("six digits open a door in any digits they are typed in; nothing else is a code", async ({ ground }) => {
  const { circleOf, newcomers } = ground;
  const [mei, ana] = (await newcomers(2)) as [PersonId, PersonId];
  const { secret } = await invited(ground, mei, await circleOf(mei), "digits");
  expect(secret).toMatch(/^\d{6}$/);
  const arabic = secret.replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩".charAt(Number(digit)));
  const wide = secret.replace(/\d/g, (digit) => "０１２３４５６７８９".charAt(Number(digit)));
  for (const typed of [arabic, wide, ` ${secret.slice(0, 3)} ${secret.slice(3)} `, `${secret.slice(0, 3)}-${secret.slice(3)}`])
    expect(secretIn(typed)).toBe(secret);
  for (const typed of ["", "12345", "1234567", "abcdef", "a".repeat(23), "../../../etc/passwd123"]) expect(secretIn(typed)).toBeUndefined();
  expect(await join(ground, ana, secretIn(arabic)!)).toBeTruthy();
});

test("twenty who come at once by a code for five are five; nobody else is in, and nothing is left of it", async ({ ground }) => {
  const { owner, atOnce, circleOf, newcomer, newcomers } = ground;
  const mei = await newcomer();
  const space = await circleOf(mei);
  const { secret, uses } = await invited(ground, mei, space, "digits");
  expect(uses).toBe(5);
  const crowd = await newcomers(20);
  const answers = await atOnce(
    space,
    crowd.map((who, index) => () => join(ground, who, secret, `Guest ${index}`)),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  expect(refused).toEqual(Array.from({ length: 15 }, () => expect.objectContaining(nowhere)));
  const { rows } = await owner.query("select count(*)::int as members from space_member where space_id = $1", [space]);
  expect(rows).toEqual([{ members: 6 }]);
  expect(await usesLeft(ground, mei, space)).toEqual([]);
});

test("a wrong, old, used, ended or copied invitation leads nowhere, and does not say which", async ({ ground }) => {
  const { db, owner, circleOf, newcomers } = ground;
  const [mei, ana] = (await newcomers(2)) as [PersonId, PersonId];
  const [space, elsewhere] = [await circleOf(mei), await circleOf(mei)];
  const [old, ended, good, late] = [
    await invited(ground, mei, space, "link"),
    await invited(ground, mei, space, "link"),
    await invited(ground, mei, space, "link"),
    await invited(ground, mei, elsewhere, "link"),
  ];
  const [, second, first] = await asPerson(db, mei, (tx) => invitationsTo(tx, space)); // the newest comes first
  await owner.query("update space_invitation set expires_at = now() where id = $1", [first!.id]);
  await asPerson(db, mei, (tx) => endInvitation(tx, space, second!.id));
  await asPerson(db, mei, (tx) => archive(tx, elsewhere, true));
  for (const secret of [old.secret, ended.secret, late.secret, "AAAAAAAAAAAAAAAAAAAAAA", "000000", ""]) {
    await expect(join(ground, ana, secret)).rejects.toMatchObject(nowhere);
    await expect(asPerson(db, ana, (tx) => welcomeBy(tx, secret, KEY))).rejects.toMatchObject(nowhere);
  }
  await expect(join(ground, ana, good.secret, "Ana", "another house's key")).rejects.toMatchObject(nowhere);
  const { rows } = await owner.query<{ secret_hash: Buffer }>("select secret_hash from space_invitation");
  for (const { secret_hash } of rows) await expect(join(ground, ana, secret_hash.toString("base64url"))).rejects.toMatchObject(nowhere);
  expect(await join(ground, ana, good.secret)).toBe(space);
});

test("only those who care for a room invite to it, end an invitation or know of it", async ({ ground }) => {
  const { db, circleOf, newcomers } = ground;
  const [mei, ana, eve] = (await newcomers(3)) as [PersonId, PersonId, PersonId];
  const [space, other] = [await circleOf(mei, ana), await circleOf(eve)];
  const { secret } = await invited(ground, mei, space, "link");
  const [invitation] = await asPerson(db, mei, (tx) => invitationsTo(tx, space));
  await expect(invited(ground, ana, space, "link")).rejects.toMatchObject({ reason: "not-allowed" });
  await expect(
    asPerson(db, eve, async (tx) => invite(tx, { ...(await spaceSeen(tx, other)), id: space }, KEY, "link")),
  ).rejects.toMatchObject({ reason: "not-allowed" });
  for (const who of [ana, eve]) {
    expect(await asPerson(db, who, (tx) => invitationsTo(tx, space))).toEqual([]);
    await expect(asPerson(db, who, (tx) => endInvitation(tx, space, invitation!.id))).rejects.toMatchObject({ reason: "not-found" });
  }
  expect(await join(ground, eve, secret)).toBe(space);
});

test("someone who was removed does not come back by a link she still has, only by one made after that", async ({ ground }) => {
  const { db, circleOf, newcomers, memberOf } = ground;
  const [mei, ana, bo] = (await newcomers(3)) as [PersonId, PersonId, PersonId];
  const space = await circleOf(mei);
  const { secret } = await invited(ground, mei, space, "link");
  await join(ground, ana, secret, "Ana");
  await asPerson(db, mei, async (tx) => removeMember(tx, space, await memberOf(space, ana)));
  await expect(join(ground, ana, secret, "Someone new")).rejects.toMatchObject(nowhere);
  expect(await join(ground, bo, secret, "Bo")).toBe(space);
  await asPerson(db, bo, (tx) => leaveSpace(tx, space));
  expect(await join(ground, bo, secret, "Bo")).toBe(space); // whoever left by herself may come again
  const { secret: fresh } = await invited(ground, mei, space, "link");
  expect(await join(ground, ana, fresh, "Ana")).toBe(space);
});

test("six digits in use elsewhere are not given twice, and are free again when they are over", async ({ ground }) => {
  const { db, owner, circleOf, newcomers } = ground;
  const [mei, eve] = (await newcomers(2)) as [PersonId, PersonId];
  const [hers, other] = [await circleOf(mei), await circleOf(eve)];
  const make = (who: PersonId, space: SpaceId) =>
    asPerson(db, who, async (tx) => (await invite(tx, await spaceSeen(tx, space), KEY, "digits")).secret);
  await make(mei, hers);
  const { rows } = await owner.query("select secret_hash as hash from space_invitation where space_id = $1", [hers]);
  const again = "select from make_invitation($1, $2, true, 5, now() + interval '1 hour') as made where made";
  expect(await plainSql(db, eve, again, [other, rows[0].hash])).toBe(0);
  await owner.query("update space_invitation set uses_left = 0 where space_id = $1", [hers]);
  expect(await plainSql(db, eve, again, [other, rows[0].hash])).toBe(1);
});

test("a room has at most fifty open invitations", async ({ ground }) => {
  const { owner, circleOf, newcomer } = ground;
  const mei = await newcomer();
  const space = await circleOf(mei);
  for (let count = 0; count < 50; count += 1) await invited(ground, mei, space, "link");
  await expect(invited(ground, mei, space, "digits")).rejects.toMatchObject({ reason: "conflict", faults: { how: "fault.invitations" } });
  await owner.query("update space_invitation set uses_left = 0 where id = (select id from space_invitation where space_id = $1 limit 1)", [
    space,
  ]);
  expect(await invited(ground, mei, space, "digits")).toBeTruthy();
});
