import { visits } from "../../house.ts";
import type { Wall } from "./files.ts";
import { calledName, literalOf, walk } from "./syntax.ts";

const MIN_LINES = 3;
const MAX_LINES = 10;

/** A room of any layer that has rooms; `design` is one room and keeps its rules itself. */
function roomsIn(files: Parameters<Wall>[0]): Set<string> {
  const matches = [...files.keys()].map((path) => /^src\/(?:foundation|domains|listeners|interop)\/[^/]+(?=\/)/.exec(path)?.[0]);
  return new Set(matches.filter((room) => room !== undefined));
}

/** Every room has a door; every room but the foundation's says in 3 to 10 lines what it is for; every domain is planned. */
export const roomsHaveDoorsAndSigns: Wall = (files) =>
  [...roomsIn(files)].flatMap((room) => {
    const faults: string[] = [];
    if (!files.has(`${room}/index.ts`)) faults.push(`${room} has no door: write ${room}/index.ts, which exports what other rooms may use.`);
    const [, layer, name = ""] = room.split("/");
    if (layer === "domains" && !visits[name]) faults.push(`${room} is not in the plan: add it to house.ts with the rooms it may enter.`);
    if (layer === "foundation") return faults;
    const sign = files.get(`${room}/README.md`);
    const lines = sign?.split("\n").filter((line) => line.trim() && !line.startsWith("#")).length;
    if (lines === undefined)
      faults.push(`${room} has no README.md: say in ${MIN_LINES} to ${MAX_LINES} lines what it is for, its invariants and its facts.`);
    else if (lines < MIN_LINES || lines > MAX_LINES)
      faults.push(
        `${room}/README.md has ${lines} lines under its title; say what the room is for, its invariants and its facts in ${MIN_LINES} to ${MAX_LINES}.`,
      );
    return faults;
  });

/** An island stands in the parts of a domain or a listener, and gives its own name to the server, or the browser would wake another. */
export const islandsCarryTheirNames: Wall = (files) =>
  [...files].flatMap(([path, text]) => {
    if (!path.endsWith(".island.tsx")) return [];
    const [, room, file] = /^src\/(?:domains|listeners)\/([^/]+)\/parts\/([^/]+)\.island\.tsx$/.exec(path) ?? [];
    if (room === undefined || file === undefined)
      return [`${path} is no place for an island: src/browser.ts finds them in src/domains/<room>/parts/ and src/listeners/<room>/parts/.`];
    let name: string | undefined;
    walk(path, text, {
      ExportDefaultDeclaration: ({ declaration }) => {
        if (declaration.type === "CallExpression" && calledName(declaration.callee) === "island")
          name = literalOf(declaration.arguments[0]);
      },
    });
    return name === `${room}/${file}`
      ? []
      : [`${path} must say \`export default island("${room}/${file}", …)\`; it says ${name ?? "nothing"}.`];
  });
