import type { Database } from "#foundation/database";
import { PAGE_MESSAGES, type Lines, type Opening } from "./shown.ts";
import type { MemberId, SpaceId } from "./space.ts";

const ROOMS = 300; // newest pages kept, some 20 KB each

interface Asked {
  space: SpaceId;
  opening: Opening;
  hides: MemberId[] | null;
  lastSeq: number;
}

const kept = new WeakMap<Database, Map<string, Lines>>();

/**
 * The lines of a page, for someone whose membership was just seen. The newest page is kept until the log moves: whatever changes what a page
 * shows takes a place in the log. Whoever hides someone is served from the database.
 */
export async function linesFor(db: Database, personId: string, asked: Asked): Promise<Lines> {
  const { space, opening, hides, lastSeq } = asked;
  if (hides || opening.before !== undefined || opening.at !== undefined) return await read(db, personId, asked);
  const pages = kept.get(db) ?? new Map<string, Lines>();
  kept.set(db, pages);
  const key = `${space} ${opening.topic ?? ""}`;
  const known = pages.get(key);
  if (known?.version === lastSeq) return known;
  const lines = await read(db, personId, asked);
  pages.delete(key);
  if (pages.size >= ROOMS) for (const [oldest] of pages.entries().take(1)) pages.delete(oldest);
  pages.set(key, lines);
  return lines;
}

async function read(db: Database, personId: string, { space, opening, hides }: Asked): Promise<Lines> {
  const { before = null, at = null, topic = null } = opening;
  const { rows } = await db.pools.person.query<{ lines: Lines }>({
    name: "room_lines",
    text: "select room_lines($1, $2, $3, $4, $5, $6, $7) as lines",
    values: [personId, space, before, at, topic, PAGE_MESSAGES, hides],
  });
  return rows[0]!.lines;
}
