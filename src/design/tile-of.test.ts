import { expect, test } from "vitest";
import { GLAZES, PATTERNS, tileOf } from "./tile-of.ts";
import { patterns } from "./tile-patterns.ts";

const ids = Array.from(
  { length: 14_400 },
  (_, i) => `0198f3a2-7c1e-7${(i % 4096).toString(16).padStart(3, "0")}-9b2d-${(i * 7919).toString(16).padStart(12, "0")}`,
);

test("A tile is the same for ever", () => {
  expect(tileOf("Linden")).toEqual({ glaze: 3, pattern: 8 });
  expect(tileOf("Juniper")).toEqual({ glaze: 5, pattern: 0 });
  expect(tileOf("0198f3a2-7c1e-7000-9b2d-000000000000")).toEqual(tileOf("0198f3a2-7c1e-7000-9b2d-000000000000"));
  expect(tileOf("زيزفونة")).toEqual(tileOf("زيزفونة"));
});

test("Tiles spread evenly over glazes and patterns, also for ids that hardly differ", () => {
  const seen = new Map<string, number>();
  for (const id of ids) {
    const { glaze, pattern } = tileOf(id);
    seen.set(`${glaze}.${pattern}`, (seen.get(`${glaze}.${pattern}`) ?? 0) + 1);
  }
  const fair = ids.length / (GLAZES * PATTERNS);
  expect(seen.size).toBe(GLAZES * PATTERNS);
  for (const [look, count] of seen) expect(count, look).toBeGreaterThan(fair * 0.7);
  for (const [look, count] of seen) expect(count, look).toBeLessThan(fair * 1.3);
});

test("Every glaze and pattern a tile may get can be drawn", () => {
  expect(patterns).toHaveLength(PATTERNS);
  expect(tileOf("").glaze).toBeGreaterThanOrEqual(1);
  expect(ids.every((id) => tileOf(id).glaze <= GLAZES && patterns[tileOf(id).pattern] !== undefined)).toBe(true);
});
