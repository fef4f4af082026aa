import type { Entry, Positions } from "./frame.ts";
import type { Framed } from "./framed.ts";
import { Tail } from "./tail.ts";

/** Where a log's entries are read; written by the room that owns the log. All reads are as kith_worker. */
export interface Source {
  /** Entries after each position, oldest first, at most `limit` of each subject. */
  read(after: Positions, limit: number): Promise<Entry[]>;
  /** What is known without reading, where it follows without a gap; `left` holds the subjects that must be read. */
  fresh(after: Positions): { entries: Entry[]; left: Positions };
  /** The newest seq of each log, and the seq up to which entries are no longer kept. */
  heads(subjects: readonly string[]): Promise<Map<string, { last: number; trimmed: number }>>;
  /** Whether all of these memberships still stand. */
  stand(memberships: readonly string[]): Promise<boolean>;
  /** Whose words the holders of these memberships do not want to be shown: pairs of a holder and one she hides. */
  hidden(memberships: readonly string[]): Promise<(readonly [holder: string, hides: string])[]>;
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

  /** Holds the tails of these subjects, each begun at its head when nobody held it before. All or none; balance with `release`. */
  async hold(subjects: readonly string[]): Promise<Positions> {
    for (const subject of subjects) this.#listeners.set(subject, (this.#listeners.get(subject) ?? 0) + 1);
    try {
      const tails = await Promise.all(subjects.map((subject) => this.#begun(subject)));
      return new Map(tails.map((tail, index) => [subjects[index]!, tail.last]));
    } catch (error) {
      this.release(subjects);
      throw error;
    }
  }

  async #begun(subject: string): Promise<Tail> {
    const beginning = this.#tails.get(subject) ?? this.#begin(subject);
    this.#tails.set(subject, beginning);
    try {
      const tail = await beginning;
      if (this.#tails.get(subject) === beginning) this.#ready.set(subject, tail);
      return tail;
    } catch (error) {
      if (this.#tails.get(subject) === beginning) this.#tails.delete(subject);
      throw error;
    }
  }

  async #begin(subject: string): Promise<Tail> {
    const heads = await this.source.heads([subject]);
    return new Tail(heads.get(subject)?.last ?? 0);
  }

  release(subjects: Iterable<string>): void {
    for (const subject of subjects) {
      const left = (this.#listeners.get(subject) ?? 1) - 1;
      this.#listeners.set(subject, left);
      if (left > 0) continue;
      this.#listeners.delete(subject);
      this.#tails.delete(subject);
      this.#ready.delete(subject);
    }
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

  /** What is new in the marked subjects, read in one query where it is not known already. */
  async news(): Promise<Entry[]> {
    const after: Positions = new Map();
    for (const subject of this.#dirty) {
      const tail = this.#ready.get(subject);
      if (tail) after.set(subject, tail.last);
    }
    this.#dirty.clear();
    const { entries, left } = this.source.fresh(after);
    return left.size > 0 ? [...entries, ...(await this.source.read(left, READ_AT_ONCE))] : entries;
  }

  /** Lets the tails grow by what was read; returns what is new in each. Whoever is at the end of her tails must be given it in the same turn. */
  grow(entries: readonly Entry[]): Map<string, Framed[]> {
    const fresh = new Map<string, Framed[]>();
    for (const [subject, some] of Map.groupBy(entries, (entry) => entry.subject)) {
      if (some.length === READ_AT_ONCE) this.#dirty.add(subject);
      const grown = this.#ready.get(subject)?.grow(some) ?? [];
      if (grown.length > 0) fresh.set(subject, grown);
    }
    return fresh;
  }

  get isBehind(): boolean {
    return this.#dirty.size > 0;
  }
}
