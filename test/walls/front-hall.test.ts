import { frontHallOnlyComposes } from "./front-hall.ts";
import { prove } from "./plant.ts";

const sound = {
  "src/front.ts": 'import { spacesRoutes } from "#domains/spaces"; export const hall = () => new Hono().route("/", spacesRoutes);',
  "src/domains/spaces/space.ts": 'import { sql } from "kysely"; export const all = (tx) => tx.selectFrom("space");',
};
const front = (text: string) => ({ "src/front.ts": text });

prove("the front hall only composes", frontHallOnlyComposes, sound, [
  ["a query in the hall", front('const all = (db) => db.selectFrom("space").execute();'), "asks the database"],
  ["an engine in the hall", front('import { sql } from "kysely";'), "takes up kysely"],
  ["another file of the hall that writes", { "src/hall.ts": 'client.query("delete from space");' }, "holds SQL"],
  ["SQL in a template", front("const text = `update space set title = $1`;"), "holds SQL"],
  ["a page drawn in the hall", { "src/hall.tsx": "export const Page = () => <main />;" }, "draws <main>"],
]);
