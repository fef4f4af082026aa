import type { Line } from "./room-lines.ts";
import type { RoomLine } from "./rooms.ts";
import type { Waits } from "./waits.ts";
import type { SpaceWords } from "./words/index.ts";

/**
 * The list of rooms for eyes that must not read it: a room is known by its tile and by her own name in it, and nothing that was said stands there.
 * Where she has one name in several rooms, the later ones carry a number, so that also those who hear the list can tell them apart.
 */
export function coveredLines(lines: readonly Line[], rooms: readonly RoomLine[], w: SpaceWords): Line[] {
  const kinds = new Map(rooms.map(({ id, kind }) => [String(id), kind]));
  const names = namesOf(rooms);
  return lines.map((line) => {
    const kind = kinds.get(line.id);
    return { ...line, title: names.get(line.id) ?? "", last: kind ? w(`kind.${kind}`) : "", isDraft: false };
  });
}

/** What waits, for such eyes: a door she keeps is known as her room is in `lines`, and one she asked at by its kind alone. */
export function coveredWaits({ offers, doors, asked }: Waits, lines: readonly Line[], w: SpaceWords): Waits {
  const titles = new Map(lines.map(({ id, title }) => [id, title]));
  return {
    offers,
    doors: doors.map((door) => ({ ...door, title: titles.get(door.space) ?? "" })),
    asked: asked.map((one) => ({ ...one, title: one.kind && w(`kind.${one.kind}`) })),
  };
}

function namesOf(rooms: readonly RoomLine[]): Map<string, string> {
  const times = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { id, alias } of rooms.toSorted((one, other) => one.begunAt.getTime() - other.begunAt.getTime())) {
    const time = (times.get(alias) ?? 0) + 1;
    times.set(alias, time);
    names.set(id, time === 1 ? alias : `${alias} ${time}`);
  }
  return names;
}
