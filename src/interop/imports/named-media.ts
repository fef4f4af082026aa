import type { LeftOut } from "#domains/spaces";
import type { ReadMessage } from "./export.ts";
import { leftOutOf } from "./left-out.ts";
import type { LyingFile, NamedFiles, Unreadable } from "./named-files.ts";

const MOST = 100_000; // as many as files are looked at
const MOST_NAMES = 20; // of files that stayed behind for one reason

/** What may come along beside a message. */
export type Carried = "photo" | "voice" | "file";

/** A file that may come along beside its message. */
export interface Wanted {
  /** The id of the message. */
  id: string;
  kind: Carried;
  file: LyingFile;
}

/**
 * Why a file did not come along. Beyond what is known before: `kind`, none that is taken; `long`, a voice note; `active`, a document that
 * holds a program or is locked; `crowded`, more are named than are looked at.
 */
export type Left = Unreadable | "kind" | "long" | "active" | "crowded";

interface Sum {
  count: number;
  bytes: number;
}

/** What of an export may come along, at a glance. Bytes are those of the files as they lie there. */
export interface MediaSeen {
  photos: Sum;
  voices: Sum;
  /** None where they are not wanted. */
  documents: Sum;
  /** Named by a message, and not there, or there twice. */
  missing: number;
  unclear: number;
  /** Videos, stickers and whatever else stays behind, by kind. */
  others: Partial<Record<LeftOut, number>>;
  /** Lying there, and named by no message. */
  unnamed: number;
}

/** Which files of an export its messages name. */
export class NamedMedia {
  readonly wanted: Wanted[] = [];
  /** What stayed behind against the wish: how many, and the first of their names. */
  readonly left = new Map<Left, { count: number; names: string[] }>();
  #others = new Map<LeftOut, number>();
  #named = new Set<LyingFile>();
  #files: NamedFiles;
  #kinds: readonly Carried[];

  constructor(files: NamedFiles, kinds: readonly Carried[]) {
    this.#files = files;
    this.#kinds = kinds;
  }

  /** Takes notice of the file that a message names, if it does. */
  hear(message: Pick<ReadMessage, "kind" | "text" | "file" | "leftOut">, id = ""): void {
    const { kind, file: name } = message;
    if (kind !== "media" || name === undefined) return;
    const what = leftOutOf(message) ?? "media";
    const carried = this.#kinds.find((each) => each === what);
    const file = this.#files.of(name);
    if (typeof file !== "string") this.#named.add(file);
    if (!carried) this.#others.set(what, (this.#others.get(what) ?? 0) + 1);
    else if (typeof file === "string") this.leave(file, name);
    else if (this.wanted.length >= MOST) this.leave("crowded", name);
    else this.wanted.push({ id, kind: carried, file });
  }

  leave(why: Left, name: string): void {
    const those = this.left.get(why) ?? { count: 0, names: [] };
    this.left.set(why, those);
    those.count += 1;
    if (those.names.length < MOST_NAMES) those.names.push(name);
  }

  /** The same messages, each of which is heard as it passes by. */
  async *heard<Message extends ReadMessage>(messages: AsyncIterable<Message>): AsyncGenerator<Message> {
    for await (const message of messages) {
      this.hear(message);
      yield message;
    }
  }

  get others(): MediaSeen["others"] {
    return Object.fromEntries(this.#others);
  }

  get unnamed(): number {
    return this.#files.unnamed(this.#named);
  }

  async seen(): Promise<MediaSeen> {
    const sum = async (kind: Carried): Promise<Sum> => {
      const files = this.wanted.filter((one) => one.kind === kind);
      let bytes = 0;
      for (const { file } of files) bytes += await file.size();
      return { count: files.length, bytes };
    };
    return {
      photos: await sum("photo"),
      voices: await sum("voice"),
      documents: await sum("file"),
      missing: this.left.get("missing")?.count ?? 0,
      unclear: this.left.get("unclear")?.count ?? 0,
      others: this.others,
      unnamed: this.unnamed,
    };
  }
}
