import { Card, Chip, Choice, Choices, Columns, Empty, Head, LinkButton, RoomLine, Section } from "#design";
import type { Clock } from "#foundation/language";
import { FromPhone } from "#foundation/pages";
import type { Line } from "../room-lines.ts";
import type { Waits } from "../waits.ts";
import type { SpaceWords } from "../words/index.ts";
import { WaitsFor } from "./waits.tsx";

interface Props {
  w: SpaceWords;
  clock: Clock;
  rooms: Line[];
  waits: Waits;
}

/** Her start page: what waits, and her rooms, the last spoken in first. */
export function HomePage({ w, clock, rooms, waits }: Props) {
  return (
    <div class="stack far">
      <FromPhone />
      <div class="row apart">
        <Head title={w("home.title")} />
        {rooms.length > 0 && (
          <span class="phone-only">
            <Chip icon="search" label={w("search.title")} href="/search" />
          </span>
        )}
      </div>
      <WaitsFor {...{ w, clock, waits }} />
      <Columns side={<MoreRooms w={w} isFirst={rooms.length === 0} />}>
        {rooms.length === 0 ? (
          <Empty drawing="chair" title={w("home.empty.title")} body={w(waits.asked.length > 0 ? "home.empty.asked" : "home.empty.body")}>
            <LinkButton href="/rooms">{w("home.find")}</LinkButton>
          </Empty>
        ) : (
          <Card id="rooms" isFlush>
            <ul class="rooms">
              {rooms.map((line) => (
                <RoomLine key={line.id} {...line} tile={line.id} labels={roomLabels(w)} />
              ))}
            </ul>
          </Card>
        )}
      </Columns>
    </div>
  );
}

/** `isFirst`: the one next step stands beside it already. */
function MoreRooms({ w, isFirst }: { w: SpaceWords; isFirst: boolean }) {
  return (
    <Section id="more-rooms" title={w("home.more")}>
      <Choices label={w("home.more")}>
        {!isFirst && <Choice href="/rooms" icon="search" label={w("home.find")} />}
        <Choice href="/code" icon="key" label={w("home.code")} />
        <Choice href="/rooms/new" icon="plus" label={w("home.begin")} />
      </Choices>
    </Section>
  );
}

/** The list beside a conversation on a desk; the room's script asks for it, so that a phone never carries it. */
export function RoomsBeside({ w, lines, current }: { w: SpaceWords; lines: Line[]; current: string }) {
  return (
    <aside class="talk-side desk-only" aria-label={w("home.title")}>
      <ul class="rooms">
        {lines.map((line) => (
          <RoomLine key={line.id} {...line} tile={line.id} isCurrent={line.id === current} labels={roomLabels(w)} />
        ))}
      </ul>
    </aside>
  );
}

const roomLabels = (w: SpaceWords) => ({
  quiet: w("home.quiet"),
  named: w("home.named"),
  closed: w("home.closed"),
  unread: w("home.unread"),
});
