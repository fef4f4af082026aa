import { Button, Card, Empty, LinkButton, Notice, RoomLine } from "#design";
import type { Offer } from "../membership.ts";
import type { Line } from "../room-lines.ts";
import type { SpaceWords } from "../words/index.ts";

interface Props {
  w: SpaceWords;
  rooms: Line[];
  offers: Offer[];
}

/** Her start page: who asks for her, and her rooms, the last spoken in first. */
export function HomePage({ w, rooms, offers }: Props) {
  return (
    <div class="stack wide">
      <div class="head"><h1>{w("home.title")}</h1></div>
      {offers.map((offer) => <OfferNotice key={offer.request} w={w} offer={offer} />)}
      {rooms.length === 0 ? (
        <Empty drawing="chair" title={w("home.empty.title")} body={w("home.empty.body")}>
          <LinkButton href="/rooms">{w("home.find")}</LinkButton>
        </Empty>
      ) : (
        <Card>
          <ul class="rooms">
            {rooms.map((line) => (
              <RoomLine key={line.id} {...line} tile={line.id} labels={{ quiet: w("home.quiet"), named: w("home.named") }} />
            ))}
          </ul>
        </Card>
      )}
      <p class="row">
        {rooms.length > 0 && <LinkButton kind="second" href="/rooms">{w("home.find")}</LinkButton>}
        <LinkButton kind="second" href="/code">{w("home.code")}</LinkButton>
        <LinkButton kind="quiet" href="/rooms/new">{w("home.begin")}</LinkButton>
      </p>
    </div>
  );
}

function OfferNotice({ w, offer }: { w: SpaceWords; offer: Offer }) {
  return (
    <Notice icon="cup">
      <p><b dir="auto">{w("home.offer", { alias: offer.alias })}</b></p>
      <form class="row" method="post" action={`/offers/${offer.request}`}>
        <Button name="answer" value="yes">{w("home.offer.yes")}</Button>
        <Button kind="quiet" name="answer" value="no">{w("home.offer.no")}</Button>
      </form>
    </Notice>
  );
}
