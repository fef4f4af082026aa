import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test } from "#test/people";
import { plainSql } from "#test/plain-sql";
import { roomPage } from "./room.ts";
import { say, Saying } from "./say.ts";

const saying = (text: string, id = randomUUID()) => Saying.parse({ id, text });

test("what a member says, the other members can read, and someone outside cannot", async ({ ground }) => {
  const { db, queue, circleOf, newcomer } = ground;
  const [mei, ana, eve] = [await newcomer(), await newcomer(), await newcomer()];
  const space = await circleOf(mei, ana);
  expect(await say(queue, mei, space, saying("  The drain came out today.  "))).toMatchObject({ isNew: true });
  const page = await roomPage(db, ana, space);
  expect(page.messages.map(({ words }) => words)).toEqual(["The drain came out today."]);
  expect(page.people.map(({ alias }) => alias)).toEqual(["Person 1"]);
  await expect(roomPage(db, eve, space)).rejects.toMatchObject({ reason: "not-found" });
  await expect(say(queue, eve, space, saying("Hi"))).rejects.toMatchObject({ reason: "not-found" });
});

test("people speaking at once are numbered in one order, and the same words sent twice are said once", async ({ ground }) => {
  const { db, queue, circleOf, newcomer } = ground;
  const [bo, cy] = [await newcomer(), await newcomer()];
  const space = await circleOf(bo, cy);
  const once = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => say(queue, index % 2 ? bo : bo, space, saying(`${index}`, index < 5 ? once : undefined))),
  );
  expect(new Set(answers.map(({ seq }) => seq)).size).toBe(16);
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(16);
  const page = await roomPage(db, cy, space);
  expect(page.messages.map(({ seq }) => seq)).toEqual(page.messages.map(({ seq }) => seq).toSorted((a, b) => a - b));
  expect(page.messages).toHaveLength(16);
});

test("someone else's id is refused alone, and the rest of the batch is said", async ({ ground }) => {
  const { queue, circleOf, newcomer } = ground;
  const [dee, flo] = [await newcomer(), await newcomer()];
  const [here, there] = [await circleOf(dee), await circleOf(flo)];
  const id = randomUUID();
  await say(queue, dee, here, saying("Mine", id));
  const answers = await Promise.allSettled([
    say(queue, flo, there, saying("Stolen", id)),
    say(queue, flo, there, saying("Fine")),
    say(queue, flo, here, saying("Intrusion")),
  ]);
  expect(answers.map((answer) => (answer.status === "rejected" ? (answer.reason as { reason: string }).reason : "said"))).toEqual([
    "conflict",
    "said",
    "not-found",
  ]);
});

test("what is said in a room of fifty is written once, not once for each who may read it, and counts as unread for all", async ({
  ground,
}) => {
  const { db, owner, queue, spaceOf, newcomers } = ground;
  const [mei, ...others] = await newcomers(50);
  const space = await spaceOf("group", mei!, ...others);
  async function rows(): Promise<Record<string, number>> {
    const { rows: tables } = await owner.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) counts[name] = (await owner.query<{ n: number }>(`select count(*)::int as n from "${name}"`)).rows[0]!.n;
    return counts;
  }
  const before = await rows();
  await say(queue, mei!, space, saying("Hello, all"));
  const after = await rows();
  const written = Object.keys(after).filter((name) => after[name] !== before[name]);
  expect(written.toSorted()).toEqual(["fact", "space_event", "space_message"]);
  for (const name of written) expect(after[name]).toBe(before[name]! + 1);
  for (const other of [others[0]!, others[48]!]) expect((await roomPage(db, other, space)).unread).toBe(1);
  expect((await roomPage(db, mei!, space)).unread).toBe(0);
});

test("nobody can list the people of the house", async ({ ground: { db, newcomers } }) => {
  const [mei] = await newcomers(3);
  expect(await plainSql(db, mei, "select from person")).toBe(1); // herself
  expect(await plainSql(db, undefined, "select from person")).toBe(0);
});
