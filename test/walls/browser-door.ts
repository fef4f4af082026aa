import { posix } from "node:path";
import { browserPackages, browserRooms } from "../../house.ts";
import { running, type Wall } from "./files.ts";
import { doorOf } from "./place.ts";
import { requestsOf, type Request } from "./requests.ts";

/** What may travel to the browser carries nothing of the server with it. Types stay behind, so they may be of any kind. */
export const serverRoomsStayHome: Wall = (files) =>
  running(files).flatMap(([path, text]) => {
    const home = browserHomeOf(path);
    if (!home) return [];
    const carried = requestsOf(path, text).filter(({ how }) => how === "import");
    return carried
      .filter((request) => !mayTravel(path, home, request))
      .map(
        ({ specifier, line }) =>
          `${path}:${line} would carry ${specifier ?? "a computed address"} to the browser. Parts and design may use their own folder, #design, #parts/<room>, and what house.ts lists as browserRooms and browserPackages.`,
      );
  });

/** The folder of browser code that a file belongs to, or undefined for code that stays on the server. */
function browserHomeOf(path: string): string | undefined {
  if (path === "src/browser.ts" || path === "src/worker.ts" || path.startsWith("src/design/"))
    return posix.dirname(path).split("/").slice(0, 2).join("/");
  const foundation = browserRooms.map((room) => `src/foundation/${room}`).find((room) => path.startsWith(`${room}/`));
  return foundation ?? /^src\/[a-z]+\/[^/]+\/parts(?=\/)/.exec(path)?.[0];
}

function mayTravel(path: string, home: string, { specifier = "" }: Request): boolean {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier).startsWith(`${home}/`);
  if (specifier.startsWith("#parts/")) return true;
  const door = doorOf(specifier);
  if (door) return door.layer === "design" || (door.layer === "foundation" && browserRooms.includes(door.room));
  return browserPackages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}
