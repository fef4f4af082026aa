import { bytesOf, valueIn, type Kept } from "#foundation/offline";
import { freshId } from "./fresh-id.ts";
import { before, draftChange, draftOn } from "./phone-draft.ts";

/** One message on its way from this phone. */
export interface Outgoing {
  id: string;
  space: string;
  text: string;
  topic: string;
  quote?: { id: string; alias: string; text: string } | undefined;
  at: string;
}

/** A message that was written just now. */
export const written = (message: Omit<Outgoing, "id" | "at">): Outgoing => ({ ...message, id: freshId(), at: new Date().toISOString() });

/** What has not arrived yet, in the order in which it was written. */
export interface Pile {
  /** Resolves when it would survive; the draft that it was is none any more. */
  add: (message: Outgoing) => Promise<void>;
  all: () => Promise<Outgoing[]>;
  drop: (id: string) => Promise<void>;
  /** Makes it a draft again. */
  giveBack: (message: Outgoing) => Promise<void>;
}

const OUTBOX = "outbox";

export const sealedPile = (kept: Kept): Pile => ({
  async add(message) {
    const { id, space } = message;
    const { base = 0 } = (await draftOn(kept, space)) ?? {};
    const empty = draftChange(space, { text: "", at: Date.now(), isSaved: false, base });
    await kept.write([{ shelf: OUTBOX, id, bytes: bytesOf(message) }, empty]);
  },
  all: async () => (await kept.list(OUTBOX)).map(({ bytes }) => valueIn<Outgoing>(bytes)),
  drop: (id) => kept.remove(OUTBOX, id),
  async giveBack({ id, space, text }) {
    const begun = await draftOn(kept, space);
    const whole = { text: before(text, begun?.text ?? ""), at: Date.now(), isSaved: false, base: begun?.base ?? 0 };
    await kept.write([{ shelf: OUTBOX, id }, draftChange(space, whole)]);
  },
});

/** Lives as long as the page does. */
export function loosePile(): Pile {
  const waiting = new Map<string, Outgoing>();
  return {
    add: async (message) => void waiting.set(message.id, message),
    all: () => Promise.resolve([...waiting.values()]),
    drop: async (id) => void waiting.delete(id),
    giveBack: async ({ id }) => void waiting.delete(id),
  };
}
