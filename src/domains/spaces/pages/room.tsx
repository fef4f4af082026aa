import { ErrorSummary, Fold, RoomLine } from "#design";
import type { Clock, Locale } from "#foundation/language";
import type { Form } from "#foundation/pages";
import Composer from "../parts/composer.island.tsx";
import { Message } from "../parts/message.tsx";
import type { Opening, Room } from "../room.ts";
import type { Line } from "../room-lines.ts";
import { spokenIn } from "../spoken.ts";
import type { SpaceWords } from "../words/index.ts";
import { composerOf, messageWords } from "./room-words.ts";

interface Props {
  room: Room;
  rooms: Line[];
  opening: Opening;
  form: Form;
  w: SpaceWords;
  clock: Clock;
  locale: Locale;
  zone: string;
  draftId: string;
  cursor: string;
}

export function RoomPage(props: Props) {
  const { room, rooms, form, w } = props;
  const fault = Object.values(form.faults)[0];
  return (
    <>
      <aside class="talk-side desk-only" aria-label={w("home.title")}>
        <ul class="rooms">
          {rooms.map((line) => (
            <RoomLine key={line.id} {...line} tile={line.id} isCurrent={line.id === room.id} labels={{ quiet: w("home.quiet"), named: w("home.named") }} />
          ))}
        </ul>
      </aside>
      <section class="talk-main" aria-label={room.title}>
        <Top {...props} />
        <Log {...props} />
        {fault && <ErrorSummary title={w("fault.summary")} faults={[{ href: "#words", text: w(faultKey(fault)) }]} />}
        {room.archivedAt ? <p class="talk-closed soft">{w("room.closed")}</p> : <Composer {...composerOf(props)} />}
      </section>
    </>
  );
}

/** A fault's key as one of this room's words; an unknown one asks to look again. */
export const faultKey = (key: string): Parameters<SpaceWords>[0] => (key.startsWith("fault.") ? (key as Parameters<SpaceWords>[0]) : "fault.summary");

/** Topics, what a newcomer reads first, and what is pinned. */
function Top({ room, opening, w }: Props) {
  const here = `/spaces/${room.id}`;
  const topics = room.topics ?? [];
  return (
    <div class="talk-top">
      {topics.length > 0 && (
        <nav class="chips" aria-label={w("room.topics")}>
          <a class="chip" href={here} aria-current={opening.topic ? undefined : "true"}>{w("room.all")}</a>
          {topics.map(({ id, title, unread }) => (
            <a key={id} class="chip" href={`${here}?topic=${id}`} aria-current={opening.topic === id ? "true" : undefined} dir="auto">
              {title}
              {unread > 0 && <span class="count">{unread}</span>}
            </a>
          ))}
        </nav>
      )}
      {room.startHere && <Fold summary={w("room.start-here")} isOpen={room.readSeq <= 1}><p dir="auto">{room.startHere}</p></Fold>}
      {room.pins && (
        <Fold summary={w("room.pins", { count: room.pins.length })}>
          <ul class="plain stack">
            {room.pins.map(({ id, seq, words }) => <li key={id}><a href={`${here}?at=${seq}#m${seq}`} dir="auto">{words}</a></li>)}
          </ul>
        </Fold>
      )}
    </div>
  );
}

/** The messages of one page, with the days between them and the line where new ones begin. */
function Log({ room, opening, w, clock }: Props) {
  const here = `/spaces/${room.id}?${opening.topic ? `topic=${opening.topic}&` : ""}`;
  const spoken = spokenIn(room, w, clock);
  const words = messageWords(w);
  const isNewest = (spoken.at(-1)?.seq ?? room.lastSeq) >= room.lastSeq || (opening.before === undefined && opening.at === undefined);
  const first = spoken[0]?.seq;
  const isFirstUnreadAbove = room.firstUnread !== null && first !== undefined && room.firstUnread < first;
  let day = "";
  return (
    <div class="talk-log" role="log" aria-label={w("room.messages")} aria-live="polite" id="log">
      {isFirstUnreadAbove && <p class="talk-jump"><a class="chip" href={`${here}at=${room.firstUnread}#m${room.firstUnread}`}>{w("room.first-unread", { count: room.unread })}</a></p>}
      {spoken.length >= 50 && <p class="talk-jump"><a class="chip" rel="prev" href={`${here}before=${first}`}>{w("room.earlier")}</a></p>}
      {spoken.length === 0 && <p class="talk-empty soft"><b>{w("room.empty.title")}</b><br />{w("room.empty.body")}</p>}
      <ol class="talk" id="talk">
        {spoken.flatMap((said) => {
          const at = new Date(said.at);
          const key = clock.dayKey(at);
          const isNewDay = key !== day;
          day = key;
          return [
            isNewDay && <li key={key} class="day"><time dateTime={key}>{clock.day(at)}</time></li>,
            said.seq === room.firstUnread && <li key="new" class="new" id="new"><span>{w("room.new")}</span></li>,
            <Message key={said.seq} said={said} w={words} />,
          ];
        })}
      </ol>
      {!isNewest && <p class="talk-jump"><a class="chip" rel="next" href={`${here}at=${spoken.at(-1)?.seq}`}>{w("room.later")}</a> <a class="chip" href={here}>{w("room.latest")}</a></p>}
    </div>
  );
}
