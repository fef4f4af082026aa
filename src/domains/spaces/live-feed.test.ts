import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import { openFeed, type Ear } from "#test/feed";
import { test, type Ground } from "#test/people";
import { openCommitQueue, type CommitQueue } from "./commit-queue.ts";
import { spaceLog } from "./log.ts";
import { edit, remove } from "./mend.ts";
import { feel } from "./reaction.ts";
import { MessageId, say, Saying } from "./say.ts";
import { spaceSeen, type SpaceId } from "./space.ts";

const all = { timeout: 15_000, interval: 20 };

async function tell(queue: CommitQueue, person: PersonId, space: SpaceId, text: string): Promise<MessageId> {
  return (await say(queue, person, space, Saying.parse({ id: randomUUID(), text }))).id;
}

const wordsOf = (ear: Ear) => ear.events.filter(({ kind }) => kind === "said").map(({ data }) => data["words"]);
const isRising = (seqs: readonly number[]) => seqs.every((seq, index) => index === 0 || seq > seqs[index - 1]!);

/** What the log itself holds of a space: the measure of what a listener must have heard. */
async function logged({ owner }: Ground, space: SpaceId, after = 0): Promise<number[]> {
  const { rows } = await owner.query<{ seq: string }>("select seq from space_event where space_id = $1 and seq > $2 order by seq", [
    space,
    after,
  ]);
  return rows.map(({ seq }) => Number(seq));
}

test(
  "two hundred listeners hear everything that many say at once, each thing once and in one order",
  { timeout: 60_000 },
  async ({ ground }) => {
    const { queue, circleOf, newcomers } = ground;
    const speakers = await newcomers(8);
    const space = await circleOf(speakers[0]!, ...speakers.slice(1));
    const member = await ground.memberOf(space, speakers[0]!);
    const feed = await openFeed(ground.db.serveUrl, spaceLog);
    const mine = openCommitQueue(feed.db);
    const ears = await Promise.all(Array.from({ length: 200 }, () => feed.listen({ [space]: member })));
    const before = (await logged(ground, space)).at(-1)!;
    // Half is said in the process of the listeners, half in another: the second half comes by notice.
    await Promise.all(
      Array.from({ length: 240 }, (_, index) => tell(index % 2 ? mine : queue, speakers[index % 8]!, space, `Word ${index}`)),
    );
    const expected = await logged(ground, space, before);
    expect(expected).toHaveLength(240);
    await expect.poll(() => ears.every((ear) => ear.events.length >= 240), all).toBe(true);
    await mine.close();
    for (const ear of ears) expect(ear.seqs()).toEqual(expected);
    expect(new Set(wordsOf(ears[0]!)).size).toBe(240);
  },
);

test("whoever comes back with her cursor has missed nothing and hears nothing again, in all her rooms at once", async ({ ground }) => {
  const { db, queue, circleOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const rooms = [await circleOf(mei, ana), await circleOf(mei, ana), await circleOf(mei, ana)];
  const memberships: Record<string, string> = {};
  for (const room of rooms) memberships[room] = await ground.memberOf(room, ana);
  const feed = await openFeed(db.serveUrl, spaceLog);
  const first = await feed.listen(memberships);
  const id = await tell(queue, mei, rooms[0]!, "The scan is on Friday.");
  await tell(queue, ana, rooms[1]!, "I will be there.");
  await expect.poll(() => first.events.length, all).toBe(2);
  first.close();
  await asPerson(db, mei, async (tx) => edit(tx, await spaceSeen(tx, rooms[0]!), id, "The scan is on Monday."));
  await asPerson(db, ana, async (tx) => feel(tx, await spaceSeen(tx, rooms[0]!), id, "heart", true));
  await tell(queue, mei, rooms[2]!, "Tea is at four.");
  await asPerson(db, mei, async (tx) => remove(tx, await spaceSeen(tx, rooms[0]!), id));
  const second = await feed.listen(memberships, first.cursor());
  await expect.poll(() => second.events.length, all).toBe(4);
  expect(second.events.map(({ kind }) => kind).toSorted()).toEqual(["edited", "reacted", "removed", "said"]);
  for (const room of rooms) expect(isRising([...first.seqs(room), ...second.seqs(room)])).toBe(true);

  // From every single place at which a listener can have stopped, the rest follows without gap or repeat.
  const heard = [...first.events, ...second.events];
  for (const [index, { id: place }] of heard.entries()) {
    const again = await feed.listen(memberships, place);
    await expect.poll(() => again.events.length, all).toBe(heard.length - index - 1);
    const rest = heard.slice(index + 1);
    for (const room of rooms)
      expect(again.seqs(room)).toEqual(rest.filter(({ data }) => data["space"] === room).map(({ data }) => data["seq"]));
    again.close();
  }
});

test("words that were taken back reach nobody who comes later, also where they were still in memory", async ({ ground }) => {
  const { db, queue, circleOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const space = await circleOf(mei, ana);
  const member = await ground.memberOf(space, ana);
  const feed = await openFeed(db.serveUrl, spaceLog);
  const present = await feed.listen({ [space]: member });
  const start = present.cursor();
  const id = await tell(queue, mei, space, "My number is 555 0199.");
  await say(queue, ana, space, Saying.parse({ id: randomUUID(), text: "I would take that down.", replyTo: id }));
  await expect.poll(() => present.events.length, all).toBe(2);
  await asPerson(db, mei, async (tx) => remove(tx, await spaceSeen(tx, space), id));
  await expect.poll(() => present.events.length, all).toBe(3);
  const late = await feed.listen({ [space]: member }, start);
  await expect.poll(() => late.events.length, all).toBe(3);
  expect(wordsOf(present)).toContain("My number is 555 0199.");
  expect(JSON.stringify(late.events)).not.toContain("555 0199");
  expect(late.events.at(-1)).toMatchObject({ kind: "removed", data: { by: "author" } });
});

test("one who reads nothing is let go, and the others hear everything meanwhile", { timeout: 60_000 }, async ({ ground }) => {
  const { queue, circleOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const space = await circleOf(mei, ana);
  const member = await ground.memberOf(space, ana);
  const feed = await openFeed(ground.db.serveUrl, spaceLog);
  const [deaf, lively] = [await feed.listen({ [space]: member }), await feed.listen({ [space]: member })];
  const cursor = deaf.cursor();
  deaf.stall();
  let said = 0;
  while (feed.live.size() === 2 && said < 2_000) {
    await Promise.all(Array.from({ length: 100 }, () => tell(queue, mei, space, `${"長い話。".repeat(950)}${said++}`)));
    await expect.poll(() => wordsOf(lively).length, all).toBe(said); // she is never further behind than what was just said
  }
  expect(feed.live.size()).toBe(1);
  expect(lively.hasEnded()).toBe(false);
  const back = await feed.listen({ [space]: member }, cursor);
  await expect.poll(() => wordsOf(back).length, { timeout: 30_000, interval: 50 }).toBe(said);
  expect(back.seqs()).toEqual(lively.seqs());
});

test(
  "one who comes back from far behind is brought to now while the others hear the news first",
  { timeout: 60_000 },
  async ({ ground }) => {
    const { queue, circleOf, newcomer } = ground;
    const [mei, ana] = [await newcomer(), await newcomer()];
    const space = await circleOf(mei, ana);
    const member = await ground.memberOf(space, ana);
    const feed = await openFeed(ground.db.serveUrl, spaceLog);
    const visitor = await feed.listen({ [space]: member });
    const cursor = visitor.cursor();
    visitor.close();
    const before = (await logged(ground, space)).at(-1)!;
    for (let batch = 0; batch < 10; batch += 1)
      await Promise.all(Array.from({ length: 200 }, (_, index) => tell(queue, mei, space, `${batch} ${index}`)));
    const present = await feed.listen({ [space]: member });
    const [far] = await Promise.all([
      feed.listen({ [space]: member }, cursor),
      Promise.all(Array.from({ length: 60 }, (_, index) => tell(queue, mei, space, `News ${index}`))),
    ]);
    await expect.poll(() => present.events.length, all).toBe(60);
    await expect.poll(() => far.events.length, all).toBe(2_060);
    expect(far.seqs()).toEqual(await logged(ground, space, before));
    await tell(queue, mei, space, "And now together");
    await expect
      .poll(() => [present, far].map((ear) => ear.events.at(-1)?.data["words"]), all)
      .toEqual(["And now together", "And now together"]);
  },
);

test("a cursor that is none of ours is refused, and one from the future or of another room is now", async ({ ground }) => {
  const { queue, circleOf, newcomer } = ground;
  const mei = await newcomer();
  const space = await circleOf(mei);
  const memberships = { [space]: await ground.memberOf(space, mei) };
  const feed = await openFeed(ground.db.serveUrl, spaceLog);
  for (const bad of ["nonsense", "'; drop table space", `${space.slice(0, 8)}.-5`, `${space}.1`, "_", "a".repeat(5_000)])
    expect((await feed.listen(memberships, bad)).status).toBe(422);
  expect(feed.live.size()).toBe(0);
  const ears = [await feed.listen(memberships, `${space.slice(0, 8)}.zzzzzzzzzzz`), await feed.listen(memberships, "00000000.1")];
  await tell(queue, mei, space, "Now");
  for (const ear of ears) await expect.poll(() => wordsOf(ear), all).toEqual(["Now"]);
});

test("what one house says, the listeners of another hear, also when the notice is lost", { timeout: 30_000 }, async ({ ground }) => {
  const { queue, circleOf, newcomer } = ground;
  const [mei, ana] = [await newcomer(), await newcomer()];
  const space = await circleOf(mei, ana);
  const member = await ground.memberOf(space, ana);
  const [here, there] = [await openFeed(ground.db.serveUrl, spaceLog), await openFeed(ground.db.serveUrl, spaceLog)];
  const [near, far] = [await here.listen({ [space]: member }), await there.listen({ [space]: member })];
  const mine = openCommitQueue(here.db);
  await tell(mine, mei, space, "By notice");
  await expect.poll(() => [near, far].map(wordsOf), all).toEqual([["By notice"], ["By notice"]]);
  await mine.close();
  await tell(queue, mei, space, "By the sweep"); // no feed stands in the process that said this
  await expect.poll(() => [near, far].map((ear) => wordsOf(ear).at(-1)), all).toEqual(["By the sweep", "By the sweep"]);
  await wait(1_200);
  expect(near.seqs()).toHaveLength(2);
});
