import { codeIsTypeScript, filesAreShort, namesAreKebabCase, namesSaySomething } from "./names.ts";
import { prove } from "./plant.ts";

const sound = {
  "src/domains/spaces/join-space.ts": "",
  "src/domains/spaces/parts/talk.island.tsx": "",
  "src/domains/spaces/README.md": "",
  "src/domains/spaces/migrations/20261122_1010_spaces.sql": "",
  "src/foundation/database/pools.ts": "",
  "src/domains/care/services.ts": "",
  "src/foundation/offline/service-worker.ts": "",
};

prove("names say something", namesSaySomething, sound, [
  ["a utils file", { "src/domains/spaces/utils.ts": "" }, '"utils"'],
  ["a helpers folder", { "test/helpers/clock.ts": "" }, '"helpers"'],
  ["a shared room", { "src/foundation/shared/index.ts": "" }, '"shared"'],
  ["a manager", { "src/domains/spaces/space-manager.ts": "" }, '"manager"'],
  ["a service", { "src/domains/spaces/space.service.ts": "" }, '"service"'],
  ["a lib among the tools", { "tools/lib/run.ts": "" }, '"lib"'],
  ["a base in capitals", { "src/domains/spaces/BASE.ts": "" }, '"base"'],
]);

prove("names are kebab-case", namesAreKebabCase, sound, [
  ["a file in camel case", { "src/domains/spaces/joinSpace.ts": "" }, "not kebab-case"],
  ["a file with an underscore", { "src/domains/spaces/join_space.ts": "" }, "not kebab-case"],
  ["a folder in capitals", { "src/domains/Spaces/join.ts": "" }, "not kebab-case"],
  ["a migration without a date", { "src/domains/spaces/migrations/topics.sql": "" }, "has no date"],
  ["two migrations of one minute", { "src/domains/zoo/migrations/20261122_1010_zoo.sql": "" }, "has the date of"],
]);

prove(
  "files are short",
  filesAreShort,
  { ...sound, "src/front.ts": "x\n".repeat(300), "src/domains/spaces/words/en.json": "\n".repeat(400) + "{}" },
  [
    ["a long file of code", { "src/front.ts": "x\n".repeat(301) }, "src/front.ts has 301 lines"],
    ["a long style sheet", { "src/design/a.css": "x\n".repeat(301) }, "301 lines"],
    ["a long migration", { "src/domains/spaces/migrations/20261122_1010_spaces.sql": "x\n".repeat(301) }, "301 lines"],
  ],
);

prove("code is TypeScript", codeIsTypeScript, { ...sound, "tools/ready.mjs": "" }, [
  ["plain JavaScript in a room", { "src/domains/spaces/a.js": "" }, "src/domains/spaces/a.js is not TypeScript"],
  ["a module of another ending", { "src/domains/spaces/a.mts": "" }, "not TypeScript"],
  ["plain JavaScript among the tests", { "test/a.mjs": "" }, "not TypeScript"],
]);
