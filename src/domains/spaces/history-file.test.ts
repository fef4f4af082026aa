import { randomBytes, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson, asWorker } from "#foundation/database";
import { test, type Ground } from "#test/people";
import { plainSql } from "#test/plain-sql";
import { roomOn } from "#test/room";
import { hide } from "./hidden.ts";
import { bringFile, filesAwaited, tellFilesCame } from "./history-file.ts";
import { type LeftOut, type Past, takeOver } from "./history.ts";
import { spaceLog } from "./log.ts";
import { remove } from "./mend.ts";
import { photoSeen, type PhotoId } from "./photo.ts";
import { MessageId } from "./say.ts";
import { searchAsked } from "./search-asked.ts";
import { searchSaid } from "./search.ts";
import { type MemberId, spaceSeen } from "./space.ts";

const picture = () => ({
  photo: { bytes: randomBytes(90_000), width: 1280, height: 960 },
  small: { bytes: randomBytes(4_000), width: 320, height: 240 },
  peakBytes: 0,
});

/** A room with a history: a photo of nobody who is here, one of Mei with words, a video, and a mark that says no more than "media". */
async function historyOn(ground: Ground) {
  const room = await roomOn(ground);
  const { db } = ground;
  const meis = await ground.memberOf(room.space, room.mei);
  const past = (leftOut: LeftOut | null, words = "", memberId: MemberId | null = null): Past => {
    return { id: randomUUID(), at: new Date("2025-03-08T15:00:00Z"), memberId, words, leftOut, isEdited: false };
  };
  const all = [past("photo"), past("photo", "My scarf", meis), past("video"), past("media")];
  const bringAll = (some: Past[]) =>
    takeOver(
      db,
      room.space,
      "whatsapp",
      (async function* () {
        yield* some;
      })(),
    );
  await bringAll(all);
  const [nobodys, hers, video, media] = all.map(({ id }) => MessageId.parse(id)) as [MessageId, MessageId, MessageId, MessageId];
  const bring = (message: string, made = picture()) => bringFile(db, room.space, message, { kind: "photo", made });
  const photoOf = async (who: PersonId, message: MessageId): Promise<PhotoId | undefined> =>
    (await room.see(who)).photos?.find((photo) => photo.message === message)?.id;
  const look = async (who: PersonId, message: MessageId) => {
    const id = await photoOf(room.mei, message);
    if (!id) throw new Error("There is no photo.");
    return asPerson(db, who, (tx) => photoSeen(tx, id, "whole"));
  };
  return { ...room, meis, nobodys, hers, video, media, bring, photoOf, look, past, bringAll };
}

test("a photo of a history comes in place of the word that one was there, for the room and nobody else", async ({ ground }) => {
  const { mei, ana, eve, see, nobodys, hers, video, media, bring, look, space } = await historyOn(ground);
  const [first, second] = [picture(), picture()];
  expect(await bring(nobodys, first)).toBe(true);
  expect(await bring(hers, second)).toBe(true);
  expect(await bring(media)).toBe(true);
  expect(await bring(video)).toBe(false);
  expect(await bring(randomUUID())).toBe(false);
  const { messages, photos } = await see(ana);
  expect(messages.map(({ leftOut, words }) => [leftOut, words])).toEqual([
    [null, ""],
    [null, "My scarf"],
    ["video", ""],
    [null, ""],
  ]);
  expect(new Map(photos?.map(({ message, width }) => [message, width]))).toEqual(new Map([nobodys, hers, media].map((id) => [id, 1280])));
  for (const who of [mei, ana]) expect((await look(who, nobodys)).equals(first.photo.bytes)).toBe(true);
  expect((await look(ana, hers)).equals(second.photo.bytes)).toBe(true);
  await expect(look(eve, nobodys)).rejects.toMatchObject({ reason: "not-found" });
  expect(await plainSql(ground.db, eve, "select from space_file where space_id = $1", [space])).toBe(0);
  expect(await plainSql(ground.db, eve, "select from space_file_content where space_id = $1", [space])).toBe(0);
});

test("a photo that came stays one, whoever brings it again at the same moment", async ({ ground }) => {
  const { space, nobodys, hers, video, bring } = await historyOn(ground);
  const at = (id: string) => filesAwaited(ground.db, space, [{ id, kind: "photo" }]).then((found) => found.get(id));
  expect(await at(nobodys)).toBe("open");
  const came = await Promise.all(Array.from({ length: 5 }, () => bring(nobodys)));
  expect(came.filter(Boolean)).toHaveLength(1);
  const all = await filesAwaited(
    ground.db,
    space,
    [nobodys, hers, video, randomUUID()].map((id) => ({ id, kind: "photo" })),
  );
  expect(Object.fromEntries(all)).toEqual({ [nobodys]: "here", [hers]: "open", [video]: "gone" });
  const { rows } = await ground.owner.query(
    "select from space_file f join space_file_content c on c.file_id = f.id where f.space_id = $1",
    [space],
  );
  expect(rows).toHaveLength(1);
});

test("a photo of nobody goes whole with its message, and does not come back", async ({ ground }) => {
  const { fay, ana, space, act, nobodys, bring, photoOf } = await historyOn(ground);
  await bring(nobodys);
  expect(await photoOf(ana, nobodys)).toBeDefined();
  await act(fay, (tx, seen) => remove(tx, seen, nobodys));
  const { rows } = await ground.owner.query("select from space_file_content where space_id = $1", [space]);
  expect(rows).toEqual([]);
  expect((await filesAwaited(ground.db, space, [{ id: nobodys, kind: "photo" }])).get(nobodys)).toBe("gone");
  expect(await bring(nobodys)).toBe(false);
});

test("whoever hides an author does not see the photos of her history", async ({ ground }) => {
  const { mei, ana, space, meis, hers, nobodys, bring, look } = await historyOn(ground);
  await bring(hers);
  await bring(nobodys);
  await asPerson(ground.db, ana, async (tx) => hide(tx, await spaceSeen(tx, space), meis));
  await expect(look(ana, hers)).rejects.toMatchObject({ reason: "not-found" });
  expect((await look(ana, nobodys)).length).toBe(90_000);
  expect((await look(mei, hers)).length).toBe(90_000);
});

test("a voice note and a file come likewise, each where one was, and never in another's place", async ({ ground }) => {
  const { ana, space, see, past, bringAll } = await historyOn(ground);
  const [voice, file] = [past("voice"), past("file", "My letter")];
  await bringAll([voice, file]);
  const made = { bytes: randomBytes(20_000), milliseconds: 5_000 };
  const letter = { bytes: randomBytes(30_000), kind: "pdf" as const, name: "letter.pdf" };
  expect(await bringFile(ground.db, space, file.id, { kind: "voice", made })).toBe(false);
  expect(await bringFile(ground.db, space, voice.id, { kind: "voice", made })).toBe(true);
  expect(await bringFile(ground.db, space, file.id, { kind: "file", made: letter })).toBe(true);
  const { files } = await see(ana);
  expect(files).toHaveLength(2);
  expect(files).toContainEqual(expect.objectContaining({ message: voice.id, kind: "voice", milliseconds: 5_000, bytes: 20_000 }));
  expect(files).toContainEqual(expect.objectContaining({ message: file.id, kind: "file", name: "letter.pdf", bytes: 30_000 }));
});

test("has:photo finds it after it came as before", async ({ ground }) => {
  const { ana, nobodys, hers, bring } = await historyOn(ground);
  const found = async () => {
    const page = await asPerson(ground.db, ana, (tx) => searchSaid(tx, searchAsked("has:photo"), { zone: "UTC" }));
    return page.found.map(({ id }) => id).toSorted();
  };
  expect(await found()).toEqual([nobodys, hers].toSorted());
  await bring(nobodys);
  expect(await found()).toEqual([nobodys, hers].toSorted());
});

test("open pages learn of all photos by one line", async ({ ground }) => {
  const { space } = await historyOn(ground);
  const log = spaceLog(ground.db);
  const [before] = (await ground.owner.query<{ last: string }>("select last_seq as last from space_counter where space_id = $1", [space]))
    .rows;
  await tellFilesCame(ground.db, space);
  expect((await log.read(new Map([[space, Number(before?.last)]]), 100)).map(({ kind }) => kind)).toEqual(["changed"]);
});

test("no photo comes beside what was said here or in another room, and nobody brings one who is no worker", async ({ ground }) => {
  const { mei, ana, eve, space, tell, bring, nobodys } = await historyOn(ground);
  const said = await tell(mei, "Said here");
  const other = await roomOn(ground);
  expect(await bring(said)).toBe(false);
  expect(await bringFile(ground.db, other.space, nobodys, { kind: "photo", made: picture() })).toBe(false);
  const asked = "select bring_file($1, $2, gen_random_uuid(), 'photo', '!', '!', 1, 1, null, null)";
  for (const who of [mei, eve, undefined]) expect(await plainSql(ground.db, who, asked, [space, nobodys])).toBe("42501");
  const loose = `insert into space_file (id, space_id, member_id, kind, bytes, small_bytes, width, height, sha256)
    values (gen_random_uuid(), $1, null, 'photo', 1, 1, 1, 1, '')`;
  expect(await plainSql(ground.db, ana, loose, [space])).toBe("42501");
  const content =
    "insert into space_file_content (file_id, space_id, member_id, content, small) values (gen_random_uuid(), $1, null, '!', '!')";
  expect(await plainSql(ground.db, ana, content, [space])).toBe("42501");
  const words = asWorker(ground.db, (tx) =>
    tx.updateTable("space_message").set({ words: "Other words" }).where("id", "=", nobodys).execute(),
  );
  await expect(words).rejects.toMatchObject({ reason: "not-allowed" });
});
