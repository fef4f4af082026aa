import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type Visitor } from "#test/house";
import { plain } from "#test/read-page";
import type { SpaceId } from "./space.ts";

const saying = (who: Visitor, space: SpaceId, text: string) => who.json(`/api/spaces/${space}/messages`, { id: randomUUID(), text });
/** The rooms of a page, top to bottom: each as its mark and its words. */
const linesOn = (html: string) =>
  [...html.matchAll(/<a class="(room[^"]*)" href="\/spaces\/([\w-]+)[^>]*>([\s\S]*?)<\/a>/g)].map(([, kind, id, inside = ""]) => ({
    kind,
    id,
    said: plain(inside),
    isNamed: inside.includes("#mention"),
  }));
const newsOn = (html: string) => /new messages: <\/span>(\d+)/.exec(html)?.[1];

test("rooms stand in the order of their last words, with what is new in each", async ({ house }) => {
  const [mei, ana] = [await house.newcomer(), await house.newcomer()];
  const [first, second, third] = [
    await house.spaceOf("group", ana, mei),
    await house.spaceOf("group", ana, mei),
    await house.spaceOf("group", ana, mei),
  ];
  for (const space of [second, first, third, first]) await saying(ana, space, "The kettle is on.");
  const lines = linesOn(await (await mei.get("/")).text());
  expect(lines.map(({ id }) => id)).toEqual([first, third, second]);
  expect(lines.map(({ said }) => /new: (\d+)/.exec(said)?.[1])).toEqual(["2", "1", "1"]);
  expect(lines.map(({ kind }) => kind)).toEqual(["room unread", "room unread", "room unread"]);
});

test("a room she made quiet keeps its number in grey, and does not count among the news", async ({ house }) => {
  const [mei, ana] = [await house.newcomer(), await house.newcomer()];
  const [loud, quiet] = [await house.spaceOf("group", ana, mei), await house.spaceOf("group", ana, mei)];
  for (const space of [loud, quiet, quiet]) await saying(ana, space, "The kettle is on.");
  expect(newsOn(await (await mei.get("/me")).text())).toBe("3");
  await mei.post(`/spaces/${quiet}/mute`, { for: "always" });
  const html = await (await mei.get("/")).text();
  expect(linesOn(html).map(({ kind }) => kind)).toEqual(["room quiet", "room unread"]);
  expect(html).toMatch(/class="count muted"><span class="unseen">new: <\/span>2/);
  for (const path of ["/", "/me", "/me/look", "/rooms"]) expect(newsOn(await (await mei.get(path)).text()), path).toBe("1");
});

test("what she has begun to write stands in the list, for her alone", async ({ house }) => {
  const [mei, ana] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", ana, mei);
  await saying(ana, space, "The kettle is on.");
  await mei.post(`/spaces/${space}/draft`, { text: "I wanted to ask" });
  expect(linesOn(await (await mei.get("/")).text())[0]?.said).toContain("Draft: I wanted to ask");
  expect(linesOn(await (await ana.get("/")).text())[0]?.said).toContain("You: The kettle is on.");
});

test("a room in which someone wrote to her by name is marked, until she has read it", async ({ house }) => {
  const [mei, ana, eve] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", ana, mei, eve);
  await mei.post(`/spaces/${space}/alias`, { alias: "Linden" });
  await saying(ana, space, "Is it Thursday, @Linden?");
  const marks = async (who: Visitor) => linesOn(await (await who.get("/")).text()).map(({ isNamed }) => isNamed);
  expect([await marks(mei), await marks(eve)]).toEqual([[true], [false]]);
  await mei.get(`/spaces/${space}`);
  await mei.post(`/spaces/${space}/read`, { seq: "1000" });
  expect(await marks(mei)).toEqual([false]);
});

test("a stranger's pages count nothing", async ({ house }) => {
  expect(newsOn(await (await house.stranger.get("/help")).text())).toBeUndefined();
});

test("under a cover the list and the bar say neither a room's title nor a word from it", async ({ house }) => {
  const [mei, ana] = [await house.newcomer(), await house.newcomer()];
  const [first, second] = [await house.spaceOf("group", ana, mei), await house.spaceOf("circle", ana, mei)];
  for (const space of [first, second]) await saying(ana, space, "The lump is small.");
  await mei.post(`/spaces/${second}/draft`, { text: "My scan" });
  const cookie = "kith-cover=calendar";
  for (const path of ["/", `/rooms/beside/${first}`]) {
    const html = await (await mei.get(path, { cookie })).text();
    expect(linesOn(html).map(({ id }) => id)).toEqual([second, first]);
    expect(linesOn(html).map(({ said }) => said)).toEqual([
      expect.stringMatching(/^Person 2 2 .*new: 1 Circle$/),
      expect.stringMatching(/^Person 2 .*new: 1 Group$/),
    ]);
    expect(html).not.toMatch(/First year|lump|scan/);
  }
  const room = await (await mei.get(`/spaces/${first}`, { cookie })).text();
  expect(room).toContain("<title>Calendar</title>");
  expect(/<header[\s\S]*?<\/header>/.exec(room)?.[0]).toMatch(/<h1><bdi>Calendar<\/bdi><\/h1>/);
  expect(/<header[\s\S]*?<\/header>/.exec(room)?.[0]).not.toMatch(/First year|Group/);
});
