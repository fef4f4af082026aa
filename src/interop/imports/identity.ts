import { hash } from "node:crypto";

const MOST_REMEMBERED = 50_000; // messages in each of two generations

/** What makes a message the same message in another export of the same chat: its number there, else all the rest. */
export interface Identified {
  id?: number;
  at: string;
  author: string | null;
  kind: string;
  text: string;
}

/**
 * Names messages so that the same file, or a newer export of the same chat, yields the same ids: a uuid (version 8, of SHA-256) over
 * space, number, or else over moment, author, kind, words, and which of several equal ones it is. The moment of a notice does not count, because it
 * changes from export to export, and no name of a file does, because an export without media has none. Equal messages are counted within the last 50,000 to 100,000, so that memory stays flat.
 */
export function identities(spaceId: string, chat?: string): (message: Identified) => string {
  const equals = new Remembered();
  return ({ id, at, author, kind, text }) => {
    if (id !== undefined) return numberedId(spaceId, chat, id);
    const same = hash("sha256", JSON.stringify([spaceId, kind === "system" ? null : at, author, kind, text]), "hex");
    const earlier = equals.count(same);
    return uuid(earlier === 0 ? same : hash("sha256", `${same} ${earlier}`, "hex"));
  };
}

/** The id of a message that has a number in its chat. */
export const numberedId = (spaceId: string, chat: string | undefined, id: number): string =>
  uuid(hash("sha256", JSON.stringify([spaceId, chat ?? null, id]), "hex"));

/** The id of a further part of a message that was too long for one. */
export const partId = (id: string, part: number): string => uuid(hash("sha256", `${id} part ${part}`, "hex"));

function uuid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Counts in two generations: the older one is forgotten when the newer is full. */
class Remembered {
  #newer = new Map<string, number>();
  #older = new Map<string, number>();

  /** How often this was counted before. */
  count(key: string): number {
    const earlier = this.#newer.get(key) ?? this.#older.get(key) ?? 0;
    if (this.#newer.size >= MOST_REMEMBERED) [this.#older, this.#newer] = [this.#newer, new Map()];
    this.#newer.set(key, earlier + 1);
    return earlier;
  }
}
