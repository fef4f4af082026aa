import { keysFor, wipe } from "#foundation/offline";
import { sayMarks } from "./scope.ts";

let turn: Promise<unknown> = Promise.resolve();
let isHers: boolean | undefined;

/** One piece of work on what is kept after the other, so that none overwrites what another has just put there. A failure is nobody else's. */
export function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
  const mine = turn.then(work).catch(() => undefined);
  turn = mine;
  return mine;
}

/** Whether anything may be kept, also what says nothing of anyone: only for someone who is signed in here. */
export async function mayKeep(): Promise<boolean> {
  isHers ??= (await keysFor()) !== undefined;
  return isHers;
}

export function mayKeepAgain(): void {
  isHers = true;
}

/** Nothing stays, now and not after the work that is under way either. */
export async function wipeAll(): Promise<void> {
  isHers = false;
  await sayMarks([]);
  await wipe();
  await inTurn(wipe);
}
