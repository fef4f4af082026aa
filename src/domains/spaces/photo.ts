import { createHash, randomUUID } from "node:crypto";
import { sql, type Generated } from "kysely";
import { z } from "zod";
import { asWorker, type Database, type Transaction } from "#foundation/database";
import type { Document, Picture, Voice } from "#foundation/files";
import { Refusal } from "#foundation/refusal";
import type { MessageId } from "./say.ts";
import type { MemberId, Seen, SpaceId } from "./space.ts";

export const MOST_PHOTOS = 4; // beside one message
const LOOSE = 20; // sent and not yet said, of one member
const DAY_BYTES = 40 * 1024 * 1024; // of one member
export const PhotoId = z.uuid().brand<"photo">();
export type PhotoId = z.infer<typeof PhotoId>;
export type FileKind = "photo" | "voice" | "file";
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
      kind: FileKind;
      is_sensitive: boolean;
      bytes: number;
      /** Of a photo. */
      small_bytes: number | null;
      width: number | null;
      height: number | null;
      /** Of a voice note. */
      milliseconds: number | null;
      /** Of a file; its ending says what it is. */
      name: string | null;
      sha256: Buffer;
      sent_at: Generated<Date>;
    };
    space_file_content: { file_id: PhotoId; space_id: SpaceId; member_id: MemberId | null; content: Buffer; small: Buffer | null };
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

/** A voice note or a file, as pages and feeds tell of it. */
export interface Beside {
  id: PhotoId;
  kind: "voice" | "file";
  bytes: number;
  milliseconds: number | null;
  name: string | null;
}

/** Keeps a photo that she may say something with; until then nobody else sees it, and after a day it is forgotten. Throws too-many. */
export async function keepPhoto(tx: Transaction, space: Seen, { photo, small }: Picture, id = newPhotoId()): Promise<PhotoId> {
  const sizes = { small_bytes: small.bytes.length, width: photo.width, height: photo.height };
  await keep(tx, space, id, { kind: "photo", content: photo.bytes, small: small.bytes, ...sizes });
  return id;
}

/** The same for a voice note. */
export async function keepVoice(tx: Transaction, space: Seen, { bytes, milliseconds }: Voice, id = newPhotoId()): Promise<PhotoId> {
  await keep(tx, space, id, { kind: "voice", content: bytes, milliseconds });
  return id;
}

/** The same for a file. */
export async function keepDocument(tx: Transaction, space: Seen, { bytes, name }: Document, id = newPhotoId()): Promise<PhotoId> {
  await keep(tx, space, id, { kind: "file", content: bytes, name });
  return id;
}

interface Kept {
  kind: FileKind;
  content: Buffer;
  small?: Buffer;
  small_bytes?: number;
  width?: number;
  height?: number;
  milliseconds?: number;
  name?: string;
}

async function keep(tx: Transaction, space: Seen, id: PhotoId, { content, small, ...what }: Kept): Promise<void> {
  const { rows } = await sql<{ loose: string; bytes: string }>`
    select count(*) filter (where message_id is null) as loose, coalesce(sum(bytes) filter (where sent_at > now() - interval '1 day'), 0) as bytes
    from space_file where member_id = ${space.memberId} and (message_id is null or sent_at > now() - interval '1 day')`.execute(tx);
  if (Number(rows[0]?.loose) >= LOOSE) throw new Refusal("too-many", "Twenty photos or files wait to be said. Send some of them first.");
  if (Number(rows[0]?.bytes) + content.length > DAY_BYTES)
    throw new Refusal("too-many", "This is a lot for one day. Please send it tomorrow.");
  const whose = { space_id: space.id, member_id: space.memberId };
  const sha256 = createHash("sha256").update(content).digest();
  await tx
    .insertInto("space_file")
    .values({ id, ...whose, is_sensitive: false, bytes: content.length, ...what, sha256 })
    .execute();
  await tx
    .insertInto("space_file_content")
    .values({ file_id: id, ...whose, content, ...(small ? { small } : {}) })
    .execute();
}

/** Makes her photos a part of her message, in this order. Throws not-found when one is not hers, not of this space, or was said before. */
export async function showPhotos(tx: Transaction, message: MessageId, photos: readonly PhotoId[], isSensitive: boolean): Promise<void> {
  const { rows } = await sql<{ shown: number }>`select show_photos(${message}, ${photos}::uuid[], ${isSensitive}) as shown`.execute(tx);
  if (rows[0]?.shown !== photos.length) throw new Refusal("not-found", "There is no such photo of yours.");
}

/** The bytes of a photo, WebP, for whoever may read its room and does not hide who sent it. To anyone else there is none. */
export const photoSeen = async (tx: Transaction, id: PhotoId, size: "whole" | "small"): Promise<Buffer> =>
  (await contentSeen(tx, id, size === "whole" ? "c.content" : "c.small")).content;

/** What was sent, for the same people: WebP, Opus in WebM, or a file as it was, with its name. */
export const fileSeen = (tx: Transaction, id: PhotoId) => contentSeen(tx, id, "c.content");

async function contentSeen(tx: Transaction, id: PhotoId, column: "c.small" | "c.content") {
  const { rows } = await sql<{ kind: FileKind; name: string | null; content: Buffer | null }>`
    select f.kind, f.name, ${sql.ref(column)} as content from space_file f join space_file_content c on c.file_id = f.id
    where f.id = ${id} and not exists (select from space_hidden h where h.hidden_member = f.member_id)`.execute(tx);
  const [{ kind, name, content } = { kind: "photo" as const, name: null, content: null }] = rows;
  if (!content) throw new Refusal("not-found", "There is no such photo for you.");
  return { kind, name, content };
}

/** Forgets photos that were never said, a day after they were sent. Returns how many. */
export async function forgetLoosePhotos(db: Database): Promise<number> {
  return await asWorker(db, async (tx) => {
    const loose = tx.deleteFrom("space_file").where("message_id", "is", null);
    const { numDeletedRows } = await loose.where("sent_at", "<", sql<Date>`now() - interval '1 day'`).executeTakeFirst();
    return Number(numDeletedRows);
  });
}
