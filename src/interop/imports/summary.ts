import type { Export } from "./export.ts";

/** An export at a glance: how many messages of which kind, from when to when on the clock of the phone. */
export interface Summary {
  messages: number;
  kinds: [string, number][];
  from: string | undefined;
  to: string | undefined;
}

/** Nothing is counted while a question is open, since no day is sure then. */
export async function summaryOf(all: Export): Promise<Summary> {
  const kinds = new Map<string, number>();
  let messages = 0;
  let from: string | undefined;
  let to: string | undefined;
  for await (const { at, kind } of all.messages()) {
    messages += 1;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (from === undefined || at < from) from = at;
    if (to === undefined || at > to) to = at;
  }
  return { messages, kinds: [...kinds].toSorted(([, a], [, b]) => b - a), from, to };
}
