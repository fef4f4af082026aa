import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const MANY = 1_000;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/**
 * Gives back what a crowd of arrivals left behind. Opening thousands of feeds makes as much garbage as it leaves alive, and the engine would keep
 * it until it needs room; a small server needs it now. One collection, when a second has passed in which nobody came.
 */
export class Tidy {
  #came = 0;
  #before = 0;

  arrived(): void {
    this.#came += 1;
  }

  everySecond(): void {
    const isQuiet = this.#came === this.#before;
    this.#before = this.#came;
    if (!isQuiet || this.#came < MANY) return;
    this.#came = 0;
    this.#before = 0;
    collect();
  }
}
