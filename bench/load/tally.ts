import { randomUUID } from "node:crypto";
import type { Witness } from "./ear.ts";
import type { RoomLog } from "./room-log.ts";

const TEXT_LENGTH = 160;
const FAULTS_SHOWN = 5;
const FILLER = "the kettle is on and the door stands open, come in when you can and sit with us for a while ".repeat(2);

export interface Sent {
  id: string;
  text: string;
}

/** Knows every message sent and counts every delivery. */
export class Tally implements Witness {
  delivered = 0;
  /** When the last delivery came, on the clock of performance.now(). */
  lastAt = 0;
  readonly faults: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #sentAt: number[] = [];
  #latencies: number[] | undefined;

  get sent(): number {
    return this.#sentAt.length;
  }

  /** A new message of 160 characters, sent now. */
  next(): Sent {
    const id = randomUUID();
    const number = this.#sentAt.push(performance.now()) - 1;
    this.#numbers.set(id, number);
    return { id, text: `${number} ${FILLER}`.slice(0, TEXT_LENGTH) };
  }

  /** From now on keeps the time that each delivery took, in milliseconds. */
  keepLatencies(): number[] {
    return (this.#latencies = []);
  }

  messageOf = (id: string): number | undefined => this.#numbers.get(id);

  onDelivered = (log: RoomLog, from: number, until: number): void => {
    this.lastAt = performance.now();
    this.delivered += until - from;
    if (this.#latencies)
      for (let place = from; place < until; place += 1)
        this.#latencies.push(this.lastAt - (this.#sentAt[log.messages[place]!] ?? Number.NaN));
  };

  onFault = (sentence: string): void => {
    if (this.faults.length < FAULTS_SHOWN) this.faults.push(sentence);
  };
}
