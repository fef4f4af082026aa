import { Button, Card, Empty, Field, Fold, Head, LinkButton, Tile } from "#design";
import type { Clock } from "#foundation/language";
import type { Found } from "../search.ts";
import type { Piece } from "../search-marks.ts";
import type { Seen } from "../space.ts";
import type { SpaceWords } from "../words/index.ts";
import { faultWords } from "./faults.tsx";

type Shown = Found & { pieces: Piece[] };

interface Props {
  w: SpaceWords;
  q: string;
  /** The one room that is searched; all of hers without. */
  room: Seen | undefined;
  found: Shown[];
  next: string | undefined;
  fault: string | undefined;
  clock: Clock;
  now: Date;
  letters: number;
}

/** Where she looks for what was said: the field, and what was found in its place. */
export function SearchPage({ w, q, room, found, next, fault, clock, now, letters }: Props) {
  const address = (more: Record<string, string>) => `/search?${new URLSearchParams({ q, ...more })}`;
  return (
    <div class="stack far">
      <Head title={w("search.title")} {...(room ? { lead: w("search.in", { title: room.title }) } : {})} />
      <SearchForm {...{ w, q, letters }} room={room?.id} error={fault && faultWords(fault, w)} isFresh={q === ""} />
      <Narrowing w={w} />
      {q !== "" && room && (
        <p>
          <LinkButton kind="quiet" href={address({})}>
            {w("search.everywhere")}
          </LinkButton>
        </p>
      )}
      {found.length > 0 && (
        <Card id="found" isFlush>
          <ol class="rooms">
            {found.map((one) => (
              <Result key={one.id} {...{ w, one, clock, now }} />
            ))}
          </ol>
        </Card>
      )}
      {found.length === 0 && !fault && (
        <Empty drawing="window" title={w(q === "" ? "search.start.title" : "search.empty.title")} body={w("search.hint")}>
          <LinkButton kind="second" href={room ? `/spaces/${room.id}` : "/"}>
            {w(room ? "search.to-room" : "search.to-rooms")}
          </LinkButton>
        </Empty>
      )}
      {next && (
        <p>
          <LinkButton kind="quiet" href={address({ ...(room ? { in: room.id } : {}), before: next })}>
            {w("search.more")}
          </LinkButton>
        </p>
      )}
    </div>
  );
}

interface Asks {
  w: SpaceWords;
  q?: string;
  room?: string | undefined;
  error?: string | undefined;
  isFresh?: boolean;
  letters: number;
}

/** One field and one button; works without a script wherever it stands. */
export function SearchForm({ w, q = "", room, error, isFresh, letters }: Asks) {
  return (
    <search>
      <form method="get" action="/search" class={error ? "stack close" : "ask"}>
        {/* This field is what she came to the page for. */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <Field label={w("search.label")} name="q" id="q" type="search" value={q} maxLength={letters} error={error} autoFocus={isFresh} />
        {room && <input type="hidden" name="in" value={room} />}
        <Button>{w("search.submit")}</Button>
      </form>
    </search>
  );
}

/** The signs that narrow a search down; they are the same in every language. */
function Narrowing({ w }: { w: SpaceWords }) {
  const signs = [
    ["from:", w("search.by.from")],
    ["in:", w("search.by.in")],
    ["has:photo", w("search.by.has")],
    ["on:2026-03 before:2026-03 after:2026-03-08", w("search.by.date")],
  ] as const;
  return (
    <Fold summary={w("search.narrow")}>
      <ul class="plain stack close">
        {signs.map(([sign, means]) => (
          <li key={sign}>
            <code lang="en" dir="ltr">
              {sign}
            </code>{" "}
            {means}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

/** One message in its place: where, who, when, and the words around what was asked for. */
function Result({ w, one, clock, now }: Pick<Props, "w" | "clock" | "now"> & { one: Shown }) {
  const who = one.isMine ? w("message.you") : (one.alias ?? w("message.someone"));
  return (
    <li>
      <a class="room" href={`/spaces/${one.spaceId}?at=${one.seq}#m${one.seq}`}>
        <Tile of={one.spaceId} />
        <span class="room-name" dir="auto">
          {one.title}
        </span>
        <span class="room-when">
          <time dateTime={one.at.toISOString()}>{clock.short(one.at, now)}</time>
        </span>
        <span class="room-last">
          <bdi>{who}</bdi>: {one.leftOut && `${w(`history.${one.leftOut}`)} `}
          {one.hasPhotos && `(${w("search.by.has")}) `}
          <bdi>{one.pieces.map(({ text, isMark }, nth) => (isMark ? <mark key={nth}>{text}</mark> : text))}</bdi>
        </span>
      </a>
    </li>
  );
}
