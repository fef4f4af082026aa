import { prove } from "./plant.ts";
import { sqlIsNeverGlued } from "./queries.ts";

const code = (text: string) => ({ "src/domains/spaces/a.ts": text });
const sound = {
  "src/domains/spaces/space.ts":
    'const LIMIT = 50;\nsql`select id from space where id = ${id}`; sql.raw(`select id from space limit ${LIMIT}`); client.query("select $1", [id]);',
  "src/domains/spaces/words.ts": "const text = `Please select one of ${count} rooms`;",
  "src/foundation/cluster/cluster.ts": "client.query(`create database ${client.escapeIdentifier(name)}`);",
  "src/foundation/database/roles.ts": "client.query(`create role ${name}`);",
  "src/foundation/live/notices.ts": 'const CHANNEL = "live"; client.query(`listen ${CHANNEL}`);',
};

prove("SQL is never glued", sqlIsNeverGlued, sound, [
  ["a computed raw text", code("sql.raw(text);"), "gives a computed text to sql.raw"],
  ["a raw text with a hole", code("sql.raw(`order by ${column}`);"), "sql.raw"],
  ["a raw text added up", code('sql.raw("order by " + column);'), "sql.raw"],
  ["a literal that is none", code("sql.lit(value);"), "sql.lit"],
  ["a query with a hole", code("client.query(`select id from space where title = '${title}'`);"), "a.ts:1 glues values into SQL"],
  ["a query added up", code('client.query("delete from space where id = " + id);'), "glues values into SQL"],
  ["a query made beforehand", code("const text = `update space set title = ${title}`;"), "glues values into SQL"],
  ["a computed channel", code("client.query(`listen ${channel}`);"), "glues values into SQL"],
]);
