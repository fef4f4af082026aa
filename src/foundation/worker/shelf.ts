import { bytesOf, Kept, keysFor, wipe } from "#foundation/offline";
import { picturesIn, type Parts } from "./lines.ts";
import { sayMarks } from "./scope.ts";
import type { Sign } from "./sign.ts";
import { mayKeepAgain } from "./turn.ts";

const SHELF = "page";
const PICTURES = "picture";
const CONTENTS = "contents";
const FORMAT = 2;
const LOGS = 5;
const OTHERS = 3;
const MOST_PICTURES = 600; // of at most 6 KB each
const MOST_BYTES = 15 * 1024 * 1024;
const STALE_MS = 7 * 86_400_000; // what the house has not confirmed for a week is not shown as if it still were so

/** A page as it lies on the phone, sealed. `at` is when the house last said that it is so, in milliseconds since 1970. */
export interface KeptPage extends Parts {
  path: string;
  /** Of a page with a log, its place is how far every line of it is true. */
  sign: Sign;
  at: number;
  /** Whether all older lines that shall be kept were fetched. */
  isFilled: boolean;
  /** The headers that the house sent with it and that hold offline too. */
  policy: Record<string, string>;
}

interface Entry {
  path: string;
  title: string;
  isLog: boolean;
  /** What the house calls its lines as they are here, see `Sign`. */
  mark: string;
  at: number;
  pictures: string[];
}
/** What is kept, the page opened last first. */
interface Contents {
  format: number;
  /** When a page was last shown from the phone: what is older than that is asked for again. */
  awayAt: number;
  pages: Entry[];
  pictures: string[];
}

const decoder = new TextDecoder();
/** What we sealed ourselves; nothing else opens under the key. */
const read = <T>(bytes: Uint8Array): T => JSON.parse(decoder.decode(bytes));
const nothing = (): Contents => ({ format: FORMAT, awayAt: 0, pages: [], pictures: [] });

/** What is kept for whoever is signed in here, and nobody else. */
export class Shelf {
  readonly #kept: Kept;
  readonly tag: string;
  contents: Contents;

  private constructor(kept: Kept, tag: string, contents: Contents) {
    this.#kept = kept;
    this.tag = tag;
    this.contents = contents;
  }

  /** Undefined where nobody is signed in, or the phone keeps nothing. Whatever is kept of someone else goes first. */
  static async open(tag?: string): Promise<Shelf | undefined> {
    const keys = await keysFor();
    if (!keys) return undefined;
    if (tag !== undefined && tag !== keys.tag) {
      await wipe();
      return undefined;
    }
    mayKeepAgain();
    const kept = new Kept(keys);
    const found = await kept.get(SHELF, CONTENTS);
    const contents = found ? read<Contents>(found.bytes) : nothing();
    const shelf = new Shelf(kept, keys.tag, contents.format === FORMAT ? contents : nothing());
    await shelf.#forgetStale();
    return shelf;
  }

  async page(path: string): Promise<KeptPage | undefined> {
    if (!this.contents.pages.some((page) => page.path === path)) return undefined;
    const found = await this.#kept.get(SHELF, path);
    return found && read<KeptPage>(found.bytes);
  }

  /** Keeps a page; `isOpened` puts it first. The sixth room, what its lines no longer show, and what is too much, goes. */
  async put(page: KeptPage, isOpened = false): Promise<void> {
    const { path, sign, at, lines } = page;
    const entry = { path, title: sign.title, isLog: sign.log !== undefined, mark: sign.log?.mark ?? "", at, pictures: picturesIn(lines) };
    const { pages } = this.contents;
    const place = pages.findIndex((one) => one.path === path);
    if (place >= 0) pages.splice(place, 1);
    pages.splice(isOpened ? 0 : Math.max(place, 0), 0, entry);
    const over = [...pages.filter(({ isLog }) => isLog).slice(LOGS), ...pages.filter(({ isLog }) => !isLog).slice(OTHERS)];
    await this.#kept.put(SHELF, path, bytesOf(page), "relaxed");
    await this.drop(...over.map((one) => one.path));
    const { bytes } = await this.#kept.weigh(SHELF);
    const { bytes: pictured } = await this.#kept.weigh(PICTURES);
    const last = pages.findLast(({ isLog }) => isLog);
    if (bytes + pictured > MOST_BYTES && last && last.path !== path) await this.drop(last.path);
  }

  /** Nothing is kept under these addresses any more, nor a picture that only they showed. */
  async drop(...paths: string[]): Promise<void> {
    this.contents.pages = this.contents.pages.filter(({ path }) => !paths.includes(path));
    const shown = new Set(this.contents.pages.flatMap(({ pictures }) => pictures));
    const loose = this.contents.pictures.filter((path, place, all) => !shown.has(path) || place < all.length - MOST_PICTURES);
    this.contents.pictures = this.contents.pictures.filter((path) => !loose.includes(path));
    await this.#kept.write(
      [
        ...paths.map((id) => ({ shelf: SHELF, id })),
        ...loose.map((id) => ({ shelf: PICTURES, id })),
        { shelf: SHELF, id: CONTENTS, bytes: bytesOf(this.contents) },
      ],
      "relaxed",
    );
    await sayMarks(this.contents.pages.flatMap(({ mark }) => mark || []));
  }

  /** Remembers that the house could not be reached. */
  async away(): Promise<void> {
    this.contents.awayAt = Date.now();
    await this.drop();
  }

  /** Pages that the house has not confirmed since it was away, or for so many milliseconds. */
  due(ms: number): Entry[] {
    return this.contents.pages.filter(({ at }) => at < this.contents.awayAt || Date.now() - at > ms);
  }

  async picture(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return (await this.#kept.get(PICTURES, path))?.bytes;
  }

  /** Keeps a small picture that stands in a page that is kept. */
  async putPicture(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.contents.pictures.includes(path) || !this.contents.pages.some(({ pictures }) => pictures.includes(path))) return;
    await this.#kept.put(PICTURES, path, bytes, "relaxed");
    this.contents.pictures.push(path);
    await this.drop();
  }

  async #forgetStale(): Promise<void> {
    const stale = this.contents.pages.filter(({ at }) => Date.now() - at > STALE_MS);
    if (stale.length > 0) await this.drop(...stale.map(({ path }) => path));
  }
}
