import { z } from "zod";
import type { PersonId } from "#domains/people";
import { paragraph } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import { folded } from "./alias.ts";
import type { CommitQueue } from "./commit-queue.ts";
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

/** What is sent to be said. `id` is made where it was written: sent again, it is said once. */
export const Saying = z.object({
  id: MessageId,
  text: paragraph(MESSAGE_LETTERS),
  topic: z.preprocess((value) => value || undefined, TopicId.optional()),
  replyTo: z.preprocess((value) => value || undefined, MessageId.optional()),
});
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
  const { id, text, topic, replyTo } = saying;
  const names = text.includes("@") ? namesIn(text) : undefined;
  const { outcome, seq } = await queue.add({ person: personId, space, id, words: text, topic, reply: replyTo, names });
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
