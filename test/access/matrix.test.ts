import { expect } from "vitest";
import { test as base } from "#test/house";
import { objects, read, routeOf, type Table } from "./cells.ts";
import { doors } from "./expected/doors.ts";
import { helpNumbers } from "./expected/help-numbers.ts";
import { machines } from "./expected/machines.ts";
import { me } from "./expected/me.ts";
import { messages } from "./expected/messages.ts";
import { network } from "./expected/network.ts";
import { notifications } from "./expected/notifications.ts";
import { people } from "./expected/people.ts";
import { reports } from "./expected/reports.ts";
import { rooms } from "./expected/rooms.ts";
import { faultsInChanges, faultsInStill, lineOf, type Setting } from "./matrix.ts";
import { hereIn, thereIn } from "./rooms.ts";
import { endIn, townIn } from "./town.ts";

const table: Table = {
  ...machines,
  ...people,
  ...me,
  ...network,
  ...helpNumbers,
  ...notifications,
  ...reports,
  ...rooms,
  ...doors,
  ...messages,
};

/** What must be named where "another's" is no room: a person's own things; links of a letter, which nobody can hold for another. */
const HERS = ["own", "other", "nowhere"];
const LETTERS = ["own", "nowhere"];
const NAMED: Record<string, string[]> = {
  "POST /me/sessions/:id/end": HERS,
  "POST /me/tokens/:id/end": HERS,
  "POST /me/ways-in/passkeys/:id/remove": ["other", "nowhere"],
  "GET /me/mailbox/:token": LETTERS,
  "POST /me/mailbox/:token": LETTERS,
  "GET /enter/link/:token": ["nowhere"],
  "POST /enter/link/:token": ["nowhere"],
  "POST /network/roles/:id/end": ["nowhere"],
  "GET /reports/:report": HERS,
  "POST /reports/:report": HERS,
  "POST /me/news/devices/:id/end": HERS,
  "GET /letters/:token": ["other", "nowhere"],
  "POST /letters/:token": ["other", "nowhere"],
  "GET /app/:locale/common/:hash": ["any"],
  "GET /app/:locale/:file": ["any"], // it names nothing of anyone
};

const test = base.extend<{ setting: Setting }>({
  setting: [
    async ({ house }, use) => {
      const town = await townIn(house);
      const there = await thereIn(house, town);
      const still = {
        open: { here: await hereIn(house, town, "open"), there },
        request: { here: await hereIn(house, town, "request"), there },
        invitation: { here: await hereIn(house, town), there },
      };
      await endIn(house, town);
      await use({ house, town, still });
    },
    { scope: "file" },
  ],
});

test("the table names every route of the running house, and none that is not there", ({ house }) => {
  const running = house.app.routes.filter(({ path }) => path !== "/*").map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(Object.keys(table).map(routeOf))].toSorted()).toEqual([...new Set(running)].toSorted());
});

test("the table says for every role what each object's answer is, and what each change leaves behind", () => {
  for (const [key, { cells, changes, effect }] of Object.entries(table)) {
    const lines = objects.flatMap((object) => cells[object] ?? []);
    const outcomes = lines.flatMap((line) => Object.values(read(line)));
    expect(lines.length, key).toBe(Object.keys(cells).length);
    const isNamed = routeOf(key).includes("/:") && !key.endsWith("(taken)");
    const needed = isNamed ? (NAMED[routeOf(key)] ?? ["nowhere", "there"]) : [];
    expect(Object.keys(cells), key).toEqual(expect.arrayContaining(needed));
    const isChange = key.startsWith("POST ") && outcomes.includes("ok");
    expect({ key, changes: changes !== undefined, effect: effect !== undefined }).toEqual({ key, changes: isChange, effect: isChange });
  }
});

for (const [key, expected] of Object.entries(table)) {
  test(`${key}: each role has the answer of the table, and a "no" changes nothing and tells nothing`, async ({ setting }) => {
    expect(await faultsInStill(setting, lineOf(key, expected))).toEqual([]);
  });
  if (expected.changes)
    test(`${key}: whoever may, changes what she asked for and nothing else`, async ({ setting }) => {
      expect(await faultsInChanges(setting, lineOf(key, expected))).toEqual([]);
    });
}
