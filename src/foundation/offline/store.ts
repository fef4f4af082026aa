import { BY_SHELF, database, done, KEY, over, SEALED } from "./database.ts";
import { areHere, type Keys } from "./key.ts";

const IV_BYTES = 12;
const LINE_END = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export type Bytes = Uint8Array<ArrayBuffer>;

/** Something that was kept: its own id, what it is, and when it was put there (milliseconds since 1970, by this phone's clock). */
export interface Shelved {
  id: string;
  bytes: Bytes;
  at: number;
}

/** What `write` shall do: keep these bytes under this id, or keep nothing there any more. */
export interface Change {
  shelf: string;
  id: string;
  bytes?: Bytes;
}

/** One thing as it lies in the database. Order and size may be seen, what it is and whose may not. */
interface Lying {
  name: string;
  shelf: string;
  order: number;
  size: number;
  iv: Bytes;
  sealed: ArrayBuffer;
}

export const bytesOf = (value: unknown): Bytes => encoder.encode(JSON.stringify(value));
/** What `bytesOf` made into bytes. What was sealed here is believed to be what was put there. */
export const valueIn = <T = unknown>(bytes: Bytes): T => JSON.parse(decoder.decode(bytes));

/** What is kept on this phone under one pair of keys, on shelves. Throws when the keys are gone or the phone is full. */
export class Kept {
  readonly #keys: Keys;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /**
   * Does all of it or nothing, in the order in which it was asked for. "strict" waits until it would survive a dead battery, "relaxed" until it
   * would survive a killed browser.
   */
  write(changes: readonly Change[], durability: "strict" | "relaxed" = "strict"): Promise<void> {
    const written = this.#turn.then(() => this.#write(changes, durability));
    this.#turn = written.catch(() => {});
    return written;
  }

  async #write(changes: readonly Change[], durability: "strict" | "relaxed"): Promise<void> {
    const ready = await Promise.all(
      changes.map(async ({ shelf, id, bytes }) => {
        const name = await this.#nameOf(shelf, id);
        return { shelf, name, lying: bytes && (await this.#seal(name, id, bytes)) };
      }),
    );
    const transaction = (await database()).transaction([KEY, SEALED], "readwrite", { durability });
    const isOver = over(transaction);
    isOver.catch(() => {});
    if (!(await areHere(this.#keys, transaction))) throw new Error("The keys are gone.");
    const store = transaction.objectStore(SEALED);
    for (const { shelf, name, lying } of ready) {
      const before = await done<Lying | undefined>(store.get(name));
      if (lying) store.put({ ...lying, name, shelf, order: before?.order ?? (await lastOrder(store, shelf)) + 1 });
      else store.delete(name);
    }
    await isOver;
  }

  put(shelf: string, id: string, bytes: Bytes, durability?: "strict" | "relaxed"): Promise<void> {
    return this.write([{ shelf, id, bytes }], durability);
  }

  remove(shelf: string, id: string): Promise<void> {
    return this.write([{ shelf, id }], "relaxed");
  }

  async get(shelf: string, id: string): Promise<Shelved | undefined> {
    const name = await this.#nameOf(shelf, id);
    const store = (await database()).transaction(SEALED).objectStore(SEALED);
    const lying = await done<Lying | undefined>(store.get(name));
    return lying && (await this.#unseal(lying));
  }

  /** Everything on a shelf, in the order in which it was first put there. What cannot be opened is left out. */
  async list(shelf: string): Promise<Shelved[]> {
    const index = (await database()).transaction(SEALED).objectStore(SEALED).index(BY_SHELF);
    const lying = await done<Lying[]>(index.getAll(allOf(shelf)));
    const opened = await Promise.all(lying.map((one) => this.#unseal(one)));
    return opened.filter((one) => one !== undefined);
  }

  /** How many things lie on a shelf, and how many bytes they take. Opens none of them. */
  async weigh(shelf: string): Promise<{ count: number; bytes: number }> {
    const index = (await database()).transaction(SEALED).objectStore(SEALED).index(BY_SHELF);
    const keys: unknown[] = await new Promise((resolve, reject) => {
      const found: unknown[] = [];
      const asked = index.openKeyCursor(allOf(shelf));
      asked.addEventListener("error", () => reject(asked.error ?? new Error("The phone keeps nothing.")));
      asked.addEventListener("success", () => {
        if (!asked.result) return resolve(found);
        found.push(asked.result.key);
        asked.result.continue();
      });
    });
    const sizes = keys.map((key) => (Array.isArray(key) ? Number(key[2]) : 0));
    return { count: sizes.length, bytes: sizes.reduce((all, size) => all + size, 0) };
  }

  /** The same for the same thing, telling nothing about it. */
  async #nameOf(shelf: string, id: string): Promise<string> {
    const signed = await crypto.subtle.sign("HMAC", this.#keys.naming, encoder.encode(`${shelf} ${id}`));
    return btoa(String.fromCharCode(...new Uint8Array(signed)));
  }

  async #seal(name: string, id: string, bytes: Bytes): Promise<Pick<Lying, "iv" | "sealed" | "size">> {
    const head = encoder.encode(`${JSON.stringify([id, Date.now()])}\n`);
    const plain = new Uint8Array(head.length + bytes.length);
    plain.set(head);
    plain.set(bytes, head.length);
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const sealed = await crypto.subtle.encrypt(this.#with(iv, name), this.#keys.sealing, plain);
    return { iv, sealed, size: sealed.byteLength };
  }

  async #unseal({ name, iv, sealed }: Lying): Promise<Shelved | undefined> {
    const opened = await crypto.subtle.decrypt(this.#with(iv, name), this.#keys.sealing, sealed).catch(() => undefined);
    if (!opened) return undefined;
    const plain = new Uint8Array(opened);
    const end = plain.indexOf(LINE_END);
    const [id, at]: [string, number] = JSON.parse(decoder.decode(plain.subarray(0, end)));
    return { id, at, bytes: plain.slice(end + 1) };
  }

  /** A sealed thing opens under its own name only. */
  #with = (iv: Bytes, name: string) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(name) });
}

const allOf = (shelf: string) => IDBKeyRange.bound([shelf], [shelf, []]);

async function lastOrder(store: IDBObjectStore, shelf: string): Promise<number> {
  const last = await done(store.index(BY_SHELF).openKeyCursor(allOf(shelf), "prev"));
  return Array.isArray(last?.key) ? Number(last.key[1]) : 0;
}
