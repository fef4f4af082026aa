import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { visits } from "../house.ts";
import { planFaults } from "./walls/circles.ts";
import { scratchDatabase } from "./walls/database/scratch.ts";
import { databaseWalls } from "./walls/database/walls.ts";
import { filesOfTheHouse } from "./walls/files.ts";
import { walls } from "./walls/walls.ts";

test("the plan lets nobody walk in a circle", () => {
  expect(planFaults(visits)).toEqual([]);
});

describe("in the files of the house", async () => {
  const files = await filesOfTheHouse();
  test.for(Object.entries(walls))("%s", ([, wall]) => {
    expect(wall(files)).toEqual([]);
  });
});

describe("in a migrated database", () => {
  let client: Client;
  beforeAll(async () => {
    client = await scratchDatabase("kith_template");
  });
  afterAll(() => client.end());

  test.for(Object.entries(databaseWalls))("%s", async ([, wall]) => {
    expect(await wall(client)).toEqual([]);
  });
});
