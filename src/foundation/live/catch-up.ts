import { once } from "node:events";
import { textOf } from "./audience.ts";
import { framed, type Framed } from "./framed.ts";
import { give, upToEnd, type Listener } from "./listener.ts";
import type { Watch } from "./watch.ts";

const READ_AT_ONCE = 200;
const READERS = 3; // far-behind readers share these, so that they never take the connections the feed itself needs
const DRAIN_MS = 20_000;

let reading = 0;
const queue: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (reading >= READERS) await new Promise<void>((resolve) => queue.push(resolve));
  reading += 1;
  try {
    return await work();
  } finally {
    reading -= 1;
    queue.shift()?.();
  }
}

/**
 * Brings one listener from where she is to the end of the tails, at her own pace; delays nobody else. `arrive` is called in the very turn
 * in which she is there, so that nothing can be said in between.
 * False when she was lost on the way, or her membership ended in what she missed.
 */
export async function catchUp(listener: Listener, watch: Watch, arrive: () => void): Promise<boolean> {
  for (;;) {
    if (listener.out.destroyed) return false;
    const behind = [...listener.positions].find(([subject, seq]) => seq < (watch.tailOf(subject)?.last ?? seq));
    if (!behind) {
      arrive();
      return true;
    }
    const [subject, seq] = behind;
    const { last = seq } = watch.tailOf(subject) ?? {}; // what is said while we read is for the next round
    const missed = watch.tailOf(subject)?.after(seq) ?? (await older(watch, subject, seq, last));
    const { entries, isOver } = upToEnd(listener, subject, missed);
    const text = textOf(listener.positions, subject, entries, listener.choice);
    if (missed.length === 0) listener.positions.set(subject, last);
    if (!give(listener, text) || isOver || !(await drained(listener))) return false;
  }
}

/** What lies before the tail, from the log itself, and never beyond `last`. */
async function older(watch: Watch, subject: string, after: number, last: number): Promise<Framed[]> {
  const entries = await inTurn(() => watch.source.read(new Map([[subject, after]]), READ_AT_ONCE));
  return entries.filter(({ seq }) => seq <= last).map(framed);
}

async function drained({ out: { socket } }: Listener): Promise<boolean> {
  if (!socket || socket.destroyed) return false;
  if (!socket.writableNeedDrain) return true;
  await once(socket, "drain", { signal: AbortSignal.timeout(DRAIN_MS) }).catch(() => {});
  return !socket.destroyed && !socket.writableNeedDrain;
}
