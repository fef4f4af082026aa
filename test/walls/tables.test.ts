import { prove, type Fault } from "./plant.ts";
import { tablesAreWrittenByOneRoom, writtenTablesAreNamed } from "./tables.ts";

const sound = {
  "src/domains/people/migrations/20260101_0900_people.sql": `
    create table person (id uuid primary key);
    grant select on person to kith_person;`,
  "src/foundation/facts/migrations/20260101_0901_facts.sql": "create table if not exists public.fact (id bigint);",
  "src/foundation/identity/migrations/20260101_0902_identity.sql": 'create table "user" (id uuid);',
  "src/domains/spaces/migrations/20260101_1000_spaces.sql": `
    create table space (id uuid references person);  -- delete from person would be wrong
    create function say() returns void language sql as $$
      update space set id = id;
      insert into fact (kind) values ('spaces.message-said');
    $$;`,
  "src/domains/spaces/space.ts": `
    tx.insertInto("space").values(row); tx.selectFrom("person").select("id").forUpdate();
    throw new Refusal("invalid", "You cannot update person here.");`,
  "src/domains/spaces/space.test.ts": 'db.deleteFrom("person");',
};
const code = (text: string) => ({ "src/domains/spaces/a.ts": text });
const migration = (text: string) => ({ "src/domains/spaces/migrations/20260101_1001_more.sql": text });

const faults: Fault[] = [
  ["an insert into another's table", code('tx.insertInto("person").values(row);'), "a.ts:1 writes person, which is domains/people's"],
  ["an update of another's table", code('tx.updateTable("person as p").set(row);'), "writes person"],
  ["a delete from another's table", code('tx.deleteFrom("person");'), "writes person"],
  ["a merge into another's table", code('tx.mergeInto("person");'), "writes person"],
  ["a delete in SQL", code("sql`delete from person where id = ${id}`.execute(tx);"), "writes person"],
  ["an insert in a string", code('client.query("insert into public.person (id) values ($1)", [id]);'), "writes person"],
  ["a copy in a string", code('client.query("copy person (id) from stdin");'), "writes person"],
  ["a fact stated past its door", code("sql`insert into fact (kind) values ('spaces.message-said')`;"), "writes fact"],
  ["a quoted table in a migration", migration('delete from "user";'), "writes user"],
  [
    "a function's body that writes another's",
    migration("create function f() returns void language sql as $$ update person p set id = id $$;"),
    "writes person",
  ],
  ["a migration that alters another's", migration("alter table person add column age int;"), "defines or opens person"],
  ["a policy on another's table", migration("create policy all_read on person using (true);"), "defines or opens person"],
  [
    "a trigger on another's table",
    migration("create trigger t after insert on person for each row execute function f();"),
    "defines or opens person",
  ],
  ["a grant of another's table", migration("grant select, insert on person to kith_gate;"), "defines or opens person"],
  ["a grant of another's table among our own", migration("grant select on space, public.person to kith_gate;"), "defines or opens person"],
  ["an index on another's table", migration("create unique index concurrently by_id on person (id);"), "defines or opens person"],
  ["a truncate", migration("truncate space, person;"), "writes person"],
  ["a table made twice", { "src/domains/care/migrations/20260101_1002_care.sql": "create table space (id uuid);" }, "made more than once"],
];

prove("tables are written by one room", tablesAreWrittenByOneRoom, sound, faults);

prove("written tables are named", writtenTablesAreNamed, sound, [
  ["a computed table", code("tx.insertInto(table).values(row);"), "computed"],
  ["a table glued together", code("tx.deleteFrom(`${room}_message`);"), "computed"],
  ["a computed table in SQL", code("sql`delete from ${table} where id = ${id}`;"), "computed"],
  ["a computed table added up in a migration", migration("do $$ begin execute 'truncate ' || name; end $$;"), "computed"],
  ["a computed table in a migration", migration("do $$ begin execute format('delete from %I', name); end $$;"), "computed"],
]);
