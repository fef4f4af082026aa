import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NumbersById } from "./numbers-by-id.ts";

const ids = fc.oneof(fc.integer({ min: -1_000_000_100, max: -999_999_000 }), fc.integer({ min: -300, max: 600 }), fc.maxSafeInteger());

test("every id keeps its own number, below zero too", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, fc.integer({ min: 1, max: 65_535 }))), ids, (entries, stranger) => {
      const numbers = new NumbersById();
      for (const [id, number] of entries) numbers.set(id, number);
      const expected = new Map(entries);
      for (const [id, number] of expected) expect(numbers.of(id)).toBe(number);
      expect(numbers.of(stranger)).toBe(expected.get(stranger) ?? 0);
    }),
  );
});

test("ids that lie far apart cost the memory of the newest ones only", () => {
  const numbers = new NumbersById();
  for (let id = 0; id < 60_000; id += 1) numbers.set(id * 1000, 7);
  expect(numbers.of(0)).toBe(0);
  expect(numbers.of(59_999_000)).toBe(7);
});
