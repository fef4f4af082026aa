import { sql } from "kysely";
import { asWorker, type Database } from "#foundation/database";
import type { Picture } from "#foundation/files";
import { changedBy } from "./history.ts";
import { newPhotoId } from "./photo.ts";
import type { SpaceId } from "./space.ts";

/** What became of the photo of a message: it can still come, it stands there, or it never will, because the message was taken out. */
export type Awaited = "open" | "here" | "gone";

/** How it stands with the photos of these messages of a history, by their ids; what is no message of this space is not in it. */
export async function photosAwaited(db: Database, space: SpaceId, ids: readonly string[]): Promise<Map<string, Awaited>> {
  const rows = await asWorker(db, (tx) =>
    tx
      .selectFrom("space_message as m")
      .leftJoin("space_file as f", (join) => join.onRef("f.message_id", "=", "m.id").on("f.place", "=", 0))
      .select(["m.id", "m.left_out", "m.removed_at", "f.id as file"])
      .where("m.space_id", "=", space)
      .where("m.origin", "is not", null)
      .where(sql<boolean>`m.id = any (${ids}::uuid[])`)
      .execute(),
  );
  const isOpen = ({ left_out: left, removed_at: removed }: (typeof rows)[number]) => !removed && (left === "photo" || left === "media");
  return new Map(rows.map((row) => [row.id, row.file ? "here" : isOpen(row) ? "open" : "gone"]));
}

/**
 * Puts a photo beside a message of a history, in place of the word that one was there: both or neither. False when nothing waits for it,
 * because it came before or the message was taken out meanwhile.
 */
export async function bringPhoto(db: Database, space: SpaceId, message: string, { photo, small }: Picture): Promise<boolean> {
  const file = newPhotoId();
  return await asWorker(db, async (tx) => {
    const { rows } = await sql<{ came: boolean }>`
      select bring_photo(${space}, ${message}, ${file}, ${photo.bytes}, ${small.bytes}, ${photo.width}, ${photo.height}) as came`.execute(
      tx,
    );
    return rows[0]?.came === true;
  });
}

/** Open pages learn that photos of a history have come, by one line in the log for all of them. */
export async function tellPhotosCame(db: Database, space: SpaceId): Promise<void> {
  await asWorker(db, async (tx) => void (await changedBy(tx, space)));
}
