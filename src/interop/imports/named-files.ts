import { dirname } from "node:path/posix";
import { clean } from "./whatsapp/body.ts";

/** Why a file does not come along, before anybody looks into it. */
export type Unreadable = "missing" | "unclear" | "large" | "locked" | "broken";

/** A file that lies in an export beside its words. */
export interface LyingFile {
  /** Its path within the export. */
  name: string;
  /** Bytes, as the export says. */
  size: () => Promise<number>;
  /** All its bytes, at most `most`. Throws Unread. */
  read: (most: number) => Promise<Buffer>;
}

export class Unread extends Error {
  readonly why: Unreadable;
  constructor(why: Unreadable, options?: ErrorOptions) {
    super(why, options);
    this.why = why;
  }
}

const NO_MEDIA = /(?:_thumb\.jpg|\.vcf)$/i; // small pictures that Telegram adds, and cards

/**
 * The files of an export by the names that its messages give them. A name is only ever looked up among files that are there, so no name in a
 * message is a path to anywhere else. It is looked for as it is written, then however its accents are put together, then in either case;
 * where two files answer to it, neither does.
 */
export class NamedFiles {
  #byForm = new Map<string, LyingFile | undefined>();
  #all: readonly LyingFile[];

  constructor(files: readonly LyingFile[]) {
    this.#all = files;
    for (const file of files) {
      for (const form of formsOf(file.name)) this.#byForm.set(form, this.#byForm.has(form) ? undefined : file);
    }
  }

  of(name: string): LyingFile | "missing" | "unclear" {
    const form = formsOf(name).find((each) => this.#byForm.has(each));
    return form === undefined ? "missing" : (this.#byForm.get(form) ?? "unclear");
  }

  /** How many lie where named ones lie, or beside the words, and are named by nobody. */
  unnamed(named: ReadonlySet<LyingFile>): number {
    const folders = new Set([".", ...[...named].map(({ name }) => dirname(name))]);
    return this.#all.filter((file) => !named.has(file) && folders.has(dirname(file.name)) && !NO_MEDIA.test(file.name)).length;
  }
}

function formsOf(name: string): string[] {
  const plain = clean(name).normalize("NFC");
  return [`as it is ${name}`, `plain ${plain}`, `small ${plain.toLowerCase()}`];
}
