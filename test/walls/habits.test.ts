import { domainsOnlyRefuse, nobodyPrints, onlyInteropReachesOut, settingsAreReadInOnePlace } from "./habits.ts";
import { prove } from "./plant.ts";

const code = (text: string) => ({ "src/domains/spaces/a.ts": text });
const foundation = (text: string) => ({ "src/foundation/jobs/a.ts": text });

prove(
  "settings are read in one place",
  settingsAreReadInOnePlace,
  {
    "src/foundation/settings/index.ts": "export const port = process.env.PORT;",
    "src/a.ts": "import.meta.env.SSR; process.pid; process.env.PATH;",
    "start.ts": 'process.env["NODE_ENV"] ??= "production"; readSettings(process.env, root);',
  },
  [
    ["a look at the environment", foundation("const home = process.env.HOME;"), "a.ts:1 reads the environment"],
    ["a look in brackets", foundation('const home = process["env"]["HOME"];'), "reads the environment"],
    ["a look by taking apart", foundation("const { env } = process;"), "reads the environment"],
    ["a look by import", foundation('import { env } from "node:process";'), "reads the environment"],
    ["an environment handed over in a room", foundation("readSettings(process.env);"), "reads the environment"],
    ["a look at the start", { "start.ts": "\nconst port = process.env.PORT;" }, "start.ts:2 reads the environment"],
  ],
);

prove(
  "nobody prints",
  nobodyPrints,
  { ...foundation("console.error(error);"), "src/interop/cli/index.ts": "console.log(answer);", ...code("log(1);") },
  [
    ["a domain that prints", code("console.log(message);"), "no place for them"],
    ["a domain that prints a fault", code("console.error(error);"), "no place for them"],
    ["a foundation that chats", foundation('console.info("hello");'), "Only faults are printed"],
  ],
);

const part = (text: string) => ({ "src/domains/spaces/parts/a.tsx": text });

prove(
  "only interop reaches out",
  onlyInteropReachesOut,
  {
    "src/interop/federation/index.ts": "fetch(address);",
    ...part('fetch("/live"); fetch(form.action);'),
    "src/front.ts": "app.fetch(request);",
  },
  [
    ["a domain that fetches", code("await fetch(address);"), "reaches out of the house with fetch"],
    ["a foundation that fetches", foundation("await globalThis.fetch(address);"), "reaches out of the house"],
    ["a socket to somewhere", foundation("new WebSocket(address);"), "with WebSocket"],
    ["a page that asks another house", part('fetch("https://example.org/count");'), "reaches out of the house"],
    ["a page that asks another house by two strokes", part("new EventSource(`//example.org/live`);"), "with EventSource"],
  ],
);

prove(
  "domains only refuse",
  domainsOnlyRefuse,
  { ...code('throw new Refusal("invalid", "no"); try { f(); } catch (error) { throw error; }'), ...foundation('throw new Error("no");') },
  [
    ["an error thrown by a domain", code('throw new Error("no");'), "throws Error"],
    ["an error of HTTP thrown by a domain", code("throw new HTTPException(404);"), "throws HTTPException"],
    ["a bare word thrown by a domain", code('throw "no";'), "throws a bare value"],
    ["an error made by a domain", code("class Full extends Error {}"), "out of Error"],
    ["a refusal made narrower by a domain", code("class Full extends Refusal {}"), "out of Refusal"],
  ],
);
