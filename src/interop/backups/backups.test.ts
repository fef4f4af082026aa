import { randomUUID } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { say, Saying } from "#domains/spaces";
import { build, migrationNames } from "#foundation/database";
import { addressOf, backedUp, broughtBack, carried, connected, emptyDatabase, folder, quiet, sumsOf, TURNS } from "#test/backups";
import { SECRET } from "#test/cluster";
import { test } from "#test/people";
import { backUp } from "./index.ts";

const LONG = { timeout: 60_000 };

test("afterwards every table is guarded as before, and the owner may write past its policies no more", LONG, async ({ ground }) => {
  const guards = `select relname, relrowsecurity, relforcerowsecurity,
    (select array_agg(polname::text order by polname) from pg_policy where polrelid = c.oid and polname <> 'owner_backs_up') as policies,
    (select count(*)::int from pg_trigger where tgrelid = c.oid and tgenabled = 'D') as sleeping
    from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`;
  const { ownerUrl } = await broughtBack(await backedUp(ground.owner));
  const restored = await connected(ownerUrl);
  const { rows } = await restored.query(guards);
  expect(rows).toEqual((await ground.owner.query(guards)).rows);
  expect(rows.filter(({ sleeping }) => sleeping > 0)).toEqual([]);
  await restored.query("set role kith_owner");
  await expect(restored.query("insert into person (id) values (gen_random_uuid())")).rejects.toMatchObject({ code: "42501" });
});

test(
  "while people go on talking, a backup holds one moment: no message without its event, none without its place",
  LONG,
  async ({ ground }) => {
    const people = await ground.newcomers(4);
    const spaces = [await ground.spaceOf("group", people[0]!, ...people.slice(1)), await ground.spaceOf("group", people[1]!, people[0]!)];
    let isOver = false;
    let said = 0;
    const talking = [0, 1, 2, 3].map(async (who) => {
      for (let time = 0; !isOver; time += 1) {
        const space = spaces[who < 2 ? time % 2 : 0]!;
        await say(ground.queue, people[who]!, space, Saying.parse({ id: randomUUID(), text: `word ${said}` }));
        said += 1;
      }
    });
    while (said < 100) await wait(10);
    const saidBefore = said;
    const place = await backedUp(ground.owner);
    isOver = true;
    await Promise.all(talking);
    expect(said, "they went on meanwhile").toBeGreaterThan(saidBefore);

    const { ownerUrl } = await broughtBack(place);
    const restored = await connected(ownerUrl);
    const upTo = `select c.space_id, c.last_seq, m.ids, e.ids = m.ids as "hasEvents" from space_counter c,
    lateral (select array_agg(id order by seq) as ids, max(seq) as last from space_message where space_id = c.space_id and seq <= $1) m,
    lateral (select array_agg(message_id order by seq) as ids from space_event where space_id = c.space_id and kind = 'said' and seq <= $1) e
    where c.space_id = $2`;
    for (const space of spaces) {
      const { rows } = await restored.query(upTo, ["9223372036854775807", space]);
      const { last_seq: last, ids, hasEvents } = rows[0]!;
      expect(hasEvents).toBe(true);
      expect(ids.length).toBeGreaterThanOrEqual(1);
      expect(ids).toEqual((await ground.owner.query(upTo, [last, space])).rows[0]!.ids);
    }
    const facts = "select count(*)::int as count from fact where kind = 'spaces.message-said'";
    const messages = "select count(*)::int as count from space_message";
    expect((await restored.query(facts)).rows).toEqual((await restored.query(messages)).rows);
  },
);

test("what a listener had heard stays heard, and what waited for it still waits", LONG, async ({ ground }) => {
  await ground.owner
    .query(`truncate fact; insert into fact (kind, subject, seq, about, tx) select 'spaces.member-asked', gen_random_uuid(), n, '{}',
    (900000000 + n % 7)::text::xid8 from generate_series(1, 70) n`);
  await ground.owner.query(`insert into fact_listener select 'early', tx, id from fact order by tx, id offset 20 limit 1`);
  await ground.owner.query(`insert into fact_listener select 'late', tx, id from fact order by tx, id offset 50 limit 1`);
  const unheard = `select l.name, array_agg(f.seq order by f.seq) as seqs from fact_listener l join fact f on (f.tx, f.id) > (l.heard_tx, l.heard_id)
    group by 1 order by 1`;
  const { rows } = await ground.owner.query(unheard);
  const { ownerUrl } = await broughtBack(await backedUp(ground.owner));
  const restored = await connected(ownerUrl);
  expect((await restored.query(unheard)).rows).toEqual(rows);
  await restored.query(`insert into fact (kind, subject, seq, about) values ('spaces.member-asked', gen_random_uuid(), 71, '{}')`);
  expect((await restored.query(unheard)).rows.map(({ seqs }) => seqs.at(-1))).toEqual(["71", "71"]);
});

test("an owner who is no superuser backs up all the same, and misses nothing", LONG, async ({ ground }) => {
  await ground.newcomers(3);
  const name = `landlord_${randomUUID().slice(0, 8)}`;
  await ground.owner.query(`create role ${name} login password 'x' createrole; grant kith_owner to ${name}`);
  const url = new URL(addressOf(ground.owner));
  url.username = name;
  url.password = "x";
  const place = await folder();
  await backUp({ ownerUrl: url.href, secret: SECRET, folder: place, tell: quiet });
  const { ownerUrl } = await broughtBack(place);
  expect(carried(await sumsOf(ownerUrl))).toEqual(carried(await sumsOf(addressOf(ground.owner))));
});

test("only its owner may read a backup, and no number of a transaction is in it", LONG, async ({ ground }) => {
  const place = await backedUp(ground.owner);
  for (const name of await readdir(place)) expect((await stat(join(place, name))).mode & 0o077, name).toBe(0);
  const { rows } = await ground.owner.query(
    `select c.relname as table from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and a.atttypid in ('xid'::regtype, 'xid8'::regtype, 'pg_snapshot'::regtype, 'pg_lsn'::regtype) and a.attnum > 0 order by 1`,
  );
  expect(rows.map(({ table }) => table)).toEqual(TURNS);
});

test("a backup of an older Kith comes back as it was then, and is brought up to today", LONG, async () => {
  const old = await emptyDatabase();
  const then = migrationNames().slice(0, -1);
  await build(old, then, async (client) => {
    await client.query("alter table person no force row level security");
    await client.query("insert into person (id) select gen_random_uuid() from generate_series(1, 3)");
    await client.query("alter table person force row level security");
  });
  const { ownerUrl } = await broughtBack(await backedUp(await connected(old)));
  const restored = await connected(ownerUrl);
  expect((await restored.query("select count(*)::int as count from person")).rows).toEqual([{ count: 3 }]);
  const { rows } = await restored.query<{ name: string }>("select name from kysely_migration order by name");
  expect(rows.map(({ name }) => name)).toEqual(migrationNames());
  expect(rows.length).toBe(then.length + 1);
});
