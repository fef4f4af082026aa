import { expect, test } from "vitest";
import { planFaults, roomsFormNoCircle } from "./circles.ts";
import { prove } from "./plant.ts";

test("a plan without a circle is left alone, and each circle in a plan is told once", () => {
  expect(planFaults({ people: [], spaces: ["people"], circle: ["people", "spaces"] })).toEqual([]);
  const [fault, ...others] = planFaults({ people: ["circle"], spaces: ["people"], circle: ["spaces"] });
  expect(fault).toContain("people → circle → spaces → people");
  expect(others).toEqual([]);
});

test("a plan that lets someone into a room that is not planned is reported", () => {
  expect(planFaults({ people: ["gossip"] })).toEqual(["house.ts allows people → gossip, but the second is no room of the plan."]);
});

const sound = {
  "src/front.ts": 'import { x } from "#foundation/live";',
  "src/foundation/live/index.ts": 'import { y } from "#foundation/facts";',
  "src/foundation/facts/index.ts": 'declare module "#foundation/live" { interface Live {} }',
};
prove("rooms as built form no circle", roomsFormNoCircle, sound, [
  [
    "two rooms that know each other",
    { "src/foundation/facts/a.ts": 'import { x } from "#foundation/live";' },
    "foundation/facts → foundation/live",
  ],
  [
    "two rooms that know each other by a type",
    { "src/foundation/facts/a.ts": 'import type { X } from "#foundation/live";' },
    "in a circle",
  ],
]);
