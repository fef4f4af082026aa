import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";

const SECRET = "Canarybird";

async function tell(visitor: Visitor, space: string, text: string, replyTo = ""): Promise<string> {
  const id = randomUUID();
  expect((await visitor.json(`/spaces/${space}/messages`, { id, text, replyTo })).status).toBe(201);
  return id;
}

async function scene(house: TestHouse) {
  const [mei, bo, ana] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo, ana);
  const said = await tell(bo, space, `${SECRET} one`);
  const answer = await tell(ana, space, "I think so too.", said);
  return { mei, bo, ana, space, said, answer };
}

const textOf = async (visitor: Visitor, path: string) => await (await visitor.get(path)).text();

test("from a message she hides whoever wrote it, and meets their words on no page and in no answer", async ({ house }) => {
  const { mei, bo, ana, space, said, answer } = await scene(house);
  const offered = await textOf(mei, `/spaces/${space}/messages/${said}`);
  expect(offered).toContain(`action="/spaces/${space}/messages/${said}/hide"`);
  const hidden = await mei.post(`/spaces/${space}/messages/${said}/hide`, {});
  expect([hidden.status, hidden.headers.get("location")]).toEqual([303, `/spaces/${space}#i${said}`]);
  await tell(bo, space, `${SECRET} two`);
  const paths = ["/", `/rooms/beside/${space}`, `/spaces/${space}`, `/spaces/${space}?before=9999`, `/spaces/${space}/messages/${said}`];
  for (const path of [...paths, `/spaces/${space}/messages/${answer}`, "/api/spaces", `/api/spaces/${space}/messages`]) {
    const text = await textOf(mei, path);
    expect([path, text.includes(SECRET), text.includes("Person 2")]).toEqual([path, false, false]);
  }
  const room = await textOf(mei, `/spaces/${space}`);
  expect(room.match(/class="say-hidden"/g)).toHaveLength(2);
  expect(room).toContain(`id="i${said}"`);
  expect(room).toContain(`href="/spaces/${space}/about#hidden"`);
  expect(await textOf(mei, "/")).toContain("Hidden by you");
  for (const other of [bo, ana]) {
    const theirs = await textOf(other, `/spaces/${space}`);
    expect(theirs).toContain(`${SECRET} two`);
    expect(theirs).not.toContain('class="say-hidden"');
  }
});

test("she shows someone again from the page about the room, which lists them to her alone", async ({ house }) => {
  const { mei, bo, space, said } = await scene(house);
  expect(await textOf(mei, `/spaces/${space}/about`)).not.toContain('id="hidden"');
  expect(await (await mei.json(`/spaces/${space}/messages/${said}/hide`, {})).json()).toEqual({ id: said, hidden: true });
  const about = await textOf(mei, `/spaces/${space}/about`);
  expect(about).toContain("Show Person 2 again");
  expect(await textOf(bo, `/spaces/${space}/about`)).not.toContain('id="hidden"');
  const action = /action="(\/spaces\/[\w-]+\/hidden\/[\w-]+\/show)"/.exec(about)?.[1] ?? "";
  expect((await bo.post(action, {})).status).toBe(404); // what is not hidden by him is nothing to him
  expect((await mei.post(action, {})).headers.get("location")).toBe(`/spaces/${space}/about`);
  expect(await textOf(mei, `/spaces/${space}`)).toContain(`${SECRET} one`);
  expect(await textOf(mei, `/spaces/${space}/about`)).not.toContain('id="hidden"');
});

test("her own words, and words of nobody who is here, offer nobody to hide", async ({ house }) => {
  const { mei, bo, space, said } = await scene(house);
  expect(await textOf(bo, `/spaces/${space}/messages/${said}`)).not.toContain("/hide");
  expect((await bo.post(`/spaces/${space}/messages/${said}/hide`, {})).status).toBe(404);
  const past = randomUUID();
  const bring = `insert into space_message (id, space_id, seq, words, origin) values ($1, $2, -5, 'Long ago', 'whatsapp')`;
  await house.owner.query(bring, [past, space]);
  expect(await textOf(mei, `/spaces/${space}/messages/${past}`)).not.toContain("/hide");
  expect(await textOf(mei, `/spaces/${space}`)).toMatch(new RegExp(`data-id="${past}"[^>]*data-unknown`));
  expect((await mei.post(`/spaces/${space}/messages/${past}/hide`, {})).status).toBe(404);
});
