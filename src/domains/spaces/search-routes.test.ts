import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import { test, type Visitor } from "#test/house";
import { leadingTo, plain } from "#test/read-page";

const say = (visitor: Visitor, space: string, text: string) => visitor.post(`/spaces/${space}/messages`, { id: randomUUID(), text });
const asked = (q: string, more: Record<string, string> = {}) => new URLSearchParams({ q, ...more }).toString();
const marksOn = (html: string) => [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text);
const Found = z.object({ messages: z.array(z.object({ words: z.string(), alias: z.string().nullable() })), before: z.string().nullable() });

test("what was said is found with the place it stands in, marked as it was written, and as nothing but text", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo);
  await say(bo, space, `<script>alert("1")</script> Вчера ёлка, сегодня Ёлочка; 明天化疗 & l’ospedale.`);
  for (const [q, marks] of [
    ["елка", ["ёлка"]],
    ["ёл", ["ёлка", "Ёлочка"]],
    ["化疗", ["化疗"]],
    ["ospedale", ["l’ospedale"]],
    ["SCRIPT", ["script", "script"]],
  ] as const) {
    const answer = await mei.get(`/search?${asked(q)}`);
    const page = await answer.text();
    expect([answer.status, q, marksOn(page)]).toEqual([200, q, marks]);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    const place = /href="(\/spaces\/[^"]+\?at=(\d+)#m\2)"/.exec(page)?.[1] ?? "";
    expect(place.startsWith(`/spaces/${space}?at=`)).toBe(true);
    expect(await (await mei.get(place.split("#")[0]!)).text()).toContain(`id="${place.split("#")[1]}"`);
  }
});

test("a long message is shown around what was asked for", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  await say(mei, space, `${"before 💗 ".repeat(150)}needle ${"after 💗 ".repeat(150)}`);
  const page = plain(await (await mei.get(`/search?${asked("needle")}`)).text());
  const shown = /… .*needle.*? …/.exec(page)?.[0] ?? "";
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.length).toBeLessThan(400);
  expect(shown.isWellFormed()).toBe(true);
});

test("from home and from a room one field leads there, and an empty answer leads on", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  expect(leadingTo(await (await mei.get("/")).text(), "Search")).toBe("/search");
  expect(await (await mei.get(`/spaces/${space}`)).text()).toContain(`href="/search?in=${space}"`);
  const none = await (await mei.get(`/search?${asked("nowhere", { in: space })}`)).text();
  expect(none).toContain("Nothing was found");
  expect(none).toContain(`name="in" value="${space}"`);
  expect(leadingTo(none, "Search all your rooms")).toBe("/search?q=nowhere");
  expect(none).not.toContain("<script");
});

test("what cannot be searched for is said beside the field; a room or place that is not hers is not there", async ({ house }) => {
  const [mei, eve] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei);
  await say(mei, space, "Canarybird");
  for (const q of ["a\0b", "x".repeat(10_000), "\ud800"]) {
    const query = `q=${q === "\ud800" ? "%ED%A0%80" : encodeURIComponent(q)}`;
    const answer = await mei.get(`/search?${query}`);
    expect([answer.status, q.slice(0, 3)]).toEqual([q === "\ud800" ? 200 : 422, q.slice(0, 3)]);
    expect((await mei.get(`/api/search?${query}`)).status).toBe(answer.status);
  }
  expect((await eve.get(`/search?${asked("canarybird", { in: space })}`)).status).toBe(404);
  expect((await mei.get("/search?q=x&in=somewhere")).status).toBe(404);
  expect((await mei.get("/search?q=x&before=later")).status).toBe(404);
  expect(await (await eve.get(`/search?${asked("canarybird")}`)).text()).not.toContain("Canarybird");
  expect((await house.stranger.get("/search?q=canarybird")).status).toBe(303);
});

test("a script is answered page by page", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  for (let n = 0; n < 25; n += 1) await say(mei, space, `Chair ${n}`);
  const first = Found.parse(await (await mei.get(`/api/search?${asked("chair")}`)).json());
  const second = Found.parse(await (await mei.get(`/api/search?${asked("chair", { before: first.before ?? "" })}`)).json());
  expect([...first.messages, ...second.messages].map(({ words }) => words)).toEqual(
    Array.from({ length: 25 }, (_, n) => `Chair ${24 - n}`),
  );
  expect(second.before).toBeNull();
  expect(await (await mei.get(`/search?${asked("chair")}`)).text()).toContain(`before=${first.before}`);
});
