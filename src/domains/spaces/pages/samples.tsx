import { clock, type Locale } from "#foundation/language";
import { emptyForm, WORKER, type PageOptions } from "#foundation/pages";
import { roomLinesOf } from "../room-lines.ts";
import type { Room } from "../room.ts";
import type { RoomLine } from "../rooms.ts";
import { MemberId, SpaceId } from "../space.ts";
import { words } from "../words/index.ts";
import { HomePage } from "./home.tsx";
import { RoomPage } from "./room.tsx";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const id = SpaceId.parse(NOBODY);
const memberId = MemberId.parse(NOBODY);
const at = new Date(0);

const message: Room["messages"][number] = {
  id: NOBODY,
  seq: 2,
  hidden: false,
  member: null,
  topic: null,
  words: "",
  at: at.toISOString(),
  edited: null,
  removed: null,
  origin: null,
  leftOut: null,
  reply: null,
  quoted: null,
  quotedMember: null,
  quotedRemoved: null,
  quotedHidden: false,
};
const room: Room = {
  id,
  kind: "group",
  entry: "open",
  title: "",
  startHere: "",
  archivedAt: null,
  memberId,
  alias: "",
  part: "member",
  lastSeq: 2,
  readSeq: 1,
  mutedUntil: null,
  draft: "",
  draftAt: null,
  firstUnread: 2,
  unread: 1,
  topics: null,
  felt: [[NOBODY, "hug", 1, false]],
  pins: null,
  photos: null,
  files: null,
  hiding: "",
  messages: [{ ...message, seq: 1, member: memberId }, message],
  people: [{ id: memberId, alias: "", part: "member", work: "", is_here: true }],
};

/** Her start page and a room in which nobody says anything: what every such page has in common. */
export function samples(locale: Locale): PageOptions[] {
  const [w, zone] = [words(locale), "UTC"];
  const clocks = clock(locale, zone);
  const line: RoomLine = {
    id,
    kind: "group",
    title: "",
    archivedAt: null,
    mutedUntil: null,
    draft: "",
    memberId,
    alias: "",
    lastWords: "",
    lastMember: null,
    lastAlias: "",
    lastAt: at,
    lastRemoved: null,
    lastLeftOut: null,
    lastFile: null,
    lastHidden: false,
    unread: 1,
    named: 0,
    begunAt: at,
  };
  const home = <HomePage w={w} clock={clocks} rooms={roomLinesOf([line], w, clocks)} waits={{ offers: [], doors: [], asked: [] }} />;
  const view = { room, opening: {}, form: emptyForm, w, clock: clocks, locale, zone };
  const within = { draftId: NOBODY, phone: "", cursor: "", isSparing: false, worker: WORKER, isOnPhone: () => false };
  return [
    { title: "", content: home, place: "home" },
    { title: "", content: <RoomPage {...view} {...within} />, back: "/", isRoom: true, subtitle: w("kind.group") },
  ];
}
