import type { Entry } from "#foundation/live";
import { entryOf, type Line } from "./line.ts";

const LINES = 400; // of one room, between two looks of the feed
const ROOMS = 2_000;
const KEPT_MS = 1_000; // what no feed has asked for by then has no listener here

/**
 * What this process has just committed, for its own feed, which would otherwise read each message back from the database. Handed out once, and
 * only where it joins on to what the feed has: everything else is read from the log.
 */
export class JustSaid {
  #rooms = new Map<string, Entry[]>();
  #since = Date.now();

  remember(line: Line): void {
    if (Date.now() - this.#since > KEPT_MS) {
      this.#rooms = new Map();
      this.#since = Date.now();
    }
    const { space } = line;
    const entries = this.#rooms.get(space);
    if (entries && entries.length < LINES) entries.push(entryOf(line));
    else if (!entries && this.#rooms.size < ROOMS) this.#rooms.set(space, [entryOf(line)]);
    else this.#rooms.delete(space);
  }

  /** The entries that follow without a gap on each position; `left` holds the subjects for which the log must be read. */
  take(after: ReadonlyMap<string, number>): { entries: Entry[]; left: Map<string, number> } {
    const entries: Entry[] = [];
    const left = new Map<string, number>();
    for (const [space, seq] of after) {
      const fresh = (this.#rooms.get(space) ?? []).filter((entry) => entry.seq > seq);
      this.#rooms.delete(space);
      const joins = fresh.length > 0 && fresh.every((entry, index) => entry.seq === seq + 1 + index);
      if (joins) entries.push(...fresh);
      else left.set(space, seq);
    }
    return { entries, left };
  }
}

/** A line of someone's plain words, as the commit queue knows it. Answers are read from the log, with what they quote. */
export function plainLine(
  said: Pick<Line, "space" | "seq" | "message" | "member" | "at" | "alias" | "part" | "work" | "words" | "topic">,
): Line {
  return {
    ...said,
    kind: "said",
    about: null,
    removed: null,
    reply: null,
    quoted: null,
    quotedAlias: null,
    quotedMember: null,
    photos: null,
    files: null,
  };
}
