import { createHmac, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import { plainSql, type Answer } from "#test/plain-sql";
import { test, type Ground } from "#test/people";
import { Alias } from "./alias.ts";
import { invite } from "./invitation.ts";
import { askToJoin, leaveSpace, removeMember } from "./membership.ts";
import { pin } from "./pin.ts";
import { mute } from "./place.ts";
import { feel } from "./reaction.ts";
import { MessageId, say, Saying } from "./say.ts";
import { MemberId, spaceSeen, type SpaceId } from "./space.ts";
import { beginTopic, TopicId } from "./topic.ts";

const NO = "42501"; // PostgreSQL: insufficient privilege

/** A group behind a closed door, with one of everything in it, and everyone who could want something from it. */
interface Scene {
  space: SpaceId;
  fay: PersonId; // cares for it
  mei: PersonId; // a member
  lea: PersonId; // left
  rem: PersonId; // was removed
  eve: PersonId; // has only a room of her own
  ask: PersonId; // waits at the door
  elsewhere: SpaceId; // Eve's room
  member: Record<"fay" | "mei" | "lea" | "rem" | "eve", MemberId>;
  message: Record<"fay" | "mei" | "lea", MessageId>;
  topic: TopicId;
  invitation: string;
}
const people = ["fay", "mei", "lea", "rem", "eve", "ask"] as const;
type Person = (typeof people)[number];

async function scene(ground: Ground): Promise<Scene> {
  const { db, queue, owner, spaceOf, newcomers } = ground;
  const [fay, mei, lea, rem, eve, ask] = (await newcomers(6)) as [PersonId, PersonId, PersonId, PersonId, PersonId, PersonId];
  const [space, elsewhere] = [await spaceOf("group", fay, mei, lea, rem), await spaceOf("group", eve)];
  const ids = { fay, mei, lea, rem };
  const member = { eve: await ground.memberOf(elsewhere, eve) } as Scene["member"];
  for (const name of ["fay", "mei", "lea", "rem"] as const) member[name] = await ground.memberOf(space, ids[name]);
  const message = {} as Scene["message"];
  for (const name of ["fay", "mei", "lea"] as const)
    message[name] = (await say(queue, ids[name], space, Saying.parse({ id: randomUUID(), text: `Words of ${name}` }))).id;
  const topic = TopicId.parse(randomUUID());
  await asPerson(db, mei, async (tx) => {
    const seen = await spaceSeen(tx, space);
    await beginTopic(tx, seen, topic, "Sleep");
    await feel(tx, seen, message.fay, "heart", true);
    await mute(tx, seen, "week", topic);
  });
  await asPerson(db, fay, async (tx) => pin(tx, await spaceSeen(tx, space), message.fay, true));
  await asPerson(db, fay, async (tx) => invite(tx, await spaceSeen(tx, space), "a key", "link"));
  await owner.query("update space set entry = 'request' where id = $1", [space]);
  await asPerson(db, ask, (tx) => askToJoin(tx, space, Alias.parse("Asker"), "May I?"));
  await owner.query("update space set entry = 'invitation' where id = $1", [space]);
  await asPerson(db, lea, (tx) => leaveSpace(tx, space));
  await asPerson(db, fay, (tx) => removeMember(tx, space, member.rem));
  const { rows } = await owner.query("select id from space_invitation where space_id = $1", [space]);
  return { space, fay, mei, lea, rem, eve, ask, elsewhere, member, message, topic, invitation: rows[0].id };
}

/** What each of them, and nobody, gets for the same statement. */
async function forEach({ db }: Ground, who: Scene, text: string, values: unknown[]): Promise<Record<Person | "nobody", Answer>> {
  const answers: Partial<Record<Person | "nobody", Answer>> = { nobody: await plainSql(db, undefined, text, values) };
  for (const name of people) answers[name] = await plainSql(db, who[name], text, values);
  return answers as Record<Person | "nobody", Answer>;
}
const only = (some: Partial<Record<Person, Answer>>, others: Answer = 0) => ({
  fay: others,
  mei: others,
  lea: others,
  rem: others,
  eve: others,
  ask: others,
  nobody: others,
  ...some,
});

test("of a room behind a closed door, its members read what is for all, each her own place, and everyone else nothing", async ({
  ground,
}) => {
  const who = await scene(ground);
  const readers: Record<string, ReturnType<typeof only>> = {
    space_counter: only({ fay: 1, mei: 1 }),
    space_topic: only({ fay: 1, mei: 1 }),
    space_message: only({ fay: 3, mei: 3 }),
    space_event: only({ fay: 12, mei: 12 }),
    space_reaction: only({ fay: 1, mei: 1 }),
    space_pin: only({ fay: 1, mei: 1 }),
    space_place: only({ fay: 1, mei: 1 }), // of four
    space_member: only({ fay: 1, mei: 1, lea: 1, rem: 1 }), // her own line, also of the past: nobody can list the others
    space_request: only({ ask: 1 }),
  };
  for (const [table, expected] of Object.entries(readers)) {
    expect([table, await forEach(ground, who, `select from ${table} where space_id = $1`, [who.space])]).toEqual([table, expected]);
  }
  expect(await forEach(ground, who, "select from space where id = $1", [who.space])).toEqual(only({ fay: 1, mei: 1 }));
  expect(await forEach(ground, who, "select from space_topic_place where topic_id = $1", [who.topic])).toEqual(only({ mei: 1 }));
  expect(await forEach(ground, who, "select id from space_invitation where space_id = $1", [who.space])).toEqual(only({ fay: 1 }));
  expect(await forEach(ground, who, "select secret_hash from space_invitation", [])).toEqual(only({}, NO));
  expect(await forEach(ground, who, "select from fact", [])).toEqual(only({}, NO));
});

test("an open door is found by everyone who is somebody, with nothing behind it", async ({ ground }) => {
  const who = await scene(ground);
  await ground.owner.query("update space set entry = 'open' where id = $1", [who.space]);
  expect(await forEach(ground, who, "select from space where id = $1", [who.space])).toEqual({ ...only({}, 1), nobody: 0 });
  expect(await forEach(ground, who, "select from space_message where space_id = $1", [who.space])).toEqual(only({ fay: 3, mei: 3 }));
  await ground.owner.query("update space set archived_at = now() where id = $1", [who.space]);
  expect(await forEach(ground, who, "select from space where id = $1", [who.space])).toEqual(only({ fay: 1, mei: 1 }));
});

test("one speaks, reacts and tells only as oneself, and only where one is", async ({ ground }) => {
  const who = await scene(ground);
  const { space, member, message, topic } = who;
  const insertMessage = "insert into space_message (id, space_id, seq, member_id, words) values (gen_random_uuid(), $1, 900, $2, 'Forged')";
  const insertEvent = "insert into space_event (space_id, seq, kind, member_id) values ($1, 900, 'said', $2)";
  const react = "insert into space_reaction (message_id, space_id, member_id, kind) values ($3, $1, $2, 'hug')";
  const keep = "insert into space_topic_place (member_id, topic_id) values ($1, $2) on conflict do nothing";
  const begin = "insert into space_topic (id, space_id, begun_by, title) values (gen_random_uuid(), $1, $2, 'Forged')";
  for (const name of ["fay", "mei", "lea", "rem"] as const) {
    const as = name === "fay" || name === "mei" ? only({ [name]: 1 }, NO) : only({}, NO); // whoever is gone is nobody here any more
    expect([name, await forEach(ground, who, insertMessage, [space, member[name]])]).toEqual([name, as]);
    expect([name, await forEach(ground, who, insertEvent, [space, member[name]])]).toEqual([name, as]);
    expect([name, await forEach(ground, who, react, [space, member[name], message.mei])]).toEqual([name, as]);
    expect([name, await forEach(ground, who, begin, [space, member[name]])]).toEqual([name, as]);
    const has = name === "mei" ? { mei: 0 } : {}; // she keeps one already
    expect([name, await forEach(ground, who, keep, [member[name], topic])]).toEqual([name, { ...as, ...has }]);
  }
  // With a true membership, but of another room.
  expect(await plainSql(ground.db, who.eve, insertMessage, [space, member.eve])).toBe("23503");
  expect(await plainSql(ground.db, who.eve, insertEvent, [space, member.eve])).toBe(NO);
  expect(await plainSql(ground.db, who.eve, react, [space, member.eve, message.mei])).toBe("23503");
  expect(await plainSql(ground.db, who.eve, begin, [space, member.eve])).toBe(NO);
});

test("one changes one's own words, a facilitator empties anyone's, and nobody else touches them", async ({ ground }) => {
  const who = await scene(ground);
  const { message } = who;
  const change = "update space_message set words = 'Changed' where id = $1";
  const empty = "update space_message set words = '', removed_at = now(), removed_by = 'facilitator' where id = $1";
  expect(await forEach(ground, who, change, [message.mei])).toEqual(only({ mei: 1, fay: NO }));
  expect(await forEach(ground, who, change, [message.lea])).toEqual(only({ fay: NO })); // whoever left does not come back to change it
  expect(await forEach(ground, who, empty, [message.mei])).toEqual(only({ mei: 1, fay: 1 }));
  expect(await forEach(ground, who, empty, [message.lea])).toEqual(only({ fay: 1 }));
  for (const column of [
    "member_id = gen_random_uuid()",
    "seq = 1",
    "said_at = now()",
    "space_id = gen_random_uuid()",
    "origin = 'whatsapp'",
  ])
    expect(await forEach(ground, who, `update space_message set ${column} where id = $1`, [message.mei])).toEqual(only({}, NO));
  expect(await forEach(ground, who, "delete from space_message where id = $1", [message.mei])).toEqual(only({}, NO));
  for (const act of [
    "delete from space_event",
    "update space_event set kind = 'said'",
    "delete from space_topic",
    "update space_topic set title = 'x'",
  ])
    expect(await forEach(ground, who, `${act} where space_id = $1`, [who.space])).toEqual(only({}, NO));
});

test("a place, its draft, its quiet and its reactions are her own; others change nothing of them", async ({ ground }) => {
  const who = await scene(ground);
  const { member, message, topic } = who;
  expect(
    await forEach(ground, who, "update space_place set draft = 'x', read_seq = 5, muted_until = now() where member_id = $1", [member.mei]),
  ).toEqual(only({ mei: 1 }));
  expect(await forEach(ground, who, "update space_place set draft = 'x' where member_id = $1", [member.lea])).toEqual(only({}));
  expect(await forEach(ground, who, "update space_topic_place set read_seq = 1 where topic_id = $1", [topic])).toEqual(only({ mei: 1 }));
  expect(await forEach(ground, who, "delete from space_reaction where message_id = $1", [message.fay])).toEqual(only({ mei: 1 }));
  expect(await forEach(ground, who, "delete from space_place where member_id = $1", [member.mei])).toEqual(only({}, NO));
  expect(await forEach(ground, who, "update space_place set member_id = $1", [member.mei])).toEqual(only({}, NO));
});

test("only those who care for a room furnish it, pin and invite; nobody writes a membership, a door or a lock by hand", async ({
  ground,
}) => {
  const who = await scene(ground);
  const { space, member, message, invitation } = who;
  expect(await forEach(ground, who, "update space set title = 'Mine' where id = $1", [space])).toEqual(only({ fay: 1 }));
  expect(await forEach(ground, who, "insert into space_pin (space_id, message_id) values ($1, $2)", [space, message.mei])).toEqual(
    only({ fay: 1 }, NO),
  );
  expect(await forEach(ground, who, "delete from space_pin where space_id = $1", [space])).toEqual(only({ fay: 1 }));
  expect(await forEach(ground, who, "update space_invitation set uses_left = 0 where id = $1", [invitation])).toEqual(only({ fay: 1 }));
  expect(await forEach(ground, who, "update space_invitation set uses_left = 500 where id = $1", [invitation])).toEqual(only({ fay: NO }));
  expect(await forEach(ground, who, "delete from space_request where space_id = $1", [space])).toEqual(only({ ask: 1 }));
  expect(await forEach(ground, who, "update space_counter set last_seq = last_seq where space_id = $1", [space])).toEqual(
    only({ fay: 1, mei: 1 }),
  );
  const hash = createHmac("sha256", "x").update("y").digest();
  const forbidden: [string, unknown[]][] = [
    ["update space set archived_at = now() where id = $1", [space]],
    ["update space set kind = 'community' where id = $1", [space]],
    ["insert into space (id, kind, entry, title) values (gen_random_uuid(), 'group', 'open', $1)", ["Mine"]],
    ["delete from space where id = $1", [space]],
    ["update space_counter set is_closed = true where space_id = $1", [space]],
    ["update space_member set part = 'facilitator' where id = $1", [member.mei]],
    ["update space_member set ended_at = null, ended_how = null where id = $1", [member.rem]],
    ["insert into space_member (space_id, person_id, alias, alias_folded) values ($1, $2, 'x', 'x')", [space, who.eve]],
    [
      "insert into space_invitation (space_id, made_by, secret_hash, is_digits, uses_left, expires_at) values ($1, $2, $3, false, 5, now())",
      [space, member.fay, hash],
    ],
    ["insert into space_request (space_id, person_id, alias, alias_folded) values ($1, $2, 'x', 'x')", [space, who.eve]],
    ["insert into fact (kind, subject, about, actor_id) values ('spaces.member-left', $1, '{}', $2)", [space, who.mei]],
    ["select admit($1, $2, 'x', 'x', 'facilitator')", [space, who.eve]],
    ["select end_membership($1, 'removed')", [member.mei]],
    ["select was_removed($1)", [space]],
    ["select must_stay($1)", [member.fay]],
    ["select from fact_listener", []],
  ];
  for (const [text, values] of forbidden) expect([text, await forEach(ground, who, text, values)]).toEqual([text, only({}, NO)]);
});

test("whose words stand on a page is told to those who are there; nobody lists members or looks for a name from outside", async ({
  ground,
}) => {
  const who = await scene(ground);
  const everyone = Object.values(who.member);
  expect(await forEach(ground, who, "select from authors($1, $2::uuid[])", [who.space, everyone])).toEqual(only({ fay: 4, mei: 4 }));
  expect(await forEach(ground, who, "select from authors($1, $2::uuid[])", [who.elsewhere, everyone])).toEqual(only({ eve: 1 }));
  expect(
    await forEach(ground, who, "select from unnest(mentioned($1, array['person1', 'person2', 'person3', 'nobody']))", [who.space]),
  ).toEqual(
    only({ fay: 2, mei: 2 }), // the third has left
  );
  expect(await forEach(ground, who, "select from requests_at($1)", [who.space])).toEqual(only({ fay: 1 }));
  const many = Array.from({ length: 300 }, () => randomUUID());
  expect(await plainSql(ground.db, who.mei, "select from authors($1, $2::uuid[])", [who.space, [...many, who.member.fay]])).toBe(0); // 250 at once
});

test("the role that signs people in sees nothing of any room", async ({ ground }) => {
  const { rows } = await ground.owner.query<{ name: string }>(
    "select relname as name from pg_class where relname like 'space%' and relkind = 'r'",
  );
  expect(rows.length).toBeGreaterThan(9);
  for (const { name } of rows) await expect(ground.db.pools.identity.query(`select from ${name}`)).rejects.toMatchObject({ code: NO });
});

test("whoever was served leaves nothing of herself behind on the connection", async ({ ground }) => {
  const { db, circleOf, newcomer } = ground;
  const mei = await newcomer();
  const space = await circleOf(mei);
  const asked = Array.from({ length: 30 }, () => asPerson(db, mei, async (tx) => (await spaceSeen(tx, space)).id));
  expect(new Set(await Promise.all(asked))).toEqual(new Set([space]));
  for (let time = 0; time < 30; time += 1) expect(await plainSql(db, undefined, "select from space_member")).toBe(0);
  await expect(asPerson(db, "nobody", (tx) => spaceSeen(tx, space))).rejects.toMatchObject({ reason: "not-found" });
});
