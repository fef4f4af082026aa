import type { Entry, Positions } from "./frame.ts";
import { Tail, type Framed } from "./tail.ts";

/** Where a log's entries are read; written by the room that owns the log. All reads are as kith_worker. */
export interface Source {
  /** Entries after each position, oldest first, at most `limit` of each subject. */
  read(after: Positions, limit: number): Promise<Entry[]>;
  /** The newest seq of each log, and the seq up to which entries are no longer kept. */
  heads(subjects: readonly string[]): Promise<Map<string, { last: number; trimmed: number }>>;
}

const READ_AT_ONCE = 500;

/** The tails of every subject that somebody here listens to, each counted by its listeners. */
export class Watch {
  readonly source: Source;
  readonly #tails = new Map<string, Promise<Tail>>();
  readonly #ready = new Map<string, Tail>();
  readonly #listeners = new Map<string, number>();
  readonly #dirty = new Set<string>();

  constructor(source: Source) {
    this.source = source;
  }

  /** The tail of a subject, begun at its head when nobody watched it before. Balance each call with `release`. */
  async hold(subject: string): Promise<Tail> {
    this.#listeners.set(subject, (this.#listeners.get(subject) ?? 0) + 1);
    let tail = this.#tails.get(subject);
    if (!tail) {
      tail = this.source.heads([subject]).then((heads) => new Tail(heads.get(subject)?.last ?? 0));
      this.#tails.set(subject, tail);
      tail.then((begun) => this.#tails.has(subject) && this.#ready.set(subject, begun)).catch(() => this.#tails.delete(subject));
    }
    return await tail;
  }

  release(subject: string): void {
    const left = (this.#listeners.get(subject) ?? 1) - 1;
    this.#listeners.set(subject, left);
    if (left > 0) return;
    this.#listeners.delete(subject);
    this.#tails.delete(subject);
    this.#ready.delete(subject);
  }

  tailOf(subject: string): Tail | undefined {
    return this.#ready.get(subject);
  }

  mark(subjects: Iterable<string>): boolean {
    for (const subject of subjects) if (this.#ready.has(subject)) this.#dirty.add(subject);
    return this.#dirty.size > 0;
  }

  /** Marks every subject whose log is ahead of its tail: the net under lost notices. */
  async sweep(): Promise<boolean> {
    const watched = [...this.#ready.keys()];
    if (watched.length === 0) return false;
    const heads = await this.source.heads(watched);
    return this.mark(watched.filter((subject) => (heads.get(subject)?.last ?? 0) > (this.#ready.get(subject)?.last ?? 0)));
  }

  /** Reads what is new in the marked subjects, in one query, into their tails. */
  async advance(): Promise<Map<string, Framed[]>> {
    const after: Positions = new Map();
    for (const subject of this.#dirty) {
      const tail = this.#ready.get(subject);
      if (tail) after.set(subject, tail.last);
    }
    this.#dirty.clear();
    if (after.size === 0) return new Map();
    const bySubject = Map.groupBy(await this.source.read(after, READ_AT_ONCE), ({ subject }) => subject);
    const fresh = new Map<string, Framed[]>();
    for (const [subject, entries] of bySubject) {
      if (entries.length === READ_AT_ONCE) this.#dirty.add(subject);
      const grown = this.#ready.get(subject)?.grow(entries) ?? [];
      if (grown.length > 0) fresh.set(subject, grown);
    }
    return fresh;
  }

  get isBehind(): boolean {
    return this.#dirty.size > 0;
  }
}
