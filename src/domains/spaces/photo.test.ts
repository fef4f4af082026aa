import { randomBytes, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson, asWorker } from "#foundation/database";
import { test, type Ground } from "#test/people";
import { plainSql } from "#test/plain-sql";
import { roomOn, traces } from "#test/room";
import { hide } from "./hidden.ts";
import { leaveSpace } from "./membership.ts";
import { remove } from "./mend.ts";
import { forgetLoosePhotos, keepPhoto, photoSeen, showPhotos, type PhotoId } from "./photo.ts";
import { say, Saying } from "./say.ts";
import { spaceSeen } from "./space.ts";

const absent = { reason: "not-found" };
const picture = () => ({
  photo: { bytes: randomBytes(90_000), width: 1280, height: 960 },
  small: { bytes: randomBytes(4_000), width: 320, height: 240 },
  peakBytes: 0,
});

/** A room in which Mei has sent a photo, and not yet said anything with it. */
async function photoOn(ground: Ground) {
  const room = await roomOn(ground);
  const { mei, space, act } = room;
  const made = picture();
  const id = await act(mei, (tx, seen) => keepPhoto(tx, seen, made));
  const look = (who: PersonId, photo: PhotoId = id) => asPerson(ground.db, who, (tx) => photoSeen(tx, photo, "whole"));
  const show = (who: PersonId, photos: PhotoId[] = [id], message = randomUUID()) =>
    say(ground.queue, who, space, Saying.parse({ id: message, text: "", photos }));
  return { ...room, made, id, look, show };
}

test("a photo is hers alone until she says something with it; then the room sees it, and nobody else", async ({ ground }) => {
  const { fay, mei, ana, eve, space, made, id, look, show } = await photoOn(ground);
  expect((await look(mei)).equals(made.photo.bytes)).toBe(true);
  for (const who of [fay, ana, eve]) await expect(look(who)).rejects.toMatchObject(absent);
  expect(await show(mei)).toMatchObject({ isNew: true });
  for (const who of [fay, mei, ana]) expect((await look(who)).equals(made.photo.bytes)).toBe(true);
  expect(await asPerson(ground.db, ana, (tx) => photoSeen(tx, id, "small"))).toEqual(made.small.bytes);
  await expect(look(eve)).rejects.toMatchObject(absent);
  expect(await plainSql(ground.db, eve, "select from space_file_content where file_id = $1", [id])).toBe(0);
  expect(await plainSql(ground.db, undefined, "select from space_file_content where file_id = $1", [id])).toBe(0);
  await asPerson(ground.db, ana, (tx) => leaveSpace(tx, space));
  await expect(look(ana)).rejects.toMatchObject(absent);
  expect(await plainSql(ground.db, ana, "select from space_file where id = $1", [id])).toBe(0);
});

test("nobody says something with another's photo, with one of another room, or with one twice, and then nothing is said", async ({
  ground,
}) => {
  const { mei, ana, eve, space, id, show } = await photoOn(ground);
  const other = await photoOn(ground);
  for (const who of [ana, eve]) await expect(show(who)).rejects.toMatchObject(absent);
  await expect(show(mei, [id, other.id])).rejects.toMatchObject(absent);
  const message = randomUUID();
  await show(mei, [id], message);
  expect(await show(mei, [id], message)).toMatchObject({ isNew: false }); // sent again: it is the same message
  await expect(show(mei, [id])).rejects.toMatchObject(absent);
  expect(await traces(ground, space)).toEqual(["said"]);
});

test("a message has words or a photo, and at most four photos", () => {
  const id = randomUUID();
  expect(Saying.safeParse({ id, text: " " }).success).toBe(false);
  expect(Saying.safeParse({ id, text: "", photos: [] }).success).toBe(false);
  expect(Saying.safeParse({ id, text: "", photos: [randomUUID()] }).success).toBe(true);
  expect(Saying.safeParse({ id, text: "", photos: Array.from({ length: 5 }, () => randomUUID()) }).success).toBe(false);
});

test("a photo goes with its message when that is taken out, and nobody can put one beside words that are gone", async ({ ground }) => {
  const { fay, mei, ana, space, id, look, show, act } = await photoOn(ground);
  const { id: message } = await show(mei);
  await act(fay, (tx, seen) => remove(tx, seen, message));
  for (const who of [fay, mei]) await expect(look(who)).rejects.toMatchObject(absent);
  const { rows } = await ground.owner.query("select from space_file_content where file_id = $1", [id]);
  expect(rows).toEqual([]);
  const late = await act(mei, (tx, seen) => keepPhoto(tx, seen, picture()));
  await expect(asPerson(ground.db, mei, (tx) => showPhotos(tx, message, [late], false))).rejects.toMatchObject(absent);
  const anas = (await say(ground.queue, ana, space, Saying.parse({ id: randomUUID(), text: "Mine" }))).id;
  await expect(asPerson(ground.db, mei, (tx) => showPhotos(tx, anas, [late], false))).rejects.toMatchObject(absent);
});

test("whoever hides someone does not see her photos", async ({ ground }) => {
  const { mei, ana, space, id, look, show } = await photoOn(ground);
  await show(mei);
  const meis = await ground.memberOf(space, mei);
  await asPerson(ground.db, ana, async (tx) => hide(tx, await spaceSeen(tx, space), meis));
  await expect(look(ana)).rejects.toMatchObject(absent);
  expect((await look(mei)).length).toBe(90_000);
  expect(id).toBeDefined();
});

test("nobody sends a photo in another's name, changes one that was said, or takes one away", async ({ ground }) => {
  const { mei, ana, id, space, show } = await photoOn(ground);
  const meis = await ground.memberOf(space, mei);
  const forged = `insert into space_file (id, space_id, member_id, kind, bytes, small_bytes, width, height, sha256)
    values (gen_random_uuid(), $1, $2, 'photo', 1, 1, 1, 1, '')`;
  expect(await plainSql(ground.db, ana, forged, [space, meis])).toBe("42501");
  expect(await plainSql(ground.db, mei, forged, [space, meis])).toBe(1);
  expect(await plainSql(ground.db, ana, "update space_file set is_sensitive = true where id = $1", [id])).toBe("42501");
  await show(mei);
  expect(await plainSql(ground.db, mei, "update space_file set message_id = null where id = $1", [id])).toBe("42501");
  expect(await plainSql(ground.db, mei, "delete from space_file where id = $1", [id])).toBe("42501");
  expect(await plainSql(ground.db, mei, "update space_file_content set content = '' where file_id = $1", [id])).toBe("42501");
});

test("a photo with which nothing was said is forgotten after a day, one that was said stays", async ({ ground }) => {
  const { mei, id, act, look, show } = await photoOn(ground);
  const loose = await act(mei, (tx, seen) => keepPhoto(tx, seen, picture()));
  await show(mei);
  await forgetLoosePhotos(ground.db);
  expect((await look(mei, loose)).length).toBe(90_000);
  await ground.owner.query("update space_file set sent_at = now() - interval '25 hours' where id = any ($1)", [[id, loose]]);
  expect(await forgetLoosePhotos(ground.db)).toBe(1);
  await expect(look(mei, loose)).rejects.toMatchObject(absent);
  expect((await look(mei)).length).toBe(90_000);
  await expect(asWorker(ground.db, (tx) => tx.selectFrom("space_file_content").selectAll().execute())).rejects.toMatchObject({
    reason: "not-allowed",
  });
});

test("twenty photos may wait to be said, and no more", async ({ ground }) => {
  const { mei, act } = await photoOn(ground);
  for (let nth = 1; nth < 20; nth += 1) await act(mei, (tx, seen) => keepPhoto(tx, seen, picture()));
  await expect(act(mei, (tx, seen) => keepPhoto(tx, seen, picture()))).rejects.toMatchObject({ reason: "too-many" });
});
