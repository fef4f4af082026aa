import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { plain } from "#test/read-page";

const WORDS = "Canarybird: you will lose everything.";

async function tell(visitor: Visitor, space: string, text: string): Promise<string> {
  const id = randomUUID();
  expect((await visitor.json(`/spaces/${space}/messages`, { id, text })).status).toBe(201);
  return id;
}

/** Mei and Bo share a room; the steward is in none. */
async function scene(house: TestHouse, kind: "group" | "circle" = "group") {
  const [mei, bo, steward] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf(kind, mei, bo);
  await house.owner.query("insert into person_role (person_id, role, scope, known_as) values ($1, 'steward', 'network', 'Rosa')", [
    steward.id,
  ]);
  const said = await tell(bo, space, WORDS);
  const form = `/spaces/${space}/messages/${said}/report`;
  return { mei, bo, steward, space, said, form };
}

const textOf = async (visitor: Visitor, path: string) => await (await visitor.get(path)).text();
const leads = (answer: Response) => answer.headers.get("location") ?? "";

test("on a message's own page one press reports it, and the words beside it say who will see what", async ({ house }) => {
  const { mei, bo, space, said, form } = await scene(house);
  const page = await textOf(mei, `/spaces/${space}/messages/${said}`);
  expect(page).toContain(`action="${form}"`);
  expect(plain(page)).toContain("will see this message and your name here. Person 2 is not told.");
  expect(await textOf(bo, `/spaces/${space}/messages/${said}`)).not.toContain(form);
  const circle = await scene(house, "circle");
  const closed = await textOf(circle.mei, `/spaces/${circle.space}/messages/${circle.said}`);
  expect(plain(closed)).toContain("will see only this message and your name here, nothing else from this room");
});

test("what is wrong with it can be said after it was sent, and said differently, until there is an answer", async ({ house }) => {
  const { mei, bo, steward, form } = await scene(house);
  const sent = await mei.post(form, {});
  const receipt = leads(sent).replace("?sent", "");
  expect([sent.status, plain(await textOf(mei, leads(sent))).includes("You can say more below")]).toEqual([303, true]);
  const again = await mei.post(receipt, { words: "Half a sentence" });
  expect([again.status, (await again.text()).includes("Half a sentence")]).toEqual([422, true]);
  expect((await mei.post(receipt, { reason: "hurts", words: "x".repeat(1_001) })).status).toBe(422);
  for (const other of [bo, steward]) expect((await other.post(receipt, { reason: "else", words: "Mine now" })).status).toBe(404);
  await mei.post(receipt, { reason: "danger", words: "It is no cure." });
  await mei.post(receipt, { reason: "hurts", words: "It frightened me." });
  const desk = plain(await textOf(steward, `/network${receipt}`));
  expect(desk).toMatch(/It frightens or insults.*It frightened me/);
  expect(desk).not.toContain("It is no cure.");
  await steward.post(`/network${receipt}/answer`, { outcome: "kept", answer: "It stays." });
  const late = await mei.post(receipt, { reason: "else", words: "One more thing" });
  expect([late.status, plain(await late.text()).includes("answered this report already")]).toEqual([422, true]);
  expect(await textOf(mei, receipt)).not.toContain("<textarea");
});

test("she has a number and a state to follow, and reads the answer; the words she reported are not shown to her again", async ({
  house,
}) => {
  const { mei, bo, steward, space, form } = await scene(house);
  expect(await textOf(mei, "/me")).not.toContain('href="/reports"');
  const sent = await mei.post(form, { reason: "hurts", words: "It kept me awake." });
  const receipt = leads(sent).replace("?sent", "");
  expect(receipt).toMatch(/^\/reports\/[\w-]{36}$/);
  expect(plain(await textOf(mei, leads(sent)))).toMatch(/Your report has arrived.*Its number \d{4} \d{4}.*Sent.*It kept me awake/);
  expect(await textOf(mei, "/me")).toContain('href="/reports"');
  const id = receipt.split("/").at(-1)!;
  await steward.post(`/network/reports/${id}/claim`, {});
  expect(plain(await textOf(mei, receipt))).toContain("Someone is looking at it now.");
  await steward.post(`/network/reports/${id}/answer`, { outcome: "removed", answer: "It is gone. Thank you for telling us." });
  expect(plain(await textOf(mei, receipt))).toMatch(/Done: the message is gone.*Thank you for telling us/);
  for (const path of [receipt, "/reports"]) expect(await textOf(mei, path)).not.toContain("Canarybird");
  const room = await textOf(bo, `/spaces/${space}`);
  expect(room).not.toContain("Canarybird");
  expect(plain(room)).toContain("Removed by someone who looks after this network");
});

test("a steward meets what was reported by names of that room alone, and whoever was reported learns nothing", async ({ house }) => {
  const { mei, bo, steward, space, form } = await scene(house);
  expect(await textOf(steward, "/network")).toContain('href="/network/reports"');
  const id = leads(await mei.post(form, { reason: "exposes", words: "" })).split(/[/?]/)[2]!;
  for (const path of ["/network/reports", `/network/reports/${id}`]) {
    const text = await textOf(steward, path);
    expect([path, text.includes("Canarybird")]).toEqual([path, path.endsWith(id)]);
    for (const hidden of [mei.id, bo.id, space]) expect([path, text.includes(hidden)]).toEqual([path, false]);
    expect((await bo.get(path)).status).toBe(404);
  }
  expect(plain(await textOf(steward, `/network/reports/${id}`))).toMatch(/Person 1 reported this in “First year”.*What Person 2 wrote/);
  for (const path of ["/", "/me", "/reports", `/spaces/${space}`]) expect((await textOf(bo, path)).toLowerCase()).not.toContain(id);
  expect(await textOf(bo, "/me")).not.toContain('href="/reports"');
});

test("an answer without words comes back with what was chosen, and a report that cannot be read is none", async ({ house }) => {
  const { mei, steward, form } = await scene(house);
  expect((await mei.post(form, { reason: "games", words: "" })).status).toBe(422);
  expect((await mei.post(form, { reason: "hurts", words: "x".repeat(1_001) })).status).toBe(422);
  const id = leads(await mei.post(form, { reason: "else", words: "" })).split(/[/?]/)[2]!;
  const empty = await steward.post(`/network/reports/${id}/answer`, { outcome: "kept", answer: "" });
  expect([empty.status, plain(await empty.text()).includes("Please fill this in.")]).toEqual([422, true]);
  expect((await steward.post(`/network/reports/${id}/answer`, { outcome: "kept", answer: "It stays." })).status).toBe(303);
  const late = await steward.post(`/network/reports/${id}/answer`, { outcome: "kept", answer: "Once more." });
  expect([late.status, plain(await late.text()).includes("answered this report already")]).toEqual([422, true]);
});

test("the desk leads a steward to what waits and to what else is hers, and names no one", async ({ house }) => {
  const { mei, bo, steward, space, said, form } = await scene(house);
  await house.owner.query("delete from moderation_report");
  expect(plain(await textOf(steward, "/desk"))).toMatch(/Nothing waits for an answer .*No report was answered in these days/);
  const id = leads(await mei.post(form, { reason: "danger", words: "Secretbird" })).split(/[/?]/)[2]!;
  const desk = await textOf(steward, "/desk");
  expect(plain(desk)).toMatch(/1 report waits for an answer The first since .*Next It is dangerous advice .*First year/);
  for (const href of [`/network/reports/${id}`, "/network/reports", "/network"]) expect(desk).toContain(`href="${href}"`);
  for (const hidden of ["Canarybird", "Secretbird", "Person 1", "Person 2", mei.id, bo.id, space, said]) expect(desk).not.toContain(hidden);
  expect(await (await steward.get("/desk", { cookie: "kith-cover=calendar" })).text()).not.toContain("First year");
  expect(await textOf(steward, "/me")).toContain('href="/desk"');
  for (const other of [mei, bo]) {
    expect((await other.get("/desk")).status).toBe(404);
    expect(await textOf(other, "/me")).not.toContain('href="/desk"');
  }
  await steward.post(`/network/reports/${id}/answer`, { outcome: "kept", answer: "It stays." });
  expect(plain(await textOf(steward, "/desk"))).toMatch(/Nothing waits for an answer .*The message stays: 1/);
});

test("whoever moderates one room has a desk of that room, and no way to the network", async ({ house }) => {
  const { mei, bo, space, form } = await scene(house);
  await house.owner.query("delete from moderation_report");
  await house.owner.query(
    "insert into person_role (person_id, role, scope, scope_id, known_as) values ($1, 'moderator', 'space', $2, 'Ivy')",
    [mei.id, space],
  );
  await mei.post(form, { reason: "hurts", words: "" });
  const desk = await textOf(mei, "/desk");
  expect(plain(desk)).toContain("1 report waits for an answer");
  expect(desk).not.toMatch(/href="\/network"/);
  expect((await bo.get("/desk")).status).toBe(404);
});
