import { Button, Card, Choice, Choices, EndLine, Notice } from "#design";
import type { Clock } from "#foundation/language";
import type { Offer } from "../membership.ts";
import type { Asking, AtDoor, Waits } from "../waits.ts";
import type { SpaceWords } from "../words/index.ts";

interface Props {
  w: SpaceWords;
  clock: Clock;
  waits: Waits;
}

/** Keeps a room's name in its own direction, whatever stands beside it. */
const apart = (text: string) => `\u2068${text}\u2069`;

/** Before her rooms: whoever waits for her answer, and then what she waits for herself. */
export function WaitsFor({ w, clock, waits: { offers, doors, asked } }: Props) {
  return (
    <>
      {offers.map((offer) => (
        <OfferNotice key={offer.request} w={w} offer={offer} />
      ))}
      {doors.length > 0 && <Doors {...{ w, clock, doors }} />}
      {asked.length > 0 && <Asked {...{ w, clock, asked }} />}
    </>
  );
}

function OfferNotice({ w, offer }: { w: SpaceWords; offer: Offer }) {
  return (
    <Notice title={<span dir="auto">{w("home.offer", { alias: offer.alias })}</span>}>
      <form class="row" method="post" action={`/offers/${offer.request}`}>
        <Button name="answer" value="yes">
          {w("home.offer.yes")}
        </Button>
        <Button kind="quiet" name="answer" value="no">
          {w("home.offer.no")}
        </Button>
      </form>
    </Notice>
  );
}

function Doors({ w, clock, doors }: Omit<Props, "waits"> & { doors: AtDoor[] }) {
  return (
    <Choices label={w("about.requests")}>
      {doors.map(({ space, title, count, since }) => (
        <Choice
          key={space}
          href={`/spaces/${space}/about`}
          icon="door"
          label={w("home.door", { count, room: apart(title) })}
          hint={w("home.door.since", { when: clock.full(since) })}
        />
      ))}
    </Choices>
  );
}

function Asked({ w, clock, asked }: Omit<Props, "waits"> & { asked: Asking[] }) {
  return (
    <Card title={w("home.asked")}>
      {asked.map((one) => (
        <EndLine
          key={one.id}
          action={`/requests/${one.id}/take-back`}
          label={w("ask.take-back")}
          name={one.title ?? w("home.asked.closed")}
          note={w("ask.since", { when: clock.full(one.askedAt) })}
        />
      ))}
    </Card>
  );
}
