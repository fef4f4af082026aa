import type { Wall } from "./files.ts";
import { running } from "./files.ts";
import { doorOf, isSame, nameOf, placeOf } from "./place.ts";
import { requestsOf } from "./requests.ts";

type Ways = Readonly<Record<string, readonly string[]>>;

/** Every circle in who enters whom, each told once, as "a → b → a". */
export function circlesIn(ways: Ways): string[] {
  const circles = new Set<string>();
  const cleared = new Set<string>();
  function walkFrom(room: string, path: string[]): void {
    const back = path.indexOf(room);
    if (back >= 0) circles.add([...path.slice(back), room].join(" → "));
    if (back >= 0 || cleared.has(room)) return;
    for (const next of ways[room] ?? []) walkFrom(next, [...path, room]);
    cleared.add(room);
  }
  for (const room of Object.keys(ways)) walkFrom(room, []);
  return [...circles];
}

/** The plan of visits names no circle and no room that is not in it. */
export function planFaults(visits: Ways): string[] {
  const strangers = Object.entries(visits).flatMap(([room, others]) =>
    others.filter((other) => !visits[other]).map((other) => `${room} → ${other}`),
  );
  return [
    ...strangers.map((visit) => `house.ts allows ${visit}, but the second is no room of the plan.`),
    ...circlesIn(visits).map((circle) => `house.ts allows a circle: ${circle}. Take one visit away; the news can travel as a fact.`),
  ];
}

/** Rooms as they are built enter each other in no circle, in any layer. */
export const roomsFormNoCircle: Wall = (files) => {
  const ways: Record<string, string[]> = {};
  for (const [path, text] of running(files)) {
    const from = placeOf(path);
    for (const { specifier, how } of from && from.layer !== "front" ? requestsOf(path, text) : []) {
      const to = specifier && how !== "merge" ? doorOf(specifier) : undefined;
      if (from && to && !isSame(from, to)) (ways[nameOf(from)] ??= []).push(nameOf(to));
    }
  }
  return circlesIn(ways).map((circle) => `Rooms enter each other in a circle: ${circle}. Move what both need into a room to their right.`);
};
