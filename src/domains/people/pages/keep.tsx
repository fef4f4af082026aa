import { Button, Card, Empty, Head, LinkButton, Phrase } from "#design";
import PasskeyOffer from "../parts/passkey-offer.island.tsx";
import type { PeopleWords } from "../words/index.ts";

interface Props {
  w: PeopleWords;
  phrase: string;
  next: string;
  name: string;
}

/** The phrase, shown once; and the offer of a key on this device for whoever would rather not type. */
export function KeepPage({ w, phrase, next, name }: Props) {
  return (
    <div class="stack">
      <Head title={w("keep.title")} lead={w("keep.lead")} />
      <Card id="phrase" hasWeave>
        <Phrase words={wordsOf(phrase)} label={w("keep.phrase")} />
        <p>{w("keep.how")}</p>
      </Card>
      <form method="post" action="/keep">
        <input type="hidden" name="next" value={next} />
        <Button isWide>{w("keep.done")}</Button>
      </form>
      <PasskeyOffer name={name} words={offerWords(w)} />
    </div>
  );
}

/** A Chinese phrase has no blanks between its signs. */
const wordsOf = (phrase: string): string[] => (phrase.includes(" ") ? phrase.split(" ") : Array.from(phrase));

export const offerWords = (w: PeopleWords) => ({
  title: w("passkey.offer.title"),
  body: w("passkey.offer.body"),
  make: w("passkey.offer.make"),
  made: w("passkey.offer.made"),
  failed: w("passkey.offer.failed"),
});

export function KeptPage({ w, next }: { w: PeopleWords; next: string }) {
  return (
    <Empty drawing="door" title={w("keep.gone.title")} body={w("keep.gone.body")} isPage>
      <LinkButton href={next}>{w("keep.gone.on")}</LinkButton>
    </Empty>
  );
}
