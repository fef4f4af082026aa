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

test("offering again leads to the same conversation, also when it was refused, and leaving it is no way to ask at once again", async ({
  house,
}) => {
  const { mei, bo, here, pair } = await offered(house);
  const again = () => mei.post(`${here}/pair`, {});
  expect((await again()).headers.get("location")).toBe(pair);
  const page = await pageOf(bo, "/");
  expect(page.match(/would like to write to you alone/g)).toHaveLength(1);
  await bo.post(answerOn(page), { answer: "no" });
  expect((await again()).headers.get("location")).toBe(pair);
  expect(plain(await pageOf(bo, "/"))).not.toContain("would like to write");
  await mei.post(`${pair}/leave`, {});
  expect((await again()).status).toBe(429);
  await house.owner.query("update space_request set asked_at = asked_at - interval '31 days'");
  const later = await again();
  expect([later.status, later.headers.get("location") === pair]).toEqual([303, false]);
});

test("ten offers may wait, not one more", async ({ house }) => {
  const people = await Promise.all(Array.from({ length: 12 }, () => house.newcomer()));
  const [mei, ...others] = people as [Visitor, ...Visitor[]];
  const space = await house.spaceOf("group", mei, ...others);
  const statuses: number[] = [];
  for (const other of others) {
    const message = randomUUID();
    await other.post(`/spaces/${space}/messages`, { id: message, text: "Hello" });
    statuses.push((await mei.post(`/spaces/${space}/messages/${message}/pair`, {})).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429]);
});

test("in a pair and a circle nobody is asked to write alone, and nobody writes to herself", async ({ house }) => {
  const { mei, bo, pair, here } = await offered(house);
  expect(await pageOf(bo, here)).not.toContain("/pair");
  expect((await bo.post(`${here}/pair`, {})).status).toBe(404);
  await bo.post(answerOn(await pageOf(bo, "/")), { answer: "yes" });
  const message = randomUUID();
  await bo.post(`${pair}/messages`, { id: message, text: "Hello" });
  expect(await pageOf(mei, `${pair}/messages/${message}`)).not.toContain(`${message}/pair`);
  expect((await mei.post(`${pair}/messages/${message}/pair`, {})).status).toBe(404);
  const circle = await house.spaceOf("circle", mei, bo);
  const said = randomUUID();
  await bo.post(`/spaces/${circle}/messages`, { id: said, text: "In our circle" });
  expect((await mei.post(`/spaces/${circle}/messages/${said}/pair`, {})).status).toBe(404);
  expect(await pageOf(mei, `${pair}/about`)).not.toMatch(/id="topic-title"|\/invitations"/);
});
