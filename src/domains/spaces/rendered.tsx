import { renderToString } from "preact-render-to-string";
import { Sparing } from "#design";
import { Message, type MessageWords, type Spoken } from "./parts/message.tsx";

const KEPT = 16_000; // messages rendered, about 2 KB each: the newest pages of three hundred rooms
const CROWDED = 15_000; // from here on it matters which goes first

interface Kept {
  key: string;
  html: string;
}
const kept = new Map<string, Kept>();

/**
 * A message as HTML. What it says, to whom and in which words is the key, so that what is kept can never be stale. One's own messages look
 * different to nobody else, and are not kept. What was asked for longest ago goes first.
 */
export function rendered(said: Spoken, w: MessageWords, language: string, isSparing: boolean): string {
  const render = () =>
    renderToString(
      <Sparing.Provider value={isSparing}>
        <Message said={said} w={w} />
      </Sparing.Provider>,
    );
  if (said.isMine) return render();
  const key = `${language} ${isSparing && said.photos.length > 0 ? "sparing " : ""}${JSON.stringify(said)}`;
  const known = kept.get(key);
  if (known && kept.size < CROWDED) return known.html;
  if (known) kept.delete(key);
  const one = known ?? { key, html: render() };
  kept.set(one.key, one); // under the key it had: a new one for each reading would age into garbage that is dear to collect
  if (kept.size > KEPT) for (const [oldest] of kept.entries().take(1)) kept.delete(oldest);
  return one.html;
}
