import { createHash } from "node:crypto";
import type { Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { linesFor } from "./kept-lines.ts";
import type { Opening, Room } from "./shown.ts";
import type { MemberId, SpaceId } from "./space.ts";

export { Opening, PAGE_MESSAGES, type Author, type Room, type Shown } from "./shown.ts";

/** What is hers alone of a room's page. */
type Door = Omit<Room, "felt" | "pins" | "photos" | "files" | "messages" | "people" | "hiding"> & { hides: MemberId[] | null };

/** A room with one page of its messages, oldest first, as this person. Not-found when it does not exist for her. */
export async function roomPage(db: Database, personId: string, space: SpaceId, opening: Opening = {}): Promise<Room> {
  const { rows } = await db.pools.person.query<{ door: Door | null }>({
    name: "room_door",
    text: "select room_door($1, $2, $3) as door",
    values: [personId, space, opening.topic ?? null],
  });
  const door = rows[0]?.door;
  if (!door) throw new Refusal("not-found", "There is no such space for you.");
  const { hides, ...hers } = door;
  const { version, felt, ...lines } = await linesFor(db, personId, { space, opening, hides, lastSeq: door.lastSeq });
  const hersToo = felt?.map(([message, kind, members]): NonNullable<Room["felt"]>[number] => {
    return [message, kind, members.length, members.includes(door.memberId)];
  });
  const hiding = hides ? createHash("sha256").update(hides.toSorted().join()).digest("base64url") : "";
  return { ...hers, ...lines, hiding, felt: hersToo ?? null, lastSeq: Math.min(door.lastSeq, version) };
}
