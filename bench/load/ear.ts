import type { Cut } from "./piece.ts";
import type { RoomLog } from "./room-log.ts";

/** Told of every delivery, and of everything that must not happen. */
export interface Witness {
  /** Which message this id is, in the order of sending; undefined when we sent no such message. */
  messageOf(id: string): number | undefined;
  /** Messages at the places `from` to `until` (not included) of the log came to one listener. */
  onDelivered(log: RoomLog, from: number, until: number): void;
  onFault(sentence: string): void;
}

/**
 * One listener's stream. Each message must come once and in the order of the room's log, so all that is kept is how far she is:
 * her bytes are compared with the log's (fast), and cut and read one by one only where they differ, as at a heartbeat.
 */
export class Ear {
  /** The place in the log of the next message that she must hear. */
  next = 0;
  /** How far her bytes reach into the log; beyond `begin(next)` when she has a part of the next piece. */
  #at = 0;
  /** What came and is neither whole nor the same as the log. */
  #rest: Buffer | undefined;
  readonly #log: RoomLog;
  readonly #cut: Cut;
  readonly #witness: Witness;
  readonly #aside: ((piece: Buffer) => void) | undefined;

  /** `aside` receives every piece that is no message. */
  constructor(log: RoomLog, cut: Cut, witness: Witness, aside?: (piece: Buffer) => void) {
    this.#log = log;
    this.#cut = cut;
    this.#witness = witness;
    this.#aside = aside;
  }

  /** The chunk may be used again by the caller afterwards. */
  hear(chunk: Buffer): void {
    const log = this.#log;
    const until = this.#at + chunk.length;
    if (this.#rest === undefined && until <= log.length && log.bytes.compare(chunk, 0, chunk.length, this.#at, until) === 0) {
      this.#at = until;
      const from = this.next;
      while (this.next < log.ends.length && log.ends[this.next]! <= until) this.next += 1;
      if (this.next > from) this.#witness.onDelivered(log, from, this.next);
      return;
    }
    const before = this.#rest ?? log.bytes.subarray(log.begin(this.next), this.#at);
    this.#read(before.length === 0 ? chunk : Buffer.concat([before, chunk]));
  }

  #read(bytes: Buffer): void {
    const first = this.next;
    let from = 0;
    for (let piece = this.#cut(bytes, from); piece; piece = this.#cut(bytes, from)) {
      const whole = bytes.subarray(from, piece.end);
      if (piece.said === undefined) this.#aside?.(whole);
      else this.#take(piece.said, whole);
      from = piece.end;
    }
    if (this.next > first) this.#witness.onDelivered(this.#log, first, this.next);
    this.#keep(bytes.subarray(from));
  }

  #take(id: string, whole: Buffer): void {
    const message = this.#witness.messageOf(id);
    if (message === undefined) return this.#witness.onFault(`A listener heard a message that nobody sent (${id}).`);
    const place = this.#log.placeOf(message, whole);
    if (place === this.next) this.next += 1;
    else this.#witness.onFault(`A listener heard message ${place} of the room when ${this.next} was due: doubled, lost or out of order.`);
  }

  /** Back to comparing when the rest is the beginning of the next piece of the log, or nothing. */
  #keep(rest: Buffer): void {
    const log = this.#log;
    const begin = log.begin(this.next);
    const isSame = begin + rest.length <= log.length && log.bytes.compare(rest, 0, rest.length, begin, begin + rest.length) === 0;
    this.#rest = isSame ? undefined : Buffer.from(rest);
    this.#at = begin + (isSame ? rest.length : 0);
  }
}
