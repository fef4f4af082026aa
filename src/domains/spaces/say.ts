import { sql } from "kysely";
import { z } from "zod";
import type { PersonId } from "#domains/people";
import { asPerson, willTell, type Database, type Transaction } from "#foundation/database";
import { paragraph } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import { folded } from "./alias.ts";
import type { CommitQueue, Outcome } from "./commit-queue.ts";
import { MOST_PHOTOS, PhotoId, showPhotos } from "./photo.ts";
import { SpaceId } from "./space.ts";
import { TopicId } from "./topic.ts";

export const MESSAGE_LETTERS = 4_000;
export const MessageId = z.uuid().brand<"message">();
export type MessageId = z.infer<typeof MessageId>;

declare module "#foundation/facts" {
  interface Facts {
    "spaces.message-said": { message: string; member: string; mentions?: string[] };
  }
}

const Words = paragraph(MESSAGE_LETTERS);

/** What is sent to be said. `id` is made where it was written: sent again, it is said once. */
export const Saying = z
  .object({
    id: MessageId,
    text: paragraph(MESSAGE_LETTERS, 0),
    topic: z.preprocess((value) => value || undefined, TopicId.optional()),
    replyTo: z.preprocess((value) => value || undefined, MessageId.optional()),
    /** Photos that were sent before; then there need be no words. */
    photos: z.array(PhotoId).min(1).max(MOST_PHOTOS).optional(),
    /** The same, by another name: whatever goes beside words. */
    files: z.array(PhotoId).min(1).max(MOST_PHOTOS).optional(),
    sensitive: z.preprocess((value) => value === "on" || value === true, z.boolean()).optional(),
  })
  .transform(({ files, ...saying }) => (files ? { ...saying, photos: files } : saying))
  .refine(({ text, photos }) => photos !== undefined || Words.safeParse(text).success, { path: ["text"], message: "fault.empty" });
export type Saying = z.infer<typeof Saying>;

/** Where and how far; `isNew` is false when the same thing had been said before. */
export interface Said {
  id: MessageId;
  seq: number;
  isNew: boolean;
}

/**
 * Says something in a space, once for each id, and returns after it is safely kept.
 * Throws not-found where she is no member, conflict when the id is another message's or the room is closed, unavailable when nothing could be kept.
 */
export async function say(queue: CommitQueue, personId: PersonId, space: SpaceId, saying: Saying): Promise<Said> {
  const { id, text, topic, replyTo, photos } = saying;
  if (photos) return await sayWithPhotos(queue.db, personId, space, saying, photos);
  const names = text.includes("@") ? namesIn(text) : undefined;
  return outcomeOf(id, await queue.add({ person: personId, space, id, words: text, topic, reply: replyTo, names }));
}

/** Photos are kept already, or are kept in the same transaction when the words turn out to be new. */
type Photos = readonly PhotoId[] | ((tx: Transaction) => Promise<readonly PhotoId[]>);

/**
 * Says something with photos, in one transaction of its own: what everyone says at once goes on beside it. Throws as `say` does, and not-found when a
 * photo is not hers, not of this space, or was said before.
 */
export async function sayWithPhotos(db: Database, person: PersonId, space: SpaceId, saying: Saying, photos: Photos): Promise<Said> {
  const { id, text, topic = null, replyTo = null, sensitive = false } = saying;
  const names = text.includes("@") ? namesIn(text) : undefined;
  return await asPerson(db, person, async (tx) => {
    const { rows } = await sql<Outcome>`
      select seq, outcome from say_many(array[${person}::uuid], array[${space}::uuid], array[${id}::uuid], array[${text}::text],
        array[${topic}::uuid], array[${replyTo}::uuid], array[${names ? JSON.stringify(names) : null}::text], true)`.execute(tx);
    const said = outcomeOf(id, rows[0]!);
    if (said.isNew) await showPhotos(tx, id, typeof photos === "function" ? await photos(tx) : photos, sensitive);
    willTell(tx, space);
    return said;
  });
}

/** What became of a message, as whoever said it is told. */
function outcomeOf(id: MessageId, { outcome, seq }: Outcome): Said {
  if (outcome === "absent") throw new Refusal("not-found", "There is no such space for you.");
  if (outcome === "closed")
    throw new Refusal("conflict", "This room is closed; it can still be read.", { faults: { text: "fault.closed" } });
  if (outcome === "conflict" || seq === null)
    throw new Refusal("conflict", "This id stands for another message.", { faults: { id: "fault.id" } });
  return { id, seq: Number(seq), isNew: outcome === "said" };
}

// Chinese sets no blank before the sign, and an e-mail address names nobody.
const MENTION = /(?<![A-Za-z0-9._%+-])@([\p{L}\p{N}](?:[\p{L}\p{M}\p{N}’'_.-]|\u200C|\u200D){0,39})/gu;
const MOST_MENTIONS = 10;

/** Aliases named with @, folded; an alias of several words is written joined. */
export function namesIn(text: string): string[] | undefined {
  const names = [...text.matchAll(MENTION)].slice(0, MOST_MENTIONS).map(([, name = ""]) => folded(name));
  return names.length > 0 ? names : undefined;
}
