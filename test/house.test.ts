import { expect, test } from "vitest";
import { visits } from "../house.ts";
import { planFaults } from "./walls/circles.ts";
import { filesOfTheHouse } from "./walls/files.ts";
import { walls } from "./walls/walls.ts";

const files = await filesOfTheHouse();

test("the plan lets nobody walk in a circle", () => {
  expect(planFaults(visits)).toEqual([]);
});

test.for(Object.entries(walls))("%s", ([, wall]) => {
  expect(wall(files)).toEqual([]);
});
