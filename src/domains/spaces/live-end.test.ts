import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { openFeed } from "#test/feed";
import { test } from "#test/people";
import { Alias } from "./alias.ts";
import { openCommitQueue } from "./commit-queue.ts";
import { spaceLog, trimLogs } from "./log.ts";
import { joinOpenSpace, leaveSpace, removeMember } from "./membership.ts";
import { say, Saying } from "./say.ts";

const all = { timeout: 15_000, interval: 20 };
const saying = (text: string) => Saying.parse({ id: randomUUID(), text });

test("whoever leaves hears nothing more from that moment, not even what was said in the same breath", async ({ ground }) => {
  const { db, queue, circleOf, newcomer } = ground;
  const [mei, ana, bo] = [await newcomer(), await newcomer(), await newcomer()];
  const [left, kept] = [await circleOf(mei, ana, bo), await circleOf(mei, ana)];
  const anas = { [left]: await ground.memberOf(left, ana), [kept]: await ground.memberOf(kept, ana) };
  const feed = await openFeed(db.serveUrl, spaceLog);
  const [her, his] = [await feed.listen(anas), await feed.listen({ [left]: await ground.memberOf(left, bo) })];
  // No feed stands in the process that does this, so the listeners' house reads all of it at once.
  await say(queue, mei, left, saying("Before"));
  await asPerson(db, ana, (tx) => leaveSpace(tx, left));
  await Promise.all([say(queue, mei, left, saying("After")), say(queue, mei, kept, saying("Elsewhere"))]);
  await expect.poll(() => her.hasEnded(), all).toBe(true);
  await expect.poll(() => his.events.length, all).toBe(3);
  const words = her.events.map(({ data }) => data["words"]);
  expect(words).toContain("Before");
  expect(words).not.toContain("After");
  expect(his.events.map(({ kind }) => kind)).toEqual(["said", "left", "said"]);
  expect(his.events[1]?.data).toEqual({ seq: expect.any(Number) }); // who left is not told, nor, to whoever hears one room alone, which
  expect((await feed.listen(anas, her.cursor())).status).toBe(404);
  const rest = await feed.listen({ [kept]: anas[kept]! }, her.cursor());
  await expect.poll(() => [...words, ...rest.events.map(({ data }) => data["words"])], all).toContain("Elsewhere");
  expect(rest.hasEnded()).toBe(false);
});

test("whoever is removed hears nothing more, in every window she has open", async ({ ground }) => {
  const { circleOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const space = await circleOf(mei, ana);
  const member = await ground.memberOf(space, ana);
  const feed = await openFeed(ground.db.serveUrl, spaceLog);
  const queue = openCommitQueue(feed.db);
  const windows = await Promise.all(Array.from({ length: 5 }, () => feed.listen({ [space]: member })));
  const remaining = await feed.listen({ [space]: await ground.memberOf(space, mei) });
  await asPerson(feed.db, mei, (tx) => removeMember(tx, space, member));
  await say(queue, mei, space, saying("She is gone."));
  await expect.poll(() => windows.every((ear) => ear.hasEnded()), all).toBe(true);
  await expect.poll(() => remaining.events.length, all).toBe(2);
  for (const ear of windows) expect(ear.events.map(({ kind }) => kind)).not.toContain("said");
  expect(feed.live.size()).toBe(1);
  await queue.close();
});

test("one who comes back after her membership ended is told what was before, and nothing else", async ({ ground }) => {
  const { db, queue, circleOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const space = await circleOf(mei, ana);
  const member = await ground.memberOf(space, ana);
  const feed = await openFeed(db.serveUrl, spaceLog);
  const ear = await feed.listen({ [space]: member });
  const cursor = ear.cursor();
  ear.close();
  await say(queue, mei, space, saying("Before"));
  // While she is being let in, her membership ends: whichever comes first, nothing after the end is hers.
  const [again] = await Promise.all([
    feed.listen({ [space]: member }, cursor),
    asPerson(db, mei, (tx) => removeMember(tx, space, member)).then(() => say(queue, mei, space, saying("After"))),
  ]);
  await expect.poll(() => again.hasEnded(), all).toBe(true);
  expect(again.events.map(({ data }) => data["words"])).not.toContain("After");
  expect((await feed.listen({ [space]: member }, cursor)).status).toBe(404);
  expect(feed.live.size()).toBe(0);
});

test("a membership that ends while its feed is being opened never leaves a feed behind", { timeout: 60_000 }, async ({ ground }) => {
  const { spaceOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const space = await spaceOf("group", mei);
  const feed = await openFeed(ground.db.serveUrl, spaceLog);
  const queue = openCommitQueue(feed.db);
  for (let round = 0; round < 25; round += 1) {
    await asPerson(feed.db, ana, (tx) => joinOpenSpace(tx, space, Alias.parse("Ana")));
    const member = await ground.memberOf(space, ana);
    const opening = feed.listen({ [space]: member });
    const [ear] = await Promise.all([opening, asPerson(feed.db, ana, (tx) => leaveSpace(tx, space))]);
    await say(queue, mei, space, saying("After"));
    await expect.poll(() => ear.hasEnded() || ear.status === 404, all).toBe(true);
    expect(ear.events.map(({ kind }) => kind)).not.toContain("said");
  }
  expect(feed.live.size()).toBe(0);
  await queue.close();
});

test("what is no longer kept is told as a gap with its bounds, and the rest follows", async ({ ground }) => {
  const { db, owner, queue, circleOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const [space, other] = [await circleOf(mei, ana), await circleOf(mei, ana)];
  const memberships = { [space]: await ground.memberOf(space, ana), [other]: await ground.memberOf(other, ana) };
  const feed = await openFeed(db.serveUrl, spaceLog);
  const ear = await feed.listen(memberships);
  const [cursor, place] = [ear.cursor(), 2]; // both came in: two lines
  ear.close();
  await expect.poll(() => feed.live.size(), all).toBe(0);
  for (const text of ["One", "Two", "Three"]) await say(queue, mei, space, saying(text));
  await say(queue, mei, other, saying("Untouched"));
  expect(await trimLogs(db)).toBe(0);
  await owner.query("update space_event set at = now() - interval '15 days' where space_id = $1 and seq <= $2", [space, place + 2]);
  expect(await trimLogs(db)).toBe(4);
  const back = await feed.listen(memberships, cursor);
  await expect.poll(() => back.events.length, all).toBe(3);
  expect(back.events[0]).toMatchObject({ kind: "gap", data: { space, after: place, until: place + 2 } });
  expect(new Set(back.events.slice(1).map(({ data }) => data["words"]))).toEqual(new Set(["Three", "Untouched"]));
  const known = await feed.listen(memberships, back.cursor());
  await say(queue, mei, space, saying("Four"));
  await expect.poll(() => known.events.map(({ data }) => data["words"]), all).toEqual(["Four"]);
  const { rows } = await owner.query("select words from space_message where space_id = $1 order by seq", [space]);
  expect(rows.map(({ words }) => words)).toEqual(["One", "Two", "Three", "Four"]); // what was said stays
});
