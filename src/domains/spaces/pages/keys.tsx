import { Card, Head } from "#design";
import type { SpaceWords } from "../words/index.ts";

/** The keys that a room answers to, in the order of use; `parts/keys.ts` and the composer hear them. */
const reading = ["j", "k", "n", "r", "e", "m", "/", "?", "Esc"] as const;
const writing = ["Enter", "Shift + Enter", "Ctrl + K", "Esc"] as const;

/** What each key does, for hands that would rather not reach for a mouse. */
export function KeysPage({ w }: { w: SpaceWords }) {
  return (
    <div class="stack">
      <Head title={w("keys.title")} lead={w("keys.lead")} />
      <Card id="reading" title={w("keys.reading")}>
        <Keys list={reading.map((key) => [key, w(`keys.reading.${key}`)])} />
      </Card>
      <Card id="writing" title={w("keys.writing")}>
        <Keys list={writing.map((key) => [key, w(`keys.writing.${key}`)])} />
      </Card>
    </div>
  );
}

function Keys({ list }: { list: [key: string, does: string][] }) {
  return (
    <ul class="stack close">
      {list.map(([key, does]) => (
        <li key={key} class="row">
          <kbd dir="ltr">
            <bdi>{key}</bdi>
          </kbd>
          <span>{does}</span>
        </li>
      ))}
    </ul>
  );
}
