import { bytesOf, valueIn, type Change, type Kept } from "#foundation/offline";
import { freshId } from "./fresh-id.ts";
import { before, draftChange, draftOn } from "./phone-draft.ts";

/** Something that goes beside words, as it leaves this phone. `id` is the house's, once it has it, so that trying again sends it only once. */
export interface OutgoingFile {
  kind: "photo" | "voice" | "file";
  name: string;
  size: number;
  /** A little picture of a photo, as a data: address. */
  shown: string;
  width: number;
  height: number;
  milliseconds: number;
  id?: string | undefined;
  blob?: Blob | undefined;
}

/** One message on its way from this phone. */
export interface Outgoing {
  id: string;
  space: string;
  text: string;
  topic: string;
  quote?: { id: string; alias: string; text: string } | undefined;
  at: string;
  files?: OutgoingFile[];
  /** What goes beside it is shown to nobody before she asks. */
  isSensitive?: boolean;
}

/** A message that was written just now. */
export const written = (message: Omit<Outgoing, "id" | "at">): Outgoing => ({ ...message, id: freshId(), at: new Date().toISOString() });

/** What has not arrived yet, in the order in which it was written. */
export interface Pile {
  /** Resolves when it would survive; the draft that it was is none any more. False when there is no place for it. */
  add: (message: Outgoing) => Promise<boolean>;
  /** Without what goes beside the words. */
  all: () => Promise<Outgoing[]>;
  /** One thing that goes beside a message; undefined when it is not here. */
  fileOf: (message: Outgoing, place: number) => Promise<Blob | undefined>;
  /** Remembers what the house has of it already. */
  note: (message: Outgoing) => Promise<void>;
  drop: (message: Outgoing) => Promise<void>;
  /** Makes its words a draft again; what went beside them is not kept. */
  giveBack: (message: Outgoing) => Promise<void>;
}

const OUTBOX = "outbox";
const FILES = "file";
const MOST_BYTES = 15 * 1024 * 1024; // of all that waits beside words

const nameOf = (message: Outgoing, place: number) => `${message.id} ${place}`;
const bare = ({ blob: _blob, ...file }: OutgoingFile): OutgoingFile => file;
const lying = (message: Outgoing): Change => ({
  shelf: OUTBOX,
  id: message.id,
  bytes: bytesOf(message.files ? { ...message, files: message.files.map(bare) } : message),
});
const gone = (message: Outgoing): Change[] => [
  { shelf: OUTBOX, id: message.id },
  ...(message.files ?? []).map((_file, place) => ({ shelf: FILES, id: nameOf(message, place) })),
];

/** Survives the page and the browser. */
export class SealedPile implements Pile {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  async add(message: Outgoing): Promise<boolean> {
    const { space, files = [] } = message;
    if (files.length > 0 && !(await this.#hasPlaceFor(files))) return false;
    const { base = 0 } = (await draftOn(this.#kept, space)) ?? {};
    const empty = draftChange(space, { text: "", at: Date.now(), isSaved: false, base });
    const beside = files.map(async ({ blob }, place) => {
      const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer());
      return { shelf: FILES, id: nameOf(message, place), bytes };
    });
    await this.#kept.write([...(await Promise.all(beside)), lying(message), empty]);
    return true;
  }

  async #hasPlaceFor(files: readonly OutgoingFile[]): Promise<boolean> {
    const { bytes } = await this.#kept.weigh(FILES);
    return files.reduce((all, { size }) => all + size, bytes) <= MOST_BYTES;
  }

  async all(): Promise<Outgoing[]> {
    return (await this.#kept.list(OUTBOX)).map(({ bytes }) => valueIn<Outgoing>(bytes));
  }

  async fileOf(message: Outgoing, place: number): Promise<Blob | undefined> {
    const found = await this.#kept.get(FILES, nameOf(message, place));
    return found && new Blob([found.bytes]);
  }

  note(message: Outgoing): Promise<void> {
    return this.#kept.write([lying(message)], "relaxed");
  }

  drop(message: Outgoing): Promise<void> {
    return this.#kept.write(gone(message), "relaxed");
  }

  async giveBack(message: Outgoing): Promise<void> {
    const { space, text } = message;
    const begun = await draftOn(this.#kept, space);
    const whole = { text: before(text, begun?.text ?? ""), at: Date.now(), isSaved: false, base: begun?.base ?? 0 };
    await this.#kept.write([...gone(message), draftChange(space, whole)]);
  }
}

/** Lives as long as the page does. */
export class LoosePile implements Pile {
  readonly #waiting = new Map<string, Outgoing>();

  async add(message: Outgoing): Promise<boolean> {
    this.#waiting.set(message.id, message);
    return true;
  }
  all(): Promise<Outgoing[]> {
    return Promise.resolve([...this.#waiting.values()]);
  }
  fileOf(message: Outgoing, place: number): Promise<Blob | undefined> {
    return Promise.resolve(this.#waiting.get(message.id)?.files?.[place]?.blob);
  }
  async note(message: Outgoing): Promise<void> {
    if (this.#waiting.has(message.id)) this.#waiting.set(message.id, message);
  }
  async drop({ id }: Outgoing): Promise<void> {
    this.#waiting.delete(id);
  }
  giveBack(message: Outgoing): Promise<void> {
    return this.drop(message);
  }
}
