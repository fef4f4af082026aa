import { sql } from "kysely";
import { asWorker, type Database } from "#foundation/database";
import type { Document, Picture, Voice } from "#foundation/files";
import { changedBy } from "./history.ts";
import { newPhotoId, type FileKind } from "./photo.ts";
import type { SpaceId } from "./space.ts";

/** What became of the file of a message: it can still come, one stands there, or none ever will, because the message was taken out. */
export type Awaited = "open" | "here" | "gone";

/** What may come beside a message of a history, made harmless before. */
export type Brought = { kind: "photo"; made: Picture } | { kind: "voice"; made: Voice } | { kind: "file"; made: Document };

/** How it stands with the files of these messages of a history, by their ids; what is no message of this space is not in it. */
export async function filesAwaited(
  db: Database,
  space: SpaceId,
  messages: readonly { id: string; kind: FileKind }[],
): Promise<Map<string, Awaited>> {
  const [ids, kinds] = [messages.map(({ id }) => id), messages.map(({ kind }) => kind)];
  const { rows } = await asWorker(db, (tx) =>
    sql<{ id: string; now: Awaited }>`
      select m.id, case when exists (select from space_file f where f.message_id = m.id) then 'here'
        when m.removed_at is null and m.left_out in (a.kind, 'media') then 'open' else 'gone' end as now
      from unnest(${ids}::uuid[], ${kinds}::text[]) a (id, kind) join space_message m on m.id = a.id
      where m.space_id = ${space} and m.origin is not null`.execute(tx),
  );
  return new Map(rows.map(({ id, now }) => [id, now]));
}

/**
 * Puts a photo, a voice note or a file beside a message of a history, in place of the word that one was there: both or neither. False when
 * nothing waits for it, because it came before or the message was taken out meanwhile.
 */
export async function bringFile(db: Database, space: SpaceId, message: string, brought: Brought): Promise<boolean> {
  const { kind, made } = brought;
  const whole = kind === "photo" ? made.photo.bytes : made.bytes;
  const { small, photo } = kind === "photo" ? made : { small: null, photo: null };
  const lasting = kind === "voice" ? made.milliseconds : null;
  const called = kind === "file" ? made.name : null;
  const file = newPhotoId();
  return await asWorker(db, async (tx) => {
    const { rows } = await sql<{ came: boolean }>`
      select bring_file(${space}, ${message}, ${file}, ${kind}, ${whole}, ${small?.bytes ?? null}, ${photo?.width ?? null},
        ${photo?.height ?? null}, ${lasting}, ${called}) as came`.execute(tx);
    return rows[0]?.came === true;
  });
}

/** Open pages learn that files of a history have come, by one line in the log for all of them. */
export async function tellFilesCame(db: Database, space: SpaceId): Promise<void> {
  await asWorker(db, async (tx) => void (await changedBy(tx, space)));
}
