import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import { plainSql } from "#test/plain-sql";
import { test, type Ground } from "#test/people";
import { Alias } from "./alias.ts";
import { hiddenIn, hide, showAgain } from "./hidden.ts";
import { joinOpenSpace, leaveSpace, offerPair, offersToMe } from "./membership.ts";
import { edit, remove } from "./mend.ts";
import { pin } from "./pin.ts";
import { feel } from "./reaction.ts";
import { roomPage } from "./room.ts";
import { myRooms } from "./rooms.ts";
import { MessageId, say, Saying } from "./say.ts";
import { MemberId, SpaceId, spaceSeen } from "./space.ts";
import { beginTopic, TopicId } from "./topic.ts";

const NO = "42501"; // PostgreSQL: insufficient privilege
const SECRET = "Canarybird";

interface Scene {
  space: SpaceId;
  mei: PersonId; // does not want to see what Bo writes
  bo: PersonId;
  ana: PersonId;
  member: Record<"mei" | "bo" | "ana", MemberId>;
  tell: (person: PersonId, text: string, more?: object) => Promise<MessageId>;
}

/** A group of three, in which nothing was said yet. */
async function scene(ground: Ground): Promise<Scene> {
  const { queue, spaceOf, newcomer, memberOf } = ground;
  const [mei, bo, ana] = [await newcomer(), await newcomer(), await newcomer()];
  const space = await spaceOf("group", mei, bo, ana);
  const member = { mei: await memberOf(space, mei), bo: await memberOf(space, bo), ana: await memberOf(space, ana) };
  const tell = async (person: PersonId, text: string, more: object = {}) =>
    (await say(queue, person, space, Saying.parse({ id: randomUUID(), text, ...more }))).id;
  return { space, mei, bo, ana, member, tell };
}

const hides = ({ db }: Ground, who: PersonId, space: SpaceId, whom: MemberId) =>
  asPerson(db, who, async (tx) => hide(tx, await spaceSeen(tx, space), whom));
const shows = ({ db }: Ground, who: PersonId, space: SpaceId, whom: MemberId) =>
  asPerson(db, who, async (tx) => showAgain(tx, await spaceSeen(tx, space), whom));
const hiddenBy = ({ db }: Ground, who: PersonId, space: SpaceId) =>
  asPerson(db, who, async (tx) => hiddenIn(tx, await spaceSeen(tx, space)));
const lineOf = async ({ db }: Ground, who: PersonId, space: SpaceId) => (await asPerson(db, who, myRooms)).find(({ id }) => id === space);

test("of someone she hides a page holds the place and nothing else, and everyone else reads it as before", async ({ ground }) => {
  const { space, mei, bo, ana, member, tell } = await scene(ground);
  const { db } = ground;
  const first = await tell(bo, `${SECRET} one`);
  const answer = await tell(ana, "I think so too.", { replyTo: first });
  const reply = await tell(bo, `${SECRET} two`, { replyTo: answer });
  await asPerson(db, ana, async (tx) => feel(tx, await spaceSeen(tx, space), first, "heart", true));
  await asPerson(db, mei, async (tx) => pin(tx, await spaceSeen(tx, space), first, true));
  await hides(ground, mei, space, member.bo);
  const hers = await roomPage(db, mei, space);
  expect(JSON.stringify(hers)).not.toContain(SECRET);
  expect(JSON.stringify(hers)).not.toContain("Person 2");
  expect(JSON.stringify(hers)).not.toContain(member.bo);
  expect(hers.messages.map(({ id, hidden, member: by, words }) => [id, hidden, by, words])).toEqual([
    [first, true, null, ""],
    [answer, false, member.ana, "I think so too."],
    [reply, true, null, ""],
  ]);
  expect(hers.messages[1]).toMatchObject({ reply: first, quoted: null, quotedMember: null, quotedHidden: true });
  expect(hers.messages[2]).toMatchObject({ reply: null, quoted: null, quotedHidden: false });
  expect([hers.felt, hers.pins]).toEqual([null, null]);
  for (const other of [bo, ana]) {
    const theirs = await roomPage(db, other, space);
    expect(theirs.messages.map(({ words }) => words)).toEqual([`${SECRET} one`, "I think so too.", `${SECRET} two`]);
    expect(theirs.messages.map(({ hidden, quotedHidden }) => hidden || quotedHidden)).toEqual([false, false, false]);
    expect(theirs.messages[1]).toMatchObject({ quoted: `${SECRET} one`, quotedMember: member.bo });
    expect([theirs.felt?.length, theirs.pins?.length]).toEqual([1, 1]);
  }
  await shows(ground, mei, space, member.bo);
  expect((await roomPage(db, mei, space)).messages.map(({ words }) => words)).toContain(`${SECRET} two`);
});

test("what someone she hides says is not new to her, names her not, and is not the last word of the room", async ({ ground }) => {
  const { space, mei, bo, ana, member, tell } = await scene(ground);
  const topic = TopicId.parse(randomUUID());
  await asPerson(ground.db, ana, async (tx) => beginTopic(tx, await spaceSeen(tx, space), topic, "Sleep"));
  await hides(ground, mei, space, member.bo);
  await tell(bo, `@Person1 ${SECRET}`, { topic });
  const quiet = await roomPage(ground.db, mei, space);
  expect([quiet.firstUnread, quiet.unread, quiet.topics?.[0]?.unread]).toEqual([null, 0, 0]);
  const line = await lineOf(ground, mei, space);
  expect(line).toMatchObject({ unread: 0, named: 0, lastHidden: true, lastWords: "", lastMember: null, lastAlias: null });
  expect(await lineOf(ground, ana, space)).toMatchObject({ unread: 1, lastHidden: false, lastAlias: "Person 2" });
  const heard = await tell(ana, "@Person1 hello", { topic });
  const [page, next] = [await roomPage(ground.db, mei, space), await lineOf(ground, mei, space)];
  expect([page.unread, page.topics?.[0]?.unread]).toEqual([1, 1]);
  expect(page.messages.find(({ seq }) => seq === page.firstUnread)?.id).toBe(heard);
  expect(next).toMatchObject({ unread: 1, named: 1, lastHidden: false, lastWords: "@Person1 hello" });
});

test("changed and removed words of someone she hides stay as hidden as they were", async ({ ground }) => {
  const { space, mei, bo, member, tell } = await scene(ground);
  const [changed, gone] = [await tell(bo, `${SECRET} one`), await tell(bo, `${SECRET} two`)];
  await hides(ground, mei, space, member.bo);
  await asPerson(ground.db, bo, async (tx) => edit(tx, await spaceSeen(tx, space), changed, `${SECRET} three`));
  await asPerson(ground.db, bo, async (tx) => remove(tx, await spaceSeen(tx, space), gone));
  const { messages } = await roomPage(ground.db, mei, space);
  expect(messages.map(({ hidden, words, edited, removed }) => [hidden, words, edited, removed])).toEqual([
    [true, "", null, null],
    [true, "", null, null],
  ]);
});

test("hiding twice is hiding once; herself and someone of another room she cannot hide; what she does not hide she cannot show", async ({
  ground,
}) => {
  const { space, mei, bo, ana, member } = await scene(ground);
  const other = await scene(ground);
  await hides(ground, mei, space, member.bo);
  await hides(ground, mei, space, member.bo);
  expect(await hiddenBy(ground, mei, space)).toEqual([{ id: member.bo, alias: "Person 2" }]);
  expect(await hiddenBy(ground, bo, space)).toEqual([]);
  for (const nobody of [member.mei, other.member.bo, MemberId.parse(randomUUID())])
    await expect(hides(ground, mei, space, nobody)).rejects.toMatchObject({ reason: "not-found" });
  await expect(hides(ground, mei, other.space, other.member.bo)).rejects.toMatchObject({ reason: "not-found" });
  await expect(shows(ground, ana, space, member.bo)).rejects.toMatchObject({ reason: "not-found" });
  await shows(ground, mei, space, member.bo);
  await expect(shows(ground, mei, space, member.bo)).rejects.toMatchObject({ reason: "not-found" });
  expect(await hiddenBy(ground, mei, space)).toEqual([]);
  const { rows } = await ground.owner.query("select kind, about from fact where subject = $1 order by id", [member.mei]);
  expect(rows).toEqual([
    { kind: "spaces.member-hidden", about: { member: member.bo } },
    { kind: "spaces.member-shown", about: { member: member.bo } },
  ]);
});

test("nobody learns that somebody is hidden: neither the room's log nor its facts tell of it", async ({ ground }) => {
  const { space, mei, bo, member, tell } = await scene(ground);
  await tell(bo, "Before");
  const told = async () =>
    (
      await ground.owner.query<{ lines: string; facts: string; last: string }>(
        `select (select count(*) from space_event where space_id = $1) as lines, (select count(*) from fact where subject = $1) as facts,
         (select last_seq from space_counter where space_id = $1) as last`,
        [space],
      )
    ).rows[0];
  const before = await told();
  await hides(ground, mei, space, member.bo);
  await shows(ground, mei, space, member.bo);
  expect(await told()).toEqual(before);
});

test("whom she hides is hers: the one who is hidden, the others, former members and strangers neither read nor write it", async ({
  ground,
}) => {
  const { db, newcomer, owner } = ground;
  const { space, mei, bo, ana, member } = await scene(ground);
  const [lea, eve] = [await newcomer(), await newcomer()];
  await asPerson(db, lea, (tx) => joinOpenSpace(tx, space, Alias.parse("Lea")));
  const leas = await ground.memberOf(space, lea);
  await hides(ground, mei, space, member.bo);
  await hides(ground, lea, space, member.bo);
  await asPerson(db, lea, (tx) => leaveSpace(tx, space));
  const see = "select from space_hidden where hidden_member = $1";
  const insert = "insert into space_hidden (member_id, hidden_member, space_id) values ($1, $2, $3)";
  const take = "delete from space_hidden where hidden_member = $1";
  expect([await plainSql(db, mei, see, [member.bo]), await plainSql(db, mei, take, [member.bo])]).toEqual([1, 1]);
  expect(await plainSql(db, mei, insert, [member.mei, member.ana, space])).toBe(1);
  expect(await plainSql(db, mei, insert, [member.mei, member.mei, space])).toBe("23514");
  for (const other of [bo, ana, lea, eve, undefined]) {
    expect([await plainSql(db, other, see, [member.bo]), await plainSql(db, other, take, [member.bo])]).toEqual([0, 0]);
    expect(await plainSql(db, other, insert, [member.mei, member.ana, space])).toBe(NO);
    expect(await plainSql(db, other, insert, [leas, member.ana, space])).toBe(NO);
  }
  expect(await plainSql(db, mei, "update space_hidden set hidden_member = $1", [member.ana])).toBe(NO);
  expect((await owner.query(see, [member.bo])).rowCount).toBe(2); // hers and that of the one who left
});

test("nobody whom she hides can ask to write to her alone, and the one who asks is answered as ever", async ({ ground }) => {
  const { space, mei, bo, ana, member } = await scene(ground);
  await hides(ground, mei, space, member.bo);
  for (const one of [bo, ana]) await asPerson(ground.db, one, (tx) => offerPair(tx, SpaceId.parse(randomUUID()), member.mei, "For two"));
  expect((await asPerson(ground.db, mei, offersToMe)).map(({ alias }) => alias)).toEqual(["Person 3"]);
  await shows(ground, mei, space, member.bo);
  expect(await asPerson(ground.db, mei, offersToMe)).toHaveLength(2);
});
