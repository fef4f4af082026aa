import { doorsAreTheOnlyWays, nothingIsHandedOn } from "./doors.ts";
import { prove } from "./plant.ts";

const doors = {
  "#design": "./src/design/index.ts",
  "#foundation/*": "./src/foundation/*/index.ts",
  "#domains/*": "./src/domains/*/index.ts",
  "#parts/*": "./src/domains/*/parts/index.ts",
  "#listeners/*": "./src/listeners/*/index.ts",
  "#interop/*": "./src/interop/*/index.ts",
  "#test/*": "./test/*.ts",
};
const packaged = (more: object) => ({ "package.json": JSON.stringify({ imports: { ...doors, ...more } }) });

prove("doors are the only ways", doorsAreTheOnlyWays, { ...packaged({}), "tsconfig.json": "{}", "vite.config.ts": "" }, [
  ["a door to everything", packaged({ "#all/*": "./src/*" }), 'leads #all/* to "./src/*"'],
  ["a door made wider", packaged({ "#domains/*": "./src/domains/*.ts" }), "the door is ./src/domains/*/index.ts"],
  ["a way of the type checker's", { "tsconfig.json": '{ "compilerOptions": { "paths": {} } }' }, 'another way in with "paths"'],
  ["a way of the bundler's", { "vite.config.ts": "resolve: { alias: {} }" }, 'another way in with "alias"'],
]);

const room = (text: string) => ({ "src/domains/spaces/index.ts": text });
const sound = {
  ...room('export { say } from "./message.ts"; import { PersonId } from "#domains/people"; export const who = (id: PersonId) => id;'),
  "src/front.ts": 'export type { Assets } from "#foundation/pages";',
};

prove("nothing is handed on", nothingIsHandedOn, sound, [
  [
    "another room's thing, re-exported",
    room('export { PersonId } from "#domains/people";'),
    "index.ts:1 hands on things of #domains/people",
  ],
  ["another room's type, re-exported", room('export type { PersonId } from "#domains/people";'), "hands on things"],
  ["another room, whole", room('export * from "#domains/people";'), "hands on everything of #domains/people"],
  ["another room under a name", room('export * as people from "#domains/people";'), "hands on everything"],
  ["a thing taken in and handed out", room('import { PersonId } from "#domains/people"; export { PersonId };'), "hands on PersonId"],
  ["a thing under another name", room('import { PersonId } from "#domains/people"; export const Who = PersonId;'), "hands on PersonId"],
  ["a type under another name", room('import type { PersonId } from "#domains/people"; export type Who = PersonId;'), "hands on PersonId"],
  ["a thing as the default", room('import { Name } from "#parts/people"; export default Name;'), "hands on Name"],
  ["a link in a chain", { "src/domains/spaces/who.ts": 'export { PersonId } from "#domains/people";' }, "who.ts:1 hands on"],
]);
