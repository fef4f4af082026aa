import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { test } from "#test/people";
import { roomOn, traces } from "#test/room";
import type { Room } from "./room.ts";
import { changePart, leaveSpace } from "./membership.ts";
import { edit, remove } from "./mend.ts";
import { pin } from "./pin.ts";
import { feel } from "./reaction.ts";

const absent = { reason: "not-found" };
const shown = (page: Room, id: string) => page.messages.find((message) => message.id === id);

test("words are changed by their author for fifteen minutes, with a mark, and by nobody else", async ({ ground }) => {
  const { fay, mei, ana, eve, space, tell, act, see } = await roomOn(ground);
  const id = await tell(mei, "The scan is on Friday.");
  await act(mei, (tx, seen) => edit(tx, seen, id, "The scan is on Monday."));
  expect(shown(await see(ana), id)).toMatchObject({ words: "The scan is on Monday.", edited: expect.any(String) });
  for (const who of [fay, ana]) await expect(act(who, (tx, seen) => edit(tx, seen, id, "Forged"))).rejects.toMatchObject(absent);
  await expect(act(eve, (tx, seen) => edit(tx, seen, id, "Forged"))).rejects.toMatchObject(absent);
  await ground.owner.query("update space_message set said_at = now() - interval '15 minutes' where id = $1", [id]);
  await expect(act(mei, (tx, seen) => edit(tx, seen, id, "Too late"))).rejects.toMatchObject({
    reason: "conflict",
    faults: { text: "fault.late" },
  });
  expect(shown(await see(ana), id)?.words).toBe("The scan is on Monday.");
  expect(await traces(ground, space)).toEqual(["said", "edited"]);
});

test("words are taken back by their author or a facilitator, once, and what remains says by whom", async ({ ground }) => {
  const { fay, mei, ana, eve, space, tell, act, see } = await roomOn(ground);
  const [own, other] = [await tell(mei, "My number is 555 0199."), await tell(mei, "Buy my powder!")];
  const reply = await ground.queue.add({
    person: ana,
    space,
    id: randomUUID(),
    words: "Careful",
    topic: undefined,
    reply: own,
    names: undefined,
  });
  expect(reply.outcome).toBe("said");
  for (const who of [ana, eve]) await expect(act(who, (tx, seen) => remove(tx, seen, own))).rejects.toMatchObject(absent);
  await act(mei, (tx, seen) => remove(tx, seen, own));
  await act(fay, (tx, seen) => remove(tx, seen, other));
  await act(fay, (tx, seen) => remove(tx, seen, own)); // again, by another: it is gone already
  const page = await see(ana);
  expect([shown(page, own), shown(page, other)]).toMatchObject([
    { words: "", removed: "author" },
    { words: "", removed: "facilitator" },
  ]);
  expect(JSON.stringify(page)).not.toContain("555 0199"); // neither quoted
  await expect(act(mei, (tx, seen) => edit(tx, seen, own, "Back again"))).rejects.toMatchObject(absent);
  await expect(act(ana, (tx, seen) => feel(tx, seen, own, "heart", true))).rejects.toMatchObject(absent);
  expect(await traces(ground, space)).toEqual(["said", "said", "said", "removed", "removed"]);
});

test("what one may do ends with the part one has, though the page was opened before", async ({ ground }) => {
  const { fay, mei, ana, space, tell, act } = await roomOn(ground);
  const id = await tell(mei, "Hello");
  const anas = await ground.memberOf(space, ana);
  await act(fay, (tx) => changePart(tx, anas, "facilitator"));
  const stale = await act(ana, (_tx, seen) => Promise.resolve(seen));
  await act(fay, (tx) => changePart(tx, anas, "member"));
  await expect(asPerson(ground.db, ana, (tx) => remove(tx, stale, id))).rejects.toMatchObject(absent);
  await expect(asPerson(ground.db, ana, (tx) => pin(tx, stale, id, true))).rejects.toMatchObject({ reason: "not-allowed" });
  await act(ana, (tx) => leaveSpace(tx, space));
  await expect(asPerson(ground.db, ana, (tx) => feel(tx, stale, id, "heart", true))).rejects.toMatchObject(absent);
  expect((await traces(ground, space)).filter((kind) => kind !== "left")).toEqual(["said"]);
});

test("a message of another room cannot be touched from this one", async ({ ground }) => {
  const { mei, act } = await roomOn(ground);
  const other = await roomOn(ground);
  const id = await other.tell(other.mei, "Elsewhere");
  await expect(act(mei, (tx, seen) => feel(tx, seen, id, "heart", true))).rejects.toMatchObject(absent);
  await expect(act(mei, (tx, seen) => edit(tx, seen, id, "x"))).rejects.toMatchObject(absent);
  await expect(act(mei, (tx, seen) => remove(tx, seen, id))).rejects.toMatchObject(absent);
});
