const PAGE = 256; // neighbouring ids kept together: exports number their messages almost without gaps
const MOST_PAGES = 50_000; // 2 bytes an id: about 40 MB at worst, a few MB for a million messages
const LARGEST = 2 ** 16 - 1;

/** A small number (1 to 65,535) for each of many ids, in little memory; where ids lie very far apart, the oldest are forgotten. */
export class NumbersById {
  #pages = new Map<number, Uint16Array>();

  /** 0 for an id that was never set. */
  of(id: number): number {
    return this.#pages.get(Math.floor(id / PAGE))?.[place(id)] ?? 0;
  }

  set(id: number, number: number): void {
    if (!Number.isSafeInteger(id) || number < 0 || number > LARGEST) throw new RangeError(`No room for ${number} at ${id}.`);
    const key = Math.floor(id / PAGE);
    const page = this.#pages.get(key) ?? new Uint16Array(PAGE);
    if (!this.#pages.has(key)) {
      for (const oldest of this.#pages.size < MOST_PAGES ? [] : this.#pages.keys().take(1)) this.#pages.delete(oldest);
      this.#pages.set(key, page);
    }
    page[place(id)] = number;
  }
}

const place = (id: number): number => id - Math.floor(id / PAGE) * PAGE;
