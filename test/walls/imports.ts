import { posix } from "node:path";
import { layers, visits } from "../../house.ts";
import { isCode, isTest, type Wall } from "./files.ts";
import { doorOf, homeOf, isSame, nameOf, placeOf, type Place } from "./place.ts";
import { requestsOf, type Request } from "./requests.ts";

/** Every import goes right, through a door, to a room that may be visited. Types count: whoever knows a shape knows its room. */
export const importsGoRight: Wall = (files) =>
  [...files].flatMap(([path, text]) => {
    const from = placeOf(path);
    if (path.startsWith("src/") && !from && isCode(path)) return [`${path} stands in no room: src/ holds ${layers.join(", ")} and files.`];
    const requests = path.endsWith(".css") ? stylesOf(text) : requestsOf(path, text);
    return from ? requests.flatMap((request) => faultOf(path, from, request) ?? []) : [];
  });

function faultOf(path: string, from: Place, request: Request): string | undefined {
  const at = `${path}:${request.line}`;
  if (request.specifier === undefined)
    return `${at} asks for an address that is computed: write it as plain text, or the walls cannot see it.`;
  const specifier = request.specifier.replace(/\?.*$/, "");
  if (request.how === "glob") return globFault(at, path, from, specifier);
  if (specifier.startsWith("#")) return doorFault(at, path, from, specifier, request);
  if (!/^[./]|^[a-z]+:\/|^data:|^(src|kith)\//.test(specifier)) return undefined; // a package
  return isAtHome(path, from, specifier)
    ? undefined
    : `${at} climbs over a wall: ${specifier}. Ask at the door: "#${nameOf(from) === "front" ? "domains" : from.layer}/<room>".`;
}

function doorFault(at: string, path: string, from: Place, address: string, { how }: Request): string | undefined {
  if (isTest(path) && address.startsWith("#test/")) return undefined;
  const to = doorOf(address);
  if (!to)
    return `${at} goes past a door: ${address}. Ask for "#<layer>/<room>" or "#parts/<room>", and let that room's index.ts export what you need.`;
  if (isTest(path) || how === "merge") return undefined;
  if (isSame(from, to)) return `${at} asks at its own door: ${address}. At home, import the file itself.`;
  return wayFault(at, from, to);
}

function wayFault(at: string, from: Place, to: Place): string | undefined {
  const steps = layers.indexOf(from.layer) - layers.indexOf(to.layer);
  if (steps < 0)
    return `${at} reaches up: ${nameOf(from)} must not know ${nameOf(to)}. State a fact, link to a page, or mount it in src/front.ts.`;
  if (steps > 0) return undefined;
  if (from.layer === "listeners") return `${at} knows another listener: ${nameOf(to)}. Hear the fact yourself.`;
  if (from.layer !== "domains" || visits[from.room]?.includes(to.room)) return undefined;
  return `${at} enters ${nameOf(to)}, which house.ts does not allow to ${from.room}. State a fact or link to a page; or change house.ts with a decision record.`;
}

function isAtHome(path: string, from: Place, specifier: string): boolean {
  if (!specifier.startsWith(".")) return false;
  const target = posix.join(posix.dirname(path), decodeURIComponent(specifier));
  const home = homeOf(from);
  if (from.layer === "front" && path.endsWith(".css")) return target.startsWith(home);
  return target.startsWith(home) && (from.layer !== "front" || !target.slice(home.length).includes("/"));
}

/** Only the front hall gathers code of other rooms; the foundation may gather what is no code, such as migrations. */
function globFault(at: string, path: string, from: Place, pattern: string): string | undefined {
  if (from.layer === "front" || (pattern.startsWith(".") && isAtHome(path, from, pattern))) return undefined;
  const isHarmless = /\.(sql|json|md|css)$/.test(pattern);
  if (from.layer === "foundation" && isHarmless) return undefined;
  return `${at} gathers files beyond its room: ${pattern}. Only the front hall may; hand them down from there.`;
}

const stylesOf = (css: string): Request[] =>
  css.split("\n").flatMap((line, index) =>
    [...line.matchAll(/@import\s+(?:url\()?["']?([^"')\s]+)/g)].map(([, specifier]): Request => ({
      specifier,
      how: "import",
      line: index + 1,
    })),
  );
