import type { Choice } from "./choice.ts";
import type { Entry } from "./frame.ts";

/** An entry as it goes over the wire, but for the cursor: each form encoded at most once, however many listen. */
export interface Framed {
  readonly seq: number;
  readonly ends: string | null;
  readonly author: string | null;
  readonly quotes: string | null;
  readonly lens: number;
  /** What stands first in an event for whoever hears several subjects. */
  readonly about: string;
  readonly full: string;
  readonly stub: () => string;
  readonly unquoted: () => string;
}

const frameOf = (kind: string, data: unknown): string => `event: ${kind}\ndata: ${JSON.stringify(data)}\n`;

export function framed({ seq, kind, about, data, ends, author, lens, stub, quotes = null, unquoted }: Entry): Framed {
  const full = frameOf(kind, data);
  return {
    seq,
    about: JSON.stringify(about).slice(1, -1),
    ends,
    author,
    quotes,
    lens,
    full,
    stub: formOf(kind, stub, full),
    unquoted: formOf(kind, unquoted, full),
  };
}

/** A form that few ask for: encoded when the first one does. */
function formOf(kind: string, data: unknown, full: string): () => string {
  let frame = data === undefined ? full : undefined;
  return () => (frame ??= frameOf(kind, data));
}

/** What those of one choice receive of an entry. */
export function frameFor(choice: Choice, entry: Framed): string {
  if (choice.key === "") return entry.full;
  const hides = (member: string | null) => member !== null && choice.hides.has(member);
  if (hides(entry.author) || (choice.lens & entry.lens) !== 0) return entry.stub();
  return hides(entry.quotes) ? entry.unquoted() : entry.full;
}
