import { expect, test } from "vitest";
import { JustSaid, plainLine } from "./just-said.ts";

const SPACE = "6f1a09c2-0000-4000-8000-000000000000";
const said = (seq: number) =>
  plainLine({
    space: SPACE,
    seq: `${seq}`,
    message: `m${seq}`,
    member: null,
    at: new Date(0),
    alias: "Mei",
    part: "member",
    work: "",
    words: "w",
    topic: null,
  });

test("what joins on to what is known is handed out once; what leaves a gap is read from the log", () => {
  const just = new JustSaid();
  for (const seq of [5, 6, 7]) just.remember(said(seq));
  const joined = just.take(new Map([[SPACE, 5]]));
  expect([joined.entries.map(({ seq }) => seq), joined.left.size]).toEqual([[6, 7], 0]);
  expect(just.take(new Map([[SPACE, 5]]))).toEqual({ entries: [], left: new Map([[SPACE, 5]]) });
  for (const seq of [9, 11]) just.remember(said(seq));
  expect(just.take(new Map([[SPACE, 8]])).left).toEqual(new Map([[SPACE, 8]]));
});

test("a room that nobody listens to keeps no more than a handful", () => {
  const just = new JustSaid();
  for (let seq = 1; seq <= 1_000; seq += 1) just.remember(said(seq));
  expect(just.take(new Map([[SPACE, 0]])).entries.length).toBeLessThan(401);
});
