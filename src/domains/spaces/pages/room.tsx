import { renderToString } from "preact-render-to-string";
import { Chip, Day, ErrorSummary, Fold, LinkButton, NewSince } from "#design";
import type { Clock, Locale } from "#foundation/language";
import { FromPhone, type Form } from "#foundation/pages";
import Composer from "../parts/composer.island.tsx";
import type { Spoken } from "../parts/message.tsx";
import { rendered } from "../rendered.tsx";
import type { Opening, Room } from "../room.ts";
import { spokenIn } from "../spoken.ts";
import type { SpaceWords } from "../words/index.ts";
import { faultWords } from "./faults.tsx";
import { composerOf, messageWords } from "./room-words.ts";

interface Props {
  room: Room;
  opening: Opening;
  form: Form;
  w: SpaceWords;
  clock: Clock;
  locale: Locale;
  zone: string;
  draftId: string;
  cursor: string;
  /** Whose phone this is, without saying who. */
  phone: string;
  isSparing: boolean;
  /** Whether a line, by its place, is on the phone already and is put in there. */
  isOnPhone: (seq: number) => boolean;
  /** Where the worker is that keeps rooms on a phone, if there is one. */
  worker: string | undefined;
}

export function RoomPage(props: Props) {
  const { room, form, w } = props;
  const fault = Object.values(form.faults)[0];
  return (
    <section class="talk-main" aria-label={room.title}>
      <FromPhone worker={props.worker} />
      <Top {...props} />
      <Log {...props} />
      {fault && <ErrorSummary title={w("fault.summary")} faults={[{ href: "#words", text: faultWords(fault, w) }]} />}
      {room.archivedAt ? <p class="talk-closed soft">{w("room.closed")}</p> : <Composer {...composerOf(props)} />}
    </section>
  );
}

/** Topics, what a newcomer reads first, and what is pinned. */
function Top({ room, opening, w }: Props) {
  const here = `/spaces/${room.id}`;
  const topics = room.topics ?? [];
  return (
    <div class="talk-top">
      <nav class="chips" aria-label={w("room.topics")}>
        {topics.length > 0 && <Chip label={w("room.all")} href={here} isCurrent={!opening.topic} />}
        {topics.map(({ id, title, unread }) => (
          <Chip
            key={id}
            label={title}
            href={`${here}?topic=${id}`}
            isCurrent={opening.topic === id}
            count={unread}
            countLabel={w("home.unread")}
          />
        ))}
        <Chip label={w("room.about")} href={`${here}/about`} />
        <Chip icon="search" label={w("search.title")} href={`/search?in=${room.id}`} />
      </nav>
      {room.startHere && (
        <Fold summary={w("room.start-here")} isOpen={room.readSeq <= 1}>
          <p dir="auto">{room.startHere}</p>
        </Fold>
      )}
      {room.pins && (
        <Fold summary={w("room.pins", { count: room.pins.length })}>
          <ul class="plain stack">
            {room.pins.map(({ id, seq, words }) => (
              <li key={id}>
                <a href={`${here}?at=${seq}#m${seq}`} dir="auto">
                  {words || w("file.any")}
                </a>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  );
}

/** The messages of one page, with the days between them and the line where new ones begin. */
function Log(props: Props) {
  const { room, opening, w, clock, isOnPhone } = props;
  const here = `/spaces/${room.id}?${opening.topic ? `topic=${opening.topic}&` : ""}`;
  const spoken = spokenIn(room, w, clock);
  const isNewest = (spoken.at(-1)?.seq ?? room.lastSeq) >= room.lastSeq || (opening.before === undefined && opening.at === undefined);
  const first = spoken[0]?.seq;
  const isFirstUnreadAbove = room.firstUnread !== null && first !== undefined && room.firstUnread < first;
  return (
    <div class="talk-log" role="log" aria-label={w("room.messages")} aria-live="polite" id="log">
      {isFirstUnreadAbove && (
        <p class="talk-jump">
          <a class="chip" href={`${here}at=${room.firstUnread}#m${room.firstUnread}`}>
            {w("room.first-unread", { count: room.unread })}
          </a>
        </p>
      )}
      {spoken.length >= 50 && (
        <p class="talk-jump">
          <a class="chip" rel="prev" href={`${here}before=${first}`}>
            {w("room.earlier")}
          </a>
        </p>
      )}
      {room.messages[0]?.origin && <p class="talk-jump soft">{w("message.from-history")}</p>}
      {spoken.length === 0 && <NothingSaid {...props} />}
      {/* Every line was rendered, and so escaped, by its own component. */}
      {/* oxlint-disable-next-line react/no-danger */}
      <ol
        class="talk"
        id="talk"
        dangerouslySetInnerHTML={{
          __html: linesOf(
            props,
            spoken.filter(({ seq }) => !isOnPhone(seq)),
          ),
        }}
      />
      {isNewest && <span id="end" />}
      {!isNewest && (
        <p class="talk-jump">
          <a class="chip" rel="next" href={`${here}at=${spoken.at(-1)?.seq}`}>
            {w("room.later")}
          </a>{" "}
          <a class="chip" href={here}>
            {w("room.latest")}
          </a>
        </p>
      )}
    </div>
  );
}

/** An empty room says what it is for; whoever began it may have nobody to talk with yet. */
function NothingSaid({ room, opening, w }: Props) {
  const isHers = room.part === "facilitator" && room.kind !== "pair" && room.archivedAt === null && !opening.topic;
  return (
    <div class="talk-empty soft">
      <p>
        <b>{w(opening.topic ? "room.empty.topic.title" : "room.empty.title")}</b>
        <br />
        {w(opening.topic ? "room.empty.topic.body" : "room.empty.body")}
      </p>
      {isHers && (
        <p>
          <LinkButton kind="second" href={`/spaces/${room.id}/about#invite`}>
            {w("about.invite")}
          </LinkButton>
        </p>
      )}
    </div>
  );
}

type Around = Pick<Props, "room" | "w" | "clock" | "locale" | "zone" | "isSparing">;

/** Messages as HTML, with the days between them. */
export function linesOf({ room, w, clock, locale, zone, isSparing }: Around, spoken: Spoken[]): string {
  const words = messageWords(w);
  const language = `${locale} ${zone}`;
  let day = "";
  let html = "";
  for (const said of spoken) {
    const at = new Date(said.at);
    const key = clock.dayKey(at);
    if (key !== day) html += renderToString(<Day date={key}>{clock.day(at)}</Day>);
    if (said.seq === room.firstUnread) html += renderToString(<NewSince>{w("room.new")}</NewSince>);
    day = key;
    html += rendered(said, words, language, isSparing);
  }
  return html;
}
