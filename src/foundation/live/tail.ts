import type { Entry } from "./frame.ts";
import { framed, type Framed } from "./framed.ts";

const KEPT = 1_000;

/** The newest entries of one subject, in memory and shared. It begins empty at `last`, and grows only by what was committed. */
export class Tail {
  last: number;
  readonly entries: Framed[] = [];
  /** Everything after this seq, up to `last`, is in `entries`. */
  from: number;

  constructor(last: number) {
    this.last = last;
    this.from = last;
  }

  /** Appends what is new; returns it. Frames that read differently by now are dropped, and whoever needs them reads the log itself. */
  grow(entries: readonly Entry[]): Framed[] {
    const unseen = entries.filter(({ seq }) => seq > this.last);
    const fresh = unseen.map(framed);
    if (fresh.length === 0) return fresh;
    this.entries.push(...fresh);
    this.last = fresh.at(-1)!.seq;
    const rewriting = unseen.findLast(({ rewrites }) => rewrites);
    if (rewriting) this.#drop(this.entries.findIndex(({ seq }) => seq === rewriting.seq));
    const surplus = this.entries.length - KEPT;
    if (surplus > KEPT / 4) this.#drop(surplus); // trimmed in strides, not at each entry
    return fresh;
  }

  #drop(count: number): void {
    this.from = this.entries.splice(0, count).at(-1)?.seq ?? this.from;
  }

  /** What came after `seq`, or undefined when that is further back than is kept here. */
  after(seq: number): Framed[] | undefined {
    return seq >= this.from ? this.entries.filter((entry) => entry.seq > seq) : undefined;
  }
}
