import type { Entry } from "#foundation/live";
import type { Beside, Photo } from "./photo.ts";
import type { MemberId } from "./space.ts";

export type EventKind =
  | "said"
  | "edited"
  | "removed"
  | "reacted"
  | "pinned"
  | "unpinned"
  | "joined"
  | "left"
  | "expelled"
  | "topic"
  | "changed";

/** A line of a space's log, with what it is about. */
export interface Line {
  space: string;
  seq: string;
  kind: EventKind;
  message: string | null;
  member: MemberId | null;
  about: object | null;
  at: Date;
  alias: string | null;
  part: string | null;
  work: string | null;
  words: string | null;
  topic: string | null;
  removed: string | null;
  reply: string | null;
  quoted: string | null;
  quotedAlias: string | null;
  quotedMember: MemberId | null;
  photos: Photo[] | null;
  files: Beside[] | null;
}

/** What says nothing stays out of the event: over half an hour it would be a tenth of what she hears. */
const ifAny = <T>(value: T | null): T | undefined => (value === null || value === "" ? undefined : value);

const isEnding = (kind: EventKind) => kind === "left" || kind === "expelled";
const isRewriting = (kind: EventKind) => kind === "edited" || kind === "removed";

/** What listeners receive of a line, and in its place when they hide its author or whom it quotes. Comings and goings are told by kind alone: nobody's coming or leaving is announced. */
export function entryOf(line: Line): Entry {
  const { space, seq, kind, message, member, about, at, words, removed, topic, reply, quoted, quotedAlias } = line;
  const place = { seq: Number(seq) };
  const ends = isEnding(kind) ? member : null;
  const rest = { subject: space, about: { space }, seq: Number(seq), kind, ends, rewrites: isRewriting(kind), author: null, lens: 0 };
  if (isEnding(kind) || kind === "joined") return { ...rest, data: place };
  if (kind !== "said" && kind !== "edited") return { ...rest, data: { ...place, id: message, member, ...about } };
  const part = line.part === "member" ? undefined : ifAny(line.part);
  const author = { member, alias: line.alias, part, work: ifAny(line.work) };
  const shown = { ...(line.photos ? { photos: line.photos } : {}), ...(line.files ? { files: line.files } : {}) };
  const said = { ...place, id: message, ...author, words, at: at.toISOString(), topic: ifAny(topic), removed: ifAny(removed), ...shown };
  const stub = { ...place, id: message, at: said.at, topic: said.topic, hidden: true };
  const forms = { ...rest, author: member, stub };
  if (!reply) return { ...forms, data: said };
  const data = { ...said, reply, quoted: (quoted ?? "").slice(0, 140), quotedAlias };
  return { ...forms, data, quotes: line.quotedMember, unquoted: { ...said, reply, quoteHidden: true } };
}
