import { renderToString } from "preact-render-to-string";
import { Message, type MessageWords, type Spoken } from "./parts/message.tsx";

const KEPT = 10_000; // messages rendered, about 2 KB each; a page of fifty that fifty women read is rendered once
const kept = new Map<string, string>();

/** A message as HTML. What it says, to whom and in which words is the key, so that what is kept can never be stale. */
export function rendered(said: Spoken, w: MessageWords, language: string): string {
  const key = `${language} ${JSON.stringify(said)}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const html = renderToString(<Message said={said} w={w} />);
  if (kept.size >= KEPT) for (const old of [...kept.keys()].slice(0, KEPT / 10)) kept.delete(old);
  kept.set(key, html);
  return html;
}
