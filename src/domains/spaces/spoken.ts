import type { Clock } from "#foundation/language";
import type { Spoken } from "./parts/message.tsx";
import type { Author, Room, Shown } from "./room.ts";
import type { SpaceWords } from "./words/index.ts";

const QUOTED_LETTERS = 140;

/** A page's messages as they are shown to this reader, in her time zone. */
export function spokenIn(room: Room, w: SpaceWords, clock: Clock): Spoken[] {
  const people = new Map(room.people.map((person) => [person.id, person]));
  const topics = new Map((room.topics ?? []).map(({ id, title }) => [id, title]));
  const nameOf = (id: Shown["member"]) =>
    id === room.memberId ? w("message.you") : id ? (people.get(id)?.alias ?? w("message.someone")) : w("message.someone");
  const felt = Map.groupBy(room.felt ?? [], ([message]) => message);
  const photos = Map.groupBy(room.photos ?? [], ({ message }) => message);
  const files = Map.groupBy(room.files ?? [], ({ message }) => message);
  return room.messages.map((message) =>
    spoken(message, room, {
      felt: felt.get(message.id) ?? [],
      photos: photos.get(message.id) ?? [],
      files: files.get(message.id) ?? [],
      author: message.member ? people.get(message.member) : undefined,
      nameOf,
      topics,
      clock,
      w,
    }),
  );
}

interface Around {
  felt: NonNullable<Room["felt"]>;
  photos: NonNullable<Room["photos"]>;
  files: NonNullable<Room["files"]>;
  author: Author | undefined;
  nameOf: (id: Shown["member"]) => string;
  topics: Map<string, string>;
  clock: Clock;
  w: SpaceWords;
}

function spoken(message: Shown, room: Room, { author, nameOf, topics, clock, w, felt, photos, files }: Around): Spoken {
  const { id, seq, hidden, member, words, at, removed, reply } = message;
  return {
    spaceId: room.id,
    id,
    seq,
    isHidden: hidden,
    member: member ?? undefined,
    alias: author?.alias ?? w("message.someone"),
    work: author?.work ?? "",
    isMine: member === room.memberId,
    text: words,
    photos: photos.map(({ id: photo, width, height, bytes, isSensitive }) => ({ id: photo, width, height, bytes, isSensitive })),
    files: files.map(({ id: file, kind, bytes, milliseconds, name }) => ({ id: file, kind, bytes, milliseconds, name })),
    at,
    time: clock.time(new Date(at)),
    leftOut: message.leftOut ? w(`history.${message.leftOut}`) : undefined,
    topic: message.topic ? topics.get(message.topic) : undefined,
    isEdited: message.edited !== null && !removed,
    removed: removed ?? undefined,
    quote: reply ? { id: reply, ...quoteOf(message, nameOf, w) } : undefined,
    felt: felt.map(([, kind, count, isMine]) => [kind, count, isMine] as const),
    state: "kept",
  };
}

function quoteOf({ quoted, quotedMember, quotedRemoved, quotedHidden }: Shown, nameOf: Around["nameOf"], w: SpaceWords) {
  if (quotedHidden) return { alias: "", text: w("message.hidden") };
  return {
    alias: nameOf(quotedMember),
    text: quotedRemoved ? w("message.removed.author") : (quoted ?? "").slice(0, QUOTED_LETTERS) || w("file.any"),
  };
}
