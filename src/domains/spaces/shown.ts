import { z } from "zod";
import type { LeftOut, Origin } from "./history.ts";
import type { RemovedBy } from "./parts/message.tsx";
import type { Beside, Photo } from "./photo.ts";
import type { Reaction } from "./reaction.ts";
import type { MemberId, Seen } from "./space.ts";
import type { Topic, TopicId } from "./topic.ts";

export const PAGE_MESSAGES = 50;

/** Where a page begins: before a place, around a place, or (neither) at the newest. */
export const Opening = z.object({
  before: z.coerce.number().int().optional(),
  at: z.coerce.number().int().optional(),
  topic: z.uuid().brand<"topic">().optional(),
});
export type Opening = z.infer<typeof Opening>;

/** One message as pages show it. Of a hidden one only its place and time are there. */
export interface Shown {
  id: string;
  seq: number;
  hidden: boolean;
  member: MemberId | null;
  topic: TopicId | null;
  words: string;
  at: string;
  edited: string | null;
  removed: RemovedBy | null;
  origin: Origin | null;
  leftOut: LeftOut | null;
  reply: string | null;
  quoted: string | null;
  quotedMember: MemberId | null;
  quotedRemoved: string | null;
  quotedHidden: boolean;
}

/** Who a membership is, in this room. */
export interface Author {
  id: MemberId;
  alias: string;
  part: "member" | "facilitator";
  work: string;
  is_here: boolean;
}

export interface Room extends Omit<Seen, "archivedAt"> {
  archivedAt: string | null;
  readSeq: number;
  mutedUntil: string | null;
  draft: string;
  draftAt: string | null;
  firstUnread: number | null;
  unread: number;
  topics: (Topic & { unread: number; mutedUntil: string | null })[] | null;
  /** [message, reaction, how many, whether she is among them] */
  felt: [string, Reaction, number, boolean][] | null;
  pins: { id: string; seq: number; words: string }[] | null;
  photos: (Photo & { message: string })[] | null;
  files: (Beside & { message: string })[] | null;
  /** Another when she hides others; tells nothing of whom. */
  hiding: string;
  messages: Shown[];
  people: Author[];
}

/** One page of a room's lines, as everyone who is there and hides nobody sees it at this place of its log. */
export interface Lines {
  version: number;
  messages: Shown[];
  people: Author[];
  felt: [message: string, kind: Reaction, members: MemberId[]][] | null;
  pins: Room["pins"];
  photos: Room["photos"];
  files: Room["files"];
}
