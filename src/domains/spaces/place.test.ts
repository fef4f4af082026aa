import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { test } from "#test/people";
import { roomOn } from "#test/room";
import { keepDraft, mute, readUpTo } from "./place.ts";
import { myRooms } from "./rooms.ts";

test("how far she has read never moves back, is hers alone, and does not count her own words", async ({ ground }) => {
  const { db } = ground;
  const { mei, ana, space, tell, act, see } = await roomOn(ground);
  const named = (
    await ground.queue.add({
      person: mei,
      space,
      id: randomUUID(),
      words: "@Person3",
      topic: undefined,
      reply: undefined,
      names: ["person3"],
    })
  ).seq;
  for (const text of ["1", "2", "3"]) await tell(mei, text);
  await tell(ana, "Mine");
  const before = await see(ana);
  expect(before).toMatchObject({ unread: 4, firstUnread: Number(named) });
  expect((await asPerson(db, ana, myRooms)).find(({ id }) => id === space)).toMatchObject({ unread: 4, named: 1 });
  const [first, second] = before.messages;
  await Promise.all([second!.seq, first!.seq, second!.seq, first!.seq].map((seq) => act(ana, (tx, seen) => readUpTo(tx, seen, seq))));
  expect(await see(ana)).toMatchObject({ readSeq: second!.seq, unread: 2 });
  await act(ana, (tx, seen) => readUpTo(tx, seen, 0));
  await act(ana, (tx, seen) => readUpTo(tx, seen, -5));
  expect((await see(ana)).readSeq).toBe(second!.seq);
  await act(ana, (tx, seen) => readUpTo(tx, seen, Number.MAX_SAFE_INTEGER)); // no further than what was said: later words are unread
  expect(await see(ana)).toMatchObject({ unread: 0, readSeq: before.lastSeq });
  await tell(mei, "Later");
  expect((await see(ana)).unread).toBe(1);
  expect((await see(mei)).unread).toBe(1); // hers did not move with Ana's
});

test("a draft and quiet are kept for her and shown to nobody else", async ({ ground }) => {
  const { mei, ana, act, see } = await roomOn(ground);
  await act(ana, (tx, seen) => keepDraft(tx, seen, "Half a thought"));
  await act(ana, (tx, seen) => mute(tx, seen, "8h"));
  expect(await see(ana)).toMatchObject({ draft: "Half a thought", mutedUntil: expect.any(String) });
  expect(JSON.stringify(await see(mei))).not.toContain("Half a thought");
  expect((await see(mei)).mutedUntil).toBeNull();
  await act(ana, (tx, seen) => mute(tx, seen, "off"));
  await act(ana, (tx, seen) => keepDraft(tx, seen, ""));
  expect(await see(ana)).toMatchObject({ draft: "", mutedUntil: null });
  await expect(act(ana, (tx, seen) => keepDraft(tx, seen, "x".repeat(4_001)))).rejects.toMatchObject({ reason: "invalid" });
});
