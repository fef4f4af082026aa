import { randomUUID } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import type { Entry } from "#foundation/live";
import { openFeed, type Ear } from "#test/feed";
import { test, type Ground } from "#test/people";
import { proxyTo } from "#test/proxy";
import { openCommitQueue } from "./commit-queue.ts";
import { hide, showAgain } from "./hidden.ts";
import { spaceLog } from "./log.ts";
import { edit } from "./mend.ts";
import { MessageId, say, Saying } from "./say.ts";
import { spaceSeen, type MemberId, type SpaceId } from "./space.ts";

const all = { timeout: 15_000, interval: 20 };
const SECRET = "Canarybird";
const flat = (ear: Ear) => JSON.stringify(ear.events);

interface Scene {
  space: SpaceId;
  mei: PersonId; // does not want to see what Bo writes
  bo: PersonId;
  ana: PersonId;
  member: Record<"mei" | "bo" | "ana", MemberId>;
  tell: (person: PersonId, text: string, replyTo?: MessageId) => Promise<MessageId>;
}

async function scene(ground: Ground): Promise<Scene> {
  const { queue, circleOf, newcomer, memberOf } = ground;
  const [mei, bo, ana] = [await newcomer(), await newcomer(), await newcomer()];
  const space = await circleOf(mei, bo, ana);
  const member = { mei: await memberOf(space, mei), bo: await memberOf(space, bo), ana: await memberOf(space, ana) };
  const tell = async (person: PersonId, text: string, replyTo?: MessageId) =>
    (await say(queue, person, space, Saying.parse({ id: randomUUID(), text, replyTo }))).id;
  return { space, mei, bo, ana, member, tell };
}

const hides = ({ db }: Pick<Ground, "db">, { mei, space, member }: Scene) =>
  asPerson(db, mei, async (tx) => hide(tx, await spaceSeen(tx, space), member.bo));

test("of someone she hides a feed tells that they spoke, live and after coming back, and nobody else hears less", async ({ ground }) => {
  const here = await scene(ground);
  const { space, bo, ana, member, tell } = here;
  await hides(ground, here);
  const feed = await openFeed(ground.db.serveUrl, spaceLog);
  const [hers, anas] = [await feed.listen({ [space]: member.mei }), await feed.listen({ [space]: member.ana })];
  const start = hers.cursor();
  const first = await tell(bo, `${SECRET} one`);
  const answer = await tell(ana, "I think so too.", first);
  await expect.poll(() => [hers.events.length, anas.events.length], all).toEqual([2, 2]); // a line that is read later says what it says then
  await asPerson(ground.db, bo, async (tx) => edit(tx, await spaceSeen(tx, space), first, `${SECRET} two`));
  await expect.poll(() => [hers.events.length, anas.events.length], all).toEqual([3, 3]);
  const late = await feed.listen({ [space]: member.mei }, start);
  await expect.poll(() => late.events.length, all).toBe(3);
  const stub = { seq: expect.any(Number), id: first, at: expect.any(String), hidden: true };
  for (const ear of [hers, late]) {
    expect(ear.seqs()).toEqual(anas.seqs());
    expect(ear.events.map(({ kind }) => kind)).toEqual(["said", "said", "edited"]);
    expect([ear.events[0]?.data, ear.events[2]?.data]).toEqual([stub, stub]);
    expect(ear.events[1]?.data).toMatchObject({ id: answer, words: "I think so too.", reply: first, quoteHidden: true });
    expect(flat(ear)).not.toContain(SECRET);
    expect(flat(ear)).not.toContain("Person 2");
    expect(flat(ear)).not.toContain(member.bo);
  }
  expect(anas.events[0]?.data).toMatchObject({ words: `${SECRET} one`, alias: "Person 2" });
  expect(anas.events[1]?.data).toMatchObject({ quoted: `${SECRET} one`, quotedAlias: "Person 2" });
  expect(anas.events[2]?.data).toMatchObject({ words: `${SECRET} two` });
});

test("what the log holds no longer in memory is a stub too", async ({ ground }) => {
  const here = await scene(ground);
  const { space, bo, member, tell } = here;
  await hides(ground, here);
  const feed = await openFeed(ground.db.serveUrl, spaceLog);
  const before = await feed.listen({ [space]: member.mei });
  const start = before.cursor();
  before.close();
  await expect.poll(() => feed.live.size(), all).toBe(0);
  for (let index = 0; index < 5; index += 1) await tell(bo, `${SECRET} ${index}`);
  const back = await feed.listen({ [space]: member.mei }, start);
  await expect.poll(() => back.events.length, all).toBe(5);
  expect(back.events.every(({ data }) => data["hidden"] === true)).toBe(true);
  expect(flat(back)).not.toContain(SECRET);
});

test("when she hides someone, or shows them again, her feeds end in every house, and come back with her choice", async ({ ground }) => {
  const here = await scene(ground);
  const { space, mei, bo, member, tell } = here;
  const [near, far] = [await openFeed(ground.db.serveUrl, spaceLog), await openFeed(ground.db.serveUrl, spaceLog)];
  const windows = [await near.listen({ [space]: member.mei }), await far.listen({ [space]: member.mei })];
  const others = [await near.listen({ [space]: member.bo }), await far.listen({ [space]: member.ana })];
  const cursor = windows[0]!.cursor();
  await hides(near, here);
  await expect.poll(() => windows.map((ear) => ear.hasEnded()), all).toEqual([true, true]);
  await tell(bo, SECRET);
  const back = await near.listen({ [space]: member.mei }, cursor);
  await expect.poll(() => back.events.map(({ data }) => data["hidden"]), all).toEqual([true]);
  await asPerson(far.db, mei, async (tx) => showAgain(tx, await spaceSeen(tx, space), member.bo));
  await expect.poll(() => back.hasEnded(), all).toBe(true);
  const again = await near.listen({ [space]: member.mei }, cursor);
  await expect.poll(() => again.events.map(({ data }) => data["words"]), all).toEqual([SECRET]);
  await expect.poll(() => others.map((ear) => ear.events.length), all).toEqual([1, 1]);
  expect(others.map((ear) => ear.hasEnded())).toEqual([false, false]); // nobody else noticed
  for (const ear of windows) expect(flat(ear)).not.toContain(SECRET);
});

test("a house that was away when she hid someone lets her go when it is back", { timeout: 30_000 }, async ({ ground }) => {
  const here = await scene(ground);
  const { space, bo, ana, member, tell } = here;
  const wire = await proxyTo(ground.db.serveUrl);
  onTestFinished(() => wire.close());
  const feed = await openFeed(wire.url, spaceLog);
  const [hers, anas] = [await feed.listen({ [space]: member.mei }), await feed.listen({ [space]: member.ana })];
  wire.refuse();
  await hides(ground, here);
  wire.admit();
  await expect.poll(() => hers.hasEnded(), all).toBe(true);
  await tell(bo, SECRET);
  await tell(ana, "Yes.");
  await expect.poll(() => anas.events.length, all).toBe(2);
  expect(anas.hasEnded()).toBe(false);
  expect(flat(hers)).not.toContain(SECRET);
});

test("a choice that changes while a feed is being opened is never missed", { timeout: 30_000 }, async ({ ground }) => {
  const here = await scene(ground);
  const { space, mei, bo, member } = here;
  const feed = await openFeed(ground.db.serveUrl, spaceLog);
  const queue = openCommitQueue(feed.db);
  for (let round = 0; round < 25; round += 1) {
    const [ear] = await Promise.all([feed.listen({ [space]: member.mei }), hides(feed, here)]);
    await say(queue, bo, space, Saying.parse({ id: randomUUID(), text: SECRET }));
    await expect.poll(() => ear.hasEnded() || ear.events.length === 1, all).toBe(true);
    expect(flat(ear)).not.toContain(SECRET);
    ear.close();
    await asPerson(feed.db, mei, async (tx) => showAgain(tx, await spaceSeen(tx, space), member.bo));
  }
  await queue.close();
});

test("each form of what is said is encoded once, however many listen and whatever they chose", { timeout: 30_000 }, async ({ ground }) => {
  const here = await scene(ground);
  const { space, bo, ana, member, tell } = here;
  await hides(ground, here);
  const encoded: string[] = [];
  const counted = (entry: Entry, form: "data" | "stub" | "unquoted") => {
    const data: unknown = entry[form];
    return data === undefined ? undefined : { toJSON: () => (encoded.push(form), data) };
  };
  const feed = await openFeed(ground.db.serveUrl, (db) => {
    const log = spaceLog(db);
    const read = async (...asked: Parameters<typeof log.read>) =>
      (await log.read(...asked)).map((entry) => ({
        ...entry,
        data: counted(entry, "data"),
        stub: counted(entry, "stub"),
        unquoted: counted(entry, "unquoted"),
      }));
    return { ...log, read };
  });
  const [plain, hiders] = [[member.bo, member.ana], [member.mei]].map((members) =>
    members.flatMap((one) => Array.from({ length: 40 }, () => feed.listen({ [space]: one }))),
  );
  const [open, choosy] = [await Promise.all(plain!), await Promise.all(hiders!)];
  const first = await tell(bo, SECRET);
  await tell(ana, "Yes.", first);
  await expect.poll(() => [...open, ...choosy].every((ear) => ear.events.length === 2), all).toBe(true);
  expect(encoded.toSorted()).toEqual(["data", "data", "stub", "unquoted"]);
  expect(new Set(open.map(flat)).size).toBe(1);
  expect(new Set(choosy.map(flat)).size).toBe(1);
  for (const ear of choosy) ear.close();
  await expect.poll(() => feed.live.size(), all).toBe(80);
  await tell(bo, "Only for those who remain.");
  await expect.poll(() => open.every((ear) => ear.events.length === 3), all).toBe(true);
  expect(encoded.toSorted()).toEqual(["data", "data", "data", "stub", "unquoted"]); // nobody hides: nothing else is made
});
