import type { Clock } from "#foundation/language";
import { PAGE_MESSAGES } from "./room.ts";
import type { RoomLine } from "./rooms.ts";
import type { SpaceWords } from "./words/index.ts";

/** A room as a line of a list, ready to be read. */
export interface Line {
  id: string;
  href: string;
  title: string;
  last: string;
  when: string;
  unread: number;
  isNamed: boolean;
  isDraft: boolean;
  isQuiet: boolean;
  isClosed: boolean;
}

const LETTERS = 90;

export function roomLinesOf(rooms: RoomLine[], w: SpaceWords, clock: Clock, now = new Date()): Line[] {
  return rooms.map((room) => ({
    id: room.id,
    href: `/spaces/${room.id}${placeOn(room.unread)}`,
    title: room.title,
    last: lastOf(room, w),
    when: clock.short(room.lastAt ?? room.begunAt, now),
    unread: room.unread,
    isNamed: room.named > 0,
    isDraft: room.draft !== "",
    isQuiet: room.mutedUntil !== null && room.mutedUntil > now,
    isClosed: room.archivedAt !== null,
  }));
}

/** Where the page should open without script: at the first new message, at the end, or (too many to stand on a page) at its top. */
const placeOn = (unread: number): string => (unread === 0 ? "#end" : unread < PAGE_MESSAGES ? "#new" : "");

/** Keeps what someone wrote in its own direction, whatever stands before it. */
const apart = (text: string) => `\u2068${text}\u2069`;

function lastOf(
  { draft, lastHidden, lastWords, lastRemoved, lastLeftOut, lastFile, lastMember, lastAlias, memberId }: RoomLine,
  w: SpaceWords,
): string {
  if (draft) return w("home.draft", { words: apart(draft.slice(0, LETTERS)) });
  if (lastHidden) return w("message.hidden");
  if (lastRemoved) return w(`message.removed.${lastRemoved}`);
  if (lastWords === null) return w("home.nothing-said");
  const words = lastWords.slice(0, LETTERS) || w(lastLeftOut ? `history.${lastLeftOut}` : lastFile ? `${lastFile}.one` : "file.any");
  return lastMember === memberId
    ? w("home.mine", { words: apart(words) })
    : w("home.last", { who: apart(lastAlias ?? w("message.someone")), words: apart(words) });
}
