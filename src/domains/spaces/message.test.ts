import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { circleOf, newcomer, test } from "#test/house";
import { newestIn, say } from "./message.ts";

const words = (body: string, id = randomUUID()) => ({ id, body });

test("what a member says, the other members can read, and someone outside cannot", async ({ house }) => {
  const [mei, ana, eve] = await Promise.all(["Mei", "Ana", "Eve"].map((name) => newcomer(house, name)));
  const spaceId = await circleOf(house, mei!, ana!);
  await asPerson(house.db, mei!.id, (tx) => say(tx, { ...words("  The drain came out today.  "), spaceId, authorId: mei!.id }));
  expect(await asPerson(house.db, ana!.id, (tx) => newestIn(tx, spaceId))).toMatchObject([
    { seq: 1, author: "Mei", body: "The drain came out today." },
  ]);
  expect(await asPerson(house.db, eve!.id, (tx) => newestIn(tx, spaceId))).toEqual([]);
  const intrusion = asPerson(house.db, eve!.id, (tx) => say(tx, { ...words("Hi"), spaceId, authorId: eve!.id }));
  await expect(intrusion).rejects.toMatchObject({ reason: "not-allowed" });
  const forgery = asPerson(house.db, ana!.id, (tx) => say(tx, { ...words("Forged"), spaceId, authorId: mei!.id }));
  await expect(forgery).rejects.toMatchObject({ reason: "not-allowed" });
});

test("people speaking at once are numbered without holes, and the same words sent twice are said once", async ({ house }) => {
  const [bo, cy] = await Promise.all(["Bo", "Cy"].map((name) => newcomer(house, name)));
  const spaceId = await circleOf(house, bo!, cy!);
  const once = randomUUID();
  const sayings = Array.from({ length: 20 }, (_, index) => ({
    ...words(`${index}`, index < 5 ? once : randomUUID()),
    spaceId,
    authorId: bo!.id,
  }));
  await Promise.all(sayings.map((saying) => asPerson(house.db, bo!.id, (tx) => say(tx, saying))));
  const heard = await asPerson(house.db, cy!.id, (tx) => newestIn(tx, spaceId));
  expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
});

test("a message and the fact of it stand or fall together", async ({ house }) => {
  const dee = await newcomer(house, "Dee");
  const spaceId = await circleOf(house, dee);
  const twoThings = asPerson(house.db, dee.id, async (tx) => {
    await say(tx, { ...words("Kept?"), spaceId, authorId: dee.id });
    await say(tx, { ...words("   "), spaceId, authorId: dee.id });
  });
  await expect(twoThings).rejects.toMatchObject({ reason: "invalid" });
  const facts = house.db.selectFrom("fact").select("kind").where("actor_id", "=", dee.id);
  expect(await facts.execute()).toEqual([]);
  await asPerson(house.db, dee.id, (tx) => say(tx, { ...words("Kept."), spaceId, authorId: dee.id }));
  expect(await facts.execute()).toEqual([{ kind: "space.message-said" }]);
});
