import { expect } from "vitest";
import { test } from "#test/people";
import { roomOn, traces } from "#test/room";
import { feel } from "./reaction.ts";

const absent = { reason: "not-found" };

test("a reaction set twice, or by two taps at once, is one; taken back twice, it is gone", async ({ ground }) => {
  const { mei, ana, eve, space, tell, act, see } = await roomOn(ground);
  const id = await tell(mei, "The drain came out.");
  const taps = await ground.atOnce(
    space,
    Array.from({ length: 6 }, () => () => act(ana, (tx, seen) => feel(tx, seen, id, "heart", true))),
  );
  expect(taps).toEqual(Array.from({ length: 6 }, () => ({ status: "fulfilled", value: 1 })));
  expect(await act(mei, (tx, seen) => feel(tx, seen, id, "heart", true))).toBe(2);
  expect((await see(ana)).felt).toEqual([[id, "heart", 2, true]]);
  expect(await act(ana, (tx, seen) => feel(tx, seen, id, "heart", false))).toBe(1);
  expect(await act(ana, (tx, seen) => feel(tx, seen, id, "heart", false))).toBe(1);
  expect((await see(ana)).felt).toEqual([[id, "heart", 1, false]]);
  await expect(act(eve, (tx, seen) => feel(tx, seen, id, "heart", true))).rejects.toMatchObject(absent);
  expect(await traces(ground, space)).toEqual(["said", "reacted", "reacted", "reacted"]); // what changed nothing left nothing
});
