import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { plain } from "#test/read-page";

const pageOf = async (visitor: Visitor, path: string) => await (await visitor.get(path)).text();
const answerOn = (page: string) => /action="(\/offers\/[\w-]{36})"/.exec(page)?.[1] ?? "";

/** Bo has written something; Mei asks to write to her alone. */
async function offered(house: TestHouse) {
  const [mei, bo, ana] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", ana, mei, bo);
  const message = randomUUID();
  await bo.post(`/spaces/${space}/messages`, { id: message, text: "Does anyone know this?" });
  const here = `/spaces/${space}/messages/${message}`;
  expect(plain(await pageOf(mei, here))).toContain("Write to Person 3 alone");
  const asked = await mei.post(`${here}/pair`, {});
  const pair = asked.headers.get("location") ?? "";
  expect([asked.status, pair]).toEqual([303, expect.stringMatching(/^\/spaces\/[\w-]{36}$/)]);
  return { mei, bo, ana, space, here, pair };
}

test("a conversation for two is offered, accepted, and nobody else learns of it", async ({ house }) => {
  const { mei, bo, ana, pair } = await offered(house);
  expect(plain(await pageOf(bo, "/"))).toContain("Person 2 would like to write to you alone.");
  expect(plain(await pageOf(ana, "/"))).not.toContain("would like to write");
  expect((await bo.get(pair)).status).toBe(404);
  const answer = answerOn(await pageOf(bo, "/"));
  for (const other of [ana, mei]) expect((await other.post(answer, { answer: "yes" })).status).toBe(404);
  const accepted = await bo.post(answer, { answer: "yes" });
  expect([accepted.status, accepted.headers.get("location")]).toEqual([303, pair]);
  expect((await mei.post(`${pair}/messages`, { id: randomUUID(), text: "Only to you" })).status).toBe(303);
  expect(plain(await pageOf(bo, pair))).toContain("Only to you");
  expect((await ana.get(pair)).status).toBe(404);
  expect(await pageOf(ana, "/")).not.toContain("Only to you");
  expect(plain(await pageOf(bo, "/"))).not.toContain("would like to write");
});

test("an offer that is refused is gone, and whoever made it is told nothing", async ({ house }) => {
  const { mei, bo, pair } = await offered(house);
  const before = await pageOf(mei, pair);
  const answer = answerOn(await pageOf(bo, "/"));
  const refused = await bo.post(answer, { answer: "no" });
  expect([refused.status, refused.headers.get("location")]).toEqual([303, "/"]);
  expect(plain(await pageOf(bo, "/"))).not.toContain("would like to write");
  expect((await bo.get(pair)).status).toBe(404);
  expect((await bo.post(answer, { answer: "yes" })).status).toBe(404);
  expect(plain(await pageOf(mei, pair))).toBe(plain(before));
});

test("in a pair and a circle nobody is asked to write alone, and nobody writes to herself", async ({ house }) => {
  const { mei, bo, pair, here } = await offered(house);
  expect(await pageOf(bo, here)).not.toContain("/pair");
  expect((await bo.post(`${here}/pair`, {})).status).toBe(404);
  await bo.post(answerOn(await pageOf(bo, "/")), { answer: "yes" });
  const message = randomUUID();
  await bo.post(`${pair}/messages`, { id: message, text: "Hello" });
  expect(await pageOf(mei, `${pair}/messages/${message}`)).not.toContain(`${message}/pair`);
  expect(await pageOf(mei, `${pair}/about`)).not.toMatch(/id="topic-title"|\/invitations"/);
});
