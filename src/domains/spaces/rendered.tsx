import { renderToString } from "preact-render-to-string";
import { Message, type MessageWords, type Spoken } from "./parts/message.tsx";

const KEPT = 16_000; // messages rendered, about 2 KB each: the newest pages of three hundred rooms
const kept = new Map<string, string>();

/**
 * A message as HTML. What it says, to whom and in which words is the key, so that what is kept can never be stale. One's own messages look
 * different to nobody else, and are not kept. What was asked for longest ago goes first.
 */
export function rendered(said: Spoken, w: MessageWords, language: string): string {
  if (said.isMine) return renderToString(<Message said={said} w={w} />);
  const key = `${language} ${JSON.stringify(said)}`;
  const known = kept.get(key);
  if (known !== undefined) kept.delete(key);
  const html = known ?? renderToString(<Message said={said} w={w} />);
  kept.set(key, html);
  if (kept.size > KEPT) for (const [oldest] of kept.entries().take(1)) kept.delete(oldest);
  return html;
}
