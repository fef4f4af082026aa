import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { leadingTo, plain, seqsOn } from "#test/read-page";

const pageOf = async (visitor: Visitor, path: string) => await (await visitor.get(path)).text();

async function scene(house: TestHouse) {
  const [mei, bo, ana] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo, ana);
  const say = async (visitor: Visitor, text: string) => {
    const id = randomUUID();
    expect((await visitor.json(`/api/spaces/${space}/messages`, { id, text })).status).toBe(201);
    return id;
  };
  const at = (message: string, act = "") => `/spaces/${space}/messages/${message}${act}`;
  const age = (message: string, minutes: number) =>
    house.owner.query("update space_message set said_at = now() - make_interval(mins => $2) where id = $1", [message, minutes]);
  return { mei, bo, ana, space, say, at, age };
}

test("the same message sent again is the same message, by form and by script, and never another's", async ({ house }) => {
  const { mei, bo, space } = await scene(house);
  const id = randomUUID();
  const path = `/api/spaces/${space}/messages`;
  const first = await mei.json(path, { id, text: "Once" });
  const said: unknown = await first.json();
  expect([first.status, said]).toEqual([201, { id, seq: expect.any(Number) }]);
  const again = await mei.json(path, { id, text: "Once" });
  expect([again.status, await again.json()]).toEqual([200, said]);
  expect((await mei.post(`/spaces/${space}/messages`, { id, text: "Once" })).status).toBe(303);
  const foreign = await bo.json(path, { id, text: "Mine" });
  expect([foreign.status, foreign.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
  const page = await pageOf(bo, `/spaces/${space}`);
  expect(seqsOn(page)).toHaveLength(1);
  expect(page).not.toContain("Mine");
});

test("history is read by script a page at a time, oldest first, and asked for wrongly it says what was wrong", async ({ house }) => {
  const { mei, space, say } = await scene(house);
  for (let index = 0; index < 12; index += 1) await say(mei, `Word ${index}`);
  const path = `/api/spaces/${space}/messages`;
  const read = async (query: string) => {
    const { messages } = (await (await mei.get(path + query)).json()) as { messages: { seq: number; words: string }[] };
    return messages;
  };
  const last = await read("?limit=5");
  expect(last.map(({ words }) => words)).toEqual(["Word 7", "Word 8", "Word 9", "Word 10", "Word 11"]);
  const before = await read(`?limit=5&before=${last[0]?.seq}`);
  expect(before.map(({ words }) => words)).toEqual(["Word 2", "Word 3", "Word 4", "Word 5", "Word 6"]);
  for (const query of ["?limit=0", "?limit=51", "?before=soon"]) {
    const answer = await mei.get(path + query);
    expect([query, answer.status]).toEqual([query, 422]);
    expect(await answer.json()).toMatchObject({ type: "/problems/invalid", faults: {} });
  }
});

test("a reaction is a switch, by form and by script, and counts each woman once", async ({ house }) => {
  const { mei, bo, space, say, at } = await scene(house);
  const message = await say(mei, "The drain is out");
  const feel = (visitor: Visitor, what: string) => visitor.json(at(message, "/reactions"), { feel: what });
  const felt = await bo.post(at(message, "/reactions"), { feel: "hug.on" });
  expect([felt.status, felt.headers.get("location")]).toEqual([303, `/spaces/${space}#i${message}`]);
  expect(await (await feel(bo, "hug.on")).json()).toEqual({ id: message, kind: "hug", count: 1 });
  expect(await (await feel(mei, "hug.on")).json()).toEqual({ id: message, kind: "hug", count: 2 });
  const page = await pageOf(bo, `/spaces/${space}`);
  expect(page).toMatch(/value="hug\.off" aria-pressed="true"/);
  expect(plain(page)).toContain("Hug 2");
  await bo.post(at(message, "/reactions"), { feel: "hug.off" });
  const after = await pageOf(bo, `/spaces/${space}`);
  expect(after).toMatch(/value="hug\.on" aria-pressed="false"/);
  expect(plain(after)).toContain("Hug 1");
  for (const feelings of ["laugh.on", "hug.maybe", ""]) expect((await feel(bo, feelings)).status).toBe(422);
});

test("words are changed for fifteen minutes with a mark, and after that the page says why not and keeps what was typed", async ({
  house,
}) => {
  const { mei, bo, space, say, at, age } = await scene(house);
  const message = await say(bo, "I was in ward 3");
  expect((await bo.post(at(message, "/edit"), { text: "I was in the ward" })).status).toBe(303);
  const page = plain(await pageOf(mei, `/spaces/${space}`));
  expect(page).toContain("I was in the ward");
  expect(page).toContain("changed");
  expect(page).not.toContain("ward 3");
  for (const other of [mei, await house.newcomer()]) expect((await other.post(at(message, "/edit"), { text: "No" })).status).toBe(404);
  await age(message, 14);
  expect((await bo.json(at(message, "/edit"), { text: "Nearly late" })).status).toBe(200);
  await age(message, 16);
  expect(await pageOf(bo, at(message))).not.toContain("/edit");
  const late = await bo.post(at(message, "/edit"), { text: "Much too late" });
  expect(late.status).toBe(422);
  const back = await late.text();
  expect(plain(back)).toContain("Words can be changed for 15 minutes.");
  expect(back).toContain("Much too late");
  expect(plain(await pageOf(mei, `/spaces/${space}`))).toContain("Nearly late");
});

test("what is removed is gone from every page, and what remains says by whom", async ({ house }) => {
  const { mei, bo, ana, space, say, at, age } = await scene(house);
  const [own, others] = [await say(bo, "Secret one"), await say(ana, "Secret two")];
  await bo.post(`/spaces/${space}/messages`, { id: randomUUID(), text: "As you say", replyTo: others });
  await age(own, 60 * 24 * 400);
  expect((await bo.post(at(others, "/remove"), {})).status).toBe(404);
  expect((await bo.post(at(own, "/remove"), {})).status).toBe(303);
  expect(await (await mei.json(at(others, "/remove"), {})).json()).toEqual({ id: others });
  expect((await mei.json(at(others, "/remove"), {})).status).toBe(200);
  for (const path of ["/", `/spaces/${space}`, `/api/spaces/${space}/messages`, at(others)])
    expect([path, await pageOf(ana, path)]).toEqual([path, expect.not.stringMatching(/Secret (one|two)/)]);
  const page = plain(await pageOf(ana, `/spaces/${space}`));
  expect(page).toContain("Removed by its author");
  expect(page).toContain("Removed by someone who cares for this room");
});

test("a facilitator pins three messages, and the fourth is refused with the reason", async ({ house }) => {
  const { mei, bo, space, say, at } = await scene(house);
  const messages = [];
  for (const text of ["First", "Second", "Third", "Fourth"]) messages.push(await say(bo, `${text} of all`));
  expect((await bo.post(at(messages[0]!, "/pin"), { pin: "on" })).status).toBe(404);
  for (const message of messages.slice(0, 3)) expect((await mei.post(at(message, "/pin"), { pin: "on" })).status).toBe(303);
  const fourth = await mei.post(at(messages[3]!, "/pin"), { pin: "on" });
  expect(fourth.status).toBe(422);
  expect(plain(await fourth.text())).toContain("Three messages can be pinned. Take one down first.");
  const page = await pageOf(bo, `/spaces/${space}`);
  expect(plain(page)).toContain("3 pinned messages");
  expect(leadingTo(page, "Second of all")).toMatch(new RegExp(`^/spaces/${space}\\?at=\\d+#m\\d+$`));
  expect(await (await mei.json(at(messages[0]!, "/pin"), { pin: "off" })).json()).toEqual({ id: messages[0], pin: "off" });
  expect((await mei.post(at(messages[3]!, "/pin"), { pin: "on" })).status).toBe(303);
  await bo.post(at(messages[1]!, "/remove"), {});
  expect(plain(await pageOf(bo, `/spaces/${space}`))).toContain("2 pinned messages");
  expect((await mei.post(at(messages[1]!, "/pin"), { pin: "on" })).status).toBe(404);
});

test("an answer shows what it answers, and leads to it", async ({ house }) => {
  const { mei, bo, space, say } = await scene(house);
  const asked = await say(mei, `How was it? ${"long ".repeat(60)}`);
  await bo.post(`/spaces/${space}/messages`, { id: randomUUID(), text: "It was all right", replyTo: asked });
  const page = await pageOf(bo, `/spaces/${space}`);
  const quote = new RegExp(`<a class="quote" href="#i${asked}">([\\s\\S]*?)</a>`).exec(page)?.[1] ?? "";
  expect(plain(quote)).toMatch(/^Person 1 How was it\?/);
  expect(plain(quote).length).toBeLessThan(160);
});
