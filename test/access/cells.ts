import type { Belongings, Office } from "./belongings.ts";

/** Everyone who might knock, seen from one room: `elsewhere` cares for another room, `ended` is a member whose session and key were ended. */
export const roles = ["stranger", "outsider", "member", "facilitator", "left", "removed", "ended", "elsewhere", "steward"] as const;
export type Role = (typeof roles)[number];

/**
 * ok: done, and its effect is there · again: answered as done, and nothing changes · door: shown the way in, or 401 ·
 * absent: 404, as for what never was · refused: hers to ask, and not possible now.
 */
export const outcomes = ["ok", "again", "door", "absent", "refused"] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * here: all of the room · own and other: something of hers or another's, in this room if it is in any · there: all of a room of others · crossed: this room's address
 * with something of that room · nothing: this room's address with what never was · swapped: an absent room's address with something of this
 * room · nowhere: nothing ever was · any: the route names no object.
 */
export const objects = ["any", "here", "own", "other", "there", "crossed", "swapped", "nothing", "nowhere"] as const;
export type ObjectName = (typeof objects)[number];

/** The ids and secrets a request may name, all of one object. */
export interface Place extends Belongings, Office {
  space: string;
  beside: string;
  message: string;
  /** The membership that said it. */
  author: string;
  topic: string;
  invitation: string;
  request: string;
  offer: string;
  photo: string;
  secret: string;
  code: string;
  /** The key, and the phrase, that the asker sends to sign in with. */
  token: string;
  phrase: string;
}

export interface Ask {
  path: string;
  /** The fields of a form, or of a JSON object; none for a GET. */
  fields?: Record<string, string>;
}

export interface Expected {
  ask: (place: Place) => Ask;
  /** A line an object, an outcome a role, in the order of `roles`. */
  cells: Partial<Record<ObjectName, string>>;
  /** Every table that a successful cell changes, and no other. */
  changes?: readonly string[];
  /** Asked of the database after a successful cell, and true: `:me`, `:member` (hers in the room) and the names of a Place stand for ids. */
  effect?: string;
  /** What an invitation or an open door tells whoever stands before it: the room's title; its address, once she is in. */
  shows?: "title" | "address";
  /** Everyone asks as one who signed in just now, and has belongings of her own to name. */
  fresh?: true;
  /** There are things of the stewards to name. */
  office?: true;
  /** Asked of the database before each cell that changes something, so that there is something to change. */
  before?: string;
  /** How the room is entered. */
  entry?: "open" | "request";
  /** The only form in which it is asked; else both. */
  only?: "json";
}

/** By method and path as the running app lists them; a word in brackets tells two ways of asking one route apart. */
export type Table = Record<string, Expected>;

export const routeOf = (key: string): string => key.replace(/ \(.+\)$/, "");

/** One line of a table, read; what is wrong with it is thrown. */
export function read(line: string): Record<Role, Outcome> {
  const words = line.trim().split(/\s+/);
  if (words.length !== roles.length) throw new Error(`A line has ${roles.length} cells: ${line}`);
  const found = words.map((word) => outcomes.find((outcome) => outcome === word));
  const outcomeOf = (role: Role): Outcome => {
    const outcome = found[roles.indexOf(role)];
    if (!outcome) throw new Error(`There is no such outcome for ${role}: ${line}`);
    return outcome;
  };
  return {
    stranger: outcomeOf("stranger"),
    outsider: outcomeOf("outsider"),
    member: outcomeOf("member"),
    facilitator: outcomeOf("facilitator"),
    left: outcomeOf("left"),
    removed: outcomeOf("removed"),
    ended: outcomeOf("ended"),
    elsewhere: outcomeOf("elsewhere"),
    steward: outcomeOf("steward"),
  };
}
