import { serverRoomsStayHome } from "./browser-door.ts";
import { prove, type Fault } from "./plant.ts";

const sound = {
  "src/browser.ts": 'import { h } from "preact";',
  "src/design/index.ts": 'export { Button } from "./button.tsx";',
  "src/foundation/islands/index.ts": 'import { h } from "preact"; import { useContext } from "preact/hooks";',
  "src/domains/spaces/parts/talk.island.tsx":
    'import { Button } from "#design"; import { island } from "#foundation/islands"; import { Name } from "#parts/people"; import type { Message } from "../message.ts";',
  "src/domains/spaces/message.ts": 'import { sql } from "kysely"; import { connect } from "#foundation/database";',
};
const part = (text: string) => ({ "src/domains/spaces/parts/line.tsx": text });

const faults: Fault[] = [
  ["a part that carries its room's server code", part('import { say } from "../message.ts";'), "line.tsx:1 would carry ../message.ts"],
  ["a part that carries a server door", part('import { x } from "#domains/people";'), "would carry #domains/people"],
  ["a part that carries the database", part('import { connect } from "#foundation/database";'), "would carry #foundation/database"],
  ["a part that carries a heavy package", part('import { z } from "zod";'), "would carry zod"],
  ["a part that carries Node", part('import { randomUUID } from "node:crypto";'), "would carry node:crypto"],
  ["a part that re-exports server code", part('export * from "../message.ts";'), "would carry ../message.ts"],
  ["a part that carries server code later", part('const late = () => import("../message.ts");'), "would carry ../message.ts"],
  ["a type that is imported as a value", part('import { type Message } from "../message.ts";'), "would carry ../message.ts"],
  ["design that carries a package", { "src/design/a.tsx": 'import { z } from "zod";' }, "would carry zod"],
  ["islands that carry the database", { "src/foundation/islands/a.ts": 'import "#foundation/database";' }, "would carry"],
];

prove("server rooms stay home", serverRoomsStayHome, sound, faults);
