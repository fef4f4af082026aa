import type { Entry } from "./entries.ts";
import type { Speaker } from "./speakers.ts";

const FALL = 2 * 3600; // seconds; less is a clock change or a late delivery
const LONGEST_STRAY = 20; // messages; more is another clock, not something pasted

/** Finds short runs of messages from an earlier day between later ones: what a line pasted from another chat looks like. */
export class Strays {
  #high = -Infinity;
  #highDay = 0;
  #run: { speaker: Speaker; line: number; isEarlierDay: boolean }[] = [];
  readonly lines: number[] = [];

  pass(entry: Entry, speaker: Speaker): void {
    if (entry.clock < this.#high - FALL && this.#run.length < LONGEST_STRAY) {
      this.#run.push({ speaker, line: entry.line, isEarlierDay: entry.day < this.#highDay });
      return;
    }
    if (entry.clock >= this.#high - FALL) this.#settle();
    this.#run = [];
    if (entry.clock > this.#high || entry.clock < this.#high - FALL) {
      this.#high = entry.clock;
      this.#highDay = entry.day;
    }
  }

  /** The run is over and time went on where it was: these messages came from elsewhere. */
  #settle(): void {
    for (const { speaker, line, isEarlierDay } of this.#run) {
      if (!isEarlierDay) continue;
      speaker.strays += 1;
      if (this.lines.length < 100) this.lines.push(line);
    }
  }
}
