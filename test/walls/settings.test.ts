import { prove } from "./plant.ts";
import { settingsAreReadInOnePlace } from "./settings.ts";

const room = (text: string) => ({ "src/foundation/jobs/a.ts": text });
const sound = {
  "src/foundation/settings/index.ts": "export const port = process.env.PORT;",
  "src/a.ts": 'import { pid } from "node:process"; import.meta.env.SSR; process.pid; process.env.PATH;',
  "start.ts": 'process.env["NODE_ENV"] ??= "production"; readSettings(process.env, root);',
};

prove("settings are read in one place", settingsAreReadInOnePlace, sound, [
  ["a look at the environment", room("const home = process.env.HOME;"), "a.ts:1 reads the environment"],
  ["a look in brackets", room('const home = process["env"]["HOME"];'), "reads the environment"],
  ["a look by taking apart", room("const { env } = process;"), "reads the environment"],
  ["a look by import", room('import { env } from "node:process";'), "reads the environment"],
  ["a look under another name", room('import * as us from "node:process";'), "reads the environment"],
  ["a look round the world", room("globalThis.process.env.HOME;"), "reads the environment"],
  ["an environment handed over in a room", room("readSettings(process.env);"), "reads the environment"],
  ["a look at the start", { "start.ts": "\nconst port = process.env.PORT;" }, "start.ts:2 reads the environment"],
]);
