import { layers } from "../../house.ts";

/** A layer and a room in it; `design` and the front hall are one room each. */
export interface Place {
  readonly layer: string;
  readonly room: string;
}

const SINGLE = ["design", "front"];

/** Where a file lives; undefined outside `src/` and in a folder of `src/` that is no layer. */
export function placeOf(path: string): Place | undefined {
  const [top, first, second, ...rest] = path.split("/");
  if (top !== "src" || first === undefined) return undefined;
  if (second === undefined) return { layer: "front", room: "" };
  if (first === "design") return { layer: "design", room: "" };
  return layers.includes(first) && !SINGLE.includes(first) && rest.length > 0 ? { layer: first, room: second } : undefined;
}

/** The place a `#` address names by its door; undefined when it names no door, or goes past one. */
export function doorOf(address: string): Place | undefined {
  if (address === "#design") return { layer: "design", room: "" };
  const [, first, room] = /^#([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(address) ?? [];
  if (first === undefined || room === undefined) return undefined;
  if (first === "parts") return { layer: "domains", room };
  return layers.includes(first) && !SINGLE.includes(first) ? { layer: first, room } : undefined;
}

/** The folder a room's own relative imports must stay in, with a slash at its end. */
export const homeOf = ({ layer, room }: Place) => (layer === "front" ? "src/" : room ? `src/${layer}/${room}/` : `src/${layer}/`);

export const isSame = (one: Place, other: Place) => one.layer === other.layer && one.room === other.room;
export const nameOf = ({ layer, room }: Place) => (room ? `${layer}/${room}` : layer);
