import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareRoles } from "../../../src/foundation/database/roles.ts";
import { scratchDatabase } from "./scratch.ts";
import { databaseWalls } from "./walls.ts";

const PIN = "set search_path = pg_catalog, public, pg_temp";
const SOUND = `
  set role kith_owner;
  create table note (id uuid primary key, person_id uuid not null, words text not null);
  alter table note enable row level security;
  alter table note force row level security;
  create table plan (id int);  -- granted to nobody, so it needs no policy
  create function me() returns uuid language sql stable ${PIN} as $$ select nullif(current_setting('kith.person_id', true), '')::uuid $$;
  create function my_notes() returns setof uuid language sql stable security definer ${PIN} as $$ select id from note where person_id = me() $$;
  alter function my_notes() owner to kith_gate;
  grant execute on function me() to kith_person, kith_gate;
  grant execute on function my_notes() to kith_person;
  create policy mine on note for select to kith_person using (id = any (array(select my_notes())) or person_id = (select me()));
  create policy i_write on note for insert to kith_person with check (person_id = me());
  create policy gate_reads on note for select to kith_gate using (true);
  create view notes with (security_invoker = true) as select id from note;
  grant select, insert (id, person_id, words) on note to kith_person;
  grant select on notes to kith_person;
  grant select on note to kith_gate;
  reset role;`;

const asOwner = (sql: string) => `set role kith_owner; ${sql}; reset role`;
const definer = (rest: string) =>
  asOwner(`create function f() returns int language sql security definer ${rest} as $$ select 1 $$; alter function f() owner to kith_gate`);
const policy = (rest: string) => asOwner(`drop policy mine on note; create policy mine on note for select ${rest}`);

const roles: [name: string, plant: string, report: string][] = [
  ["a superuser", "create role kith_planted superuser", "kith_planted is a superuser"],
  ["a role that bypasses policies", "create role kith_planted bypassrls", "kith_planted bypasses policies"],
  ["a role that makes roles", "create role kith_planted createrole", "kith_planted may make roles"],
  ["a role that makes databases", "create role kith_planted createdb", "kith_planted may make databases"],
  ["a second role that logs in", "create role kith_planted login", "kith_planted may log in"],
  ["an app that may become the owner", "grant kith_owner to kith_app", "kith_app is a member of kith_owner"],
  ["an app that may become the gate", "grant kith_gate to kith_app", "kith_app is a member of kith_gate"],
  ["requests that may become the worker", "grant kith_worker to kith_person", "kith_person is a member of kith_worker"],
  ["a power of PostgreSQL lent out", "grant pg_read_all_data to kith_person", "kith_person is a member of pg_read_all_data"],
  ["an app that cannot become the worker", "revoke kith_worker from kith_app", "kith_app is no member of kith_worker"],
  ["a role that may be passed on", "grant kith_person to kith_app with admin option", "kith_app may pass kith_person on"],
  ["a schema where everyone makes things", "grant create on schema public to public", "lets everyone make things"],
  ["a schema of another's", "alter schema public owner to pg_database_owner", "schema public belongs to pg_database_owner"],
];

const tables: typeof roles = [
  ["a table without row level security", "alter table note disable row level security", "not enabled"],
  ["a table whose owner steps around", "alter table note no force row level security", "not forced"],
  [
    "a new table that is granted bare",
    asOwner(
      "create table bare (id int); grant select on bare to kith_worker; alter table bare force row level security; create policy p on bare for select to kith_worker using (true)",
    ),
    "bare is granted to kith_worker but row level security is not enabled",
  ],
  ["a verb without a policy", asOwner("grant delete on note to kith_person"), "kith_person may delete on note, but no policy"],
  ["a column's verb without a policy", asOwner("grant update (words) on note to kith_person"), "kith_person may update on note"],
  ["a role without a policy", asOwner("grant select on note to kith_identity"), "kith_identity may select on note"],
  ["a gate without a policy", asOwner("grant insert on note to kith_gate"), "kith_gate may insert on note"],
  [
    "a policy that only restricts",
    policy("to kith_person using (true)").replace("for select", "as restrictive for select"),
    "kith_person may select on note",
  ],
  ["a truncate, which no policy guards", asOwner("grant truncate on note to kith_worker"), "kith_worker may truncate note"],
  [
    "a copy of guarded rows",
    asOwner("create materialized view copied as select 1 as id; grant select on copied to kith_person"),
    "kith_person may read copied",
  ],
  ["a table for everyone", asOwner("grant select on plan to public"), "Everyone may select plan"],
  ["a column for everyone", asOwner("grant select (id) on plan to public"), "Everyone may select plan"],
  ["a table of another's", "create table stray (id int)", "stray belongs to"],
  [
    "a table in a schema that nobody watches",
    "create schema aside; create table aside.note (id int); grant select on aside.note to kith_person",
    "kith_person may touch aside.note",
  ],
  [
    "a view with its owner's rights",
    asOwner("create view all_notes as select id from note"),
    "The view all_notes reads with the rights of its owner",
  ],
];

const functions: typeof roles = [
  ["a definer without a pinned path", definer(""), "f() is security definer and could be led"],
  ["a definer with a looser path", definer("set search_path = public"), "could be led"],
  [
    "a definer of the owner's",
    asOwner(`create function f() returns int language sql security definer ${PIN} as $$ select 1 $$`),
    "f() is security definer and belongs to kith_owner",
  ],
  [
    "a function for everyone",
    asOwner("create function f() returns int language sql as $$ select 1 $$; grant execute on function f() to public"),
    "Everyone may call f()",
  ],
  [
    "a function nobody closed",
    "alter default privileges for role kith_owner grant execute on functions to public; " +
      asOwner("create function f() returns int language sql as $$ select 1 $$"),
    "Everyone may call f()",
  ],
  [
    "a function of another's",
    "create function f() returns int language sql as $$ select 1 $$; revoke execute on function f() from public",
    "f() belongs to postgres",
  ],
];

const policies: typeof roles = [
  ["a policy that lets everyone through", policy("to kith_person using (true)"), "The policy mine on note lets every person through"],
  ["a set searched row by row", policy("to kith_person using (id in (select my_notes()))"), 'The policy mine on note says "in (select …)"'],
  [
    "a question for each row",
    policy("to kith_person using (exists (select from plan where plan.id = length(note.words)))"),
    "asks a question anew for each row",
  ],
  [
    "a function with a column",
    asOwner(
      "create function is_mine(uuid) returns boolean language sql stable as $$ select true $$; drop policy mine on note; create policy mine on note for select to kith_person using (is_mine(id))",
    ),
    "calls a function for each row",
  ],
  ["a function called again for each row", policy("to kith_person using (person_id = me())"), "calls a function again for each row"],
  ["a policy for everyone", asOwner("create policy open on note for select using (false)"), "The policy open on note is for everyone"],
];

let client: Client;

beforeAll(async () => {
  client = await scratchDatabase("template0");
  const { user, password, host, port, database } = client;
  await prepareRoles(`postgres://${user}:${encodeURIComponent(password ?? "")}@${host}:${port}/${database}`);
  await client.query(SOUND);
});
afterAll(() => client.end());

async function reports(): Promise<string[]> {
  const all: string[] = [];
  for (const wall of Object.values(databaseWalls)) all.push(...(await wall(client)));
  return all;
}

test("a sound database is left alone", async () => {
  expect(await reports()).toEqual([]);
});

test.for([...roles, ...tables, ...functions, ...policies])("the database reports %s", async ([, plant, report]) => {
  await client.query("begin");
  try {
    await client.query(plant);
    const [fault, ...others] = await reports();
    expect(fault).toContain(report);
    expect(others).toEqual([]);
  } finally {
    await client.query("rollback");
  }
});
