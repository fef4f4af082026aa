import { Refusal } from "#foundation/refusal";

/**
 * One line of a durable log. `seq` rises within its subject; `data` is what listeners receive; `ends` names the membership that it ended;
 * `rewrites` says that lines before it read differently from now on. `author` is the membership whose words `data` holds, `quotes` the one
 * whose words it repeats, `lens` has a bit for each thing that some do not want to see.
 */
export interface Entry {
  subject: string;
  seq: number;
  kind: string;
  /** What an event says besides, to whoever hears several subjects at once: which one it is about. */
  about: Readonly<Record<string, string>>;
  data: unknown;
  ends: string | null;
  rewrites?: boolean;
  author: string | null;
  lens: number;
  /** For whoever hides the author, or one of the lens bits: that something stands here. Left out where `data` holds nobody's words. */
  stub?: unknown;
  quotes?: string | null;
  /** For whoever hides only the one quoted. */
  unquoted?: unknown;
}

/** How far someone has heard in each of her subjects. */
export type Positions = Map<string, number>;

const PREFIX = 8; // of a subject's id: enough to tell a person's own rooms apart, short enough to stand in every event
const PLACE = /^[0-9a-f]{8}\.[0-9a-z]{1,11}$/;

/** The whole vector of positions as one opaque event id. */
export function cursorOf(positions: Positions): string {
  let cursor = "";
  for (const [subject, seq] of positions) cursor += `${cursor && "_"}${subject.slice(0, PREFIX)}.${seq.toString(36)}`;
  return cursor;
}

/** Reads a cursor back. A subject it does not name is undefined: it begins now. Throws invalid when it is none of ours. */
export function placesIn(cursor: string): Map<string, number> {
  const places = new Map<string, number>();
  for (const place of cursor === "" ? [] : cursor.split("_")) {
    if (!PLACE.test(place)) throw new Refusal("invalid", "That is not a place in our feed.", { faults: { since: "cursor" } });
    places.set(place.slice(0, PREFIX), Number.parseInt(place.slice(PREFIX + 1), 36));
  }
  return places;
}

export const placeOf = (places: Map<string, number>, subject: string): number | undefined => places.get(subject.slice(0, PREFIX));
