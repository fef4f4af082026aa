import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { test } from "#test/people";
import { roomOn } from "#test/room";
import { Alias } from "./alias.ts";
import { askToJoin, joinOpenSpace, leaveSpace } from "./membership.ts";
import { edit } from "./mend.ts";
import { pin } from "./pin.ts";
import { feel } from "./reaction.ts";
import { say, Saying } from "./say.ts";
import { archive, furnish } from "./space.ts";
import { beginTopic, TopicId } from "./topic.ts";

const absent = { reason: "not-found" };

test("an archived room is read and left, and nothing more happens in it until it is opened again", async ({ ground }) => {
  const { db, queue, owner } = ground;
  const { fay, mei, ana, eve, space, tell, act, see } = await roomOn(ground);
  const id = await tell(mei, "Hello");
  const earlier = await act(mei, (_tx, seen) => Promise.resolve(seen)); // a page from before
  for (const who of [mei, eve]) await expect(asPerson(db, who, (tx) => archive(tx, space, true))).rejects.toMatchObject(absent);
  await act(fay, (tx) => archive(tx, space, true));
  const closed = { reason: "conflict", faults: { text: "fault.closed" } };
  await expect(tell(mei, "More")).rejects.toMatchObject(closed);
  expect((await say(queue, mei, space, Saying.parse({ id, text: "Hello" }))).isNew).toBe(false); // what was said before the end was said
  await expect(asPerson(db, mei, (tx) => edit(tx, earlier, id, "x"))).rejects.toMatchObject(closed);
  await expect(asPerson(db, mei, (tx) => feel(tx, earlier, id, "heart", true))).rejects.toMatchObject(closed);
  await expect(act(fay, (tx, seen) => pin(tx, seen, id, true))).rejects.toMatchObject(closed);
  await expect(act(mei, (tx, seen) => beginTopic(tx, seen, TopicId.parse(randomUUID()), "New"))).rejects.toMatchObject(closed);
  await expect(asPerson(db, eve, (tx) => joinOpenSpace(tx, space, Alias.parse("Eve")))).rejects.toMatchObject(absent);
  await owner.query("update space set entry = 'request' where id = $1", [space]);
  await expect(asPerson(db, eve, (tx) => askToJoin(tx, space, Alias.parse("Eve"), ""))).rejects.toMatchObject(absent);
  expect((await see(ana)).archivedAt).not.toBeNull();
  await act(ana, (tx) => leaveSpace(tx, space));
  await act(fay, (tx) => archive(tx, space, false));
  expect(await tell(mei, "Open again")).toBeTruthy();
});

test("the door of a room is furnished by those who care for it, and a circle's stays closed", async ({ ground }) => {
  const { db, circleOf, newcomer } = ground;
  const { fay, mei, eve, space, act } = await roomOn(ground);
  for (const who of [mei, eve])
    await expect(asPerson(db, who, (tx) => furnish(tx, space, { title: "Mine" }))).rejects.toMatchObject(absent);
  await act(fay, (tx) => furnish(tx, space, { title: "Second year", startHere: "Read this first.", entry: "request" }));
  expect(await act(mei, (_tx, seen) => Promise.resolve(seen))).toMatchObject({
    title: "Second year",
    startHere: "Read this first.",
    entry: "request",
  });
  const ida = await newcomer();
  const circle = await circleOf(ida);
  await expect(asPerson(db, ida, (tx) => furnish(tx, circle, { entry: "open" }))).rejects.toMatchObject({ reason: "invalid" });
  await expect(asPerson(db, ida, (tx) => furnish(tx, circle, { title: "" }))).rejects.toMatchObject({ reason: "invalid" });
});
