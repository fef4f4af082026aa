import { createHash, randomUUID } from "node:crypto";
import { sql, type Generated } from "kysely";
import { z } from "zod";
import { asWorker, type Database, type Transaction } from "#foundation/database";
import type { Picture } from "#foundation/files";
import { Refusal } from "#foundation/refusal";
import type { MessageId } from "./say.ts";
import type { MemberId, Seen, SpaceId } from "./space.ts";

export const MOST_PHOTOS = 4; // beside one message
const LOOSE = 20; // sent and not yet said, of one member
export const PhotoId = z.uuid().brand<"photo">();
export type PhotoId = z.infer<typeof PhotoId>;
export const newPhotoId = (): PhotoId => PhotoId.parse(randomUUID());

declare module "#foundation/database" {
  interface Tables {
    space_file: {
      id: PhotoId;
      space_id: SpaceId;
      /** Null beside a message of a taken-over history whose author is not here. */
      member_id: MemberId | null;
      message_id: MessageId | null;
      place: Generated<number>;
      kind: "photo";
      is_sensitive: boolean;
      bytes: number;
      small_bytes: number;
      width: number;
      height: number;
      sha256: Buffer;
      sent_at: Generated<Date>;
    };
    space_file_content: { file_id: PhotoId; space_id: SpaceId; member_id: MemberId | null; content: Buffer; small: Buffer };
  }
}

/** A photo as pages and feeds tell of it: pixels of the large one, bytes of it. */
export interface Photo {
  id: PhotoId;
  kind: "photo";
  width: number;
  height: number;
  bytes: number;
  isSensitive: boolean;
}

/** Keeps a photo that she may say something with; until then nobody else sees it, and after a day it is forgotten. Throws too-many. */
export async function keepPhoto(tx: Transaction, space: Seen, { photo, small }: Picture, id = newPhotoId()): Promise<PhotoId> {
  const mine = tx.selectFrom("space_file").select(({ fn }) => fn.countAll<string>().as("count"));
  const { count } = await mine.where("member_id", "=", space.memberId).where("message_id", "is", null).executeTakeFirstOrThrow();
  if (Number(count) >= LOOSE) throw new Refusal("too-many", "Twenty photos wait to be said. Send some of them first.");
  const whose = { space_id: space.id, member_id: space.memberId };
  const sizes = { bytes: photo.bytes.length, small_bytes: small.bytes.length, width: photo.width, height: photo.height };
  const sha256 = createHash("sha256").update(photo.bytes).digest();
  await tx
    .insertInto("space_file")
    .values({ id, ...whose, kind: "photo", is_sensitive: false, ...sizes, sha256 })
    .execute();
  await tx
    .insertInto("space_file_content")
    .values({ file_id: id, ...whose, content: photo.bytes, small: small.bytes })
    .execute();
  return id;
}

/** Makes her photos a part of her message, in this order. Throws not-found when one is not hers, not of this space, or was said before. */
export async function showPhotos(tx: Transaction, message: MessageId, photos: readonly PhotoId[], isSensitive: boolean): Promise<void> {
  const { rows } = await sql<{ shown: number }>`select show_photos(${message}, ${photos}::uuid[], ${isSensitive}) as shown`.execute(tx);
  if (rows[0]?.shown !== photos.length) throw new Refusal("not-found", "There is no such photo of yours.");
}

/** The bytes of a photo, WebP, for whoever may read its room and does not hide who sent it. To anyone else there is none. */
export async function photoSeen(tx: Transaction, id: PhotoId, size: "whole" | "small"): Promise<Buffer> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select ${sql.ref(size === "whole" ? "c.content" : "c.small")} as bytes from space_file f join space_file_content c on c.file_id = f.id
    where f.id = ${id} and not exists (select from space_hidden h where h.hidden_member = f.member_id)`.execute(tx);
  if (!rows[0]) throw new Refusal("not-found", "There is no such photo for you.");
  return rows[0].bytes;
}

/** Forgets photos that were never said, a day after they were sent. Returns how many. */
export async function forgetLoosePhotos(db: Database): Promise<number> {
  return await asWorker(db, async (tx) => {
    const loose = tx.deleteFrom("space_file").where("message_id", "is", null);
    const { numDeletedRows } = await loose.where("sent_at", "<", sql<Date>`now() - interval '1 day'`).executeTakeFirst();
    return Number(numDeletedRows);
  });
}
