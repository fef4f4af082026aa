import { once } from "node:events";
import { cursorOf, frameOf } from "./frame.ts";
import { give, type Listener } from "./listener.ts";
import type { Framed } from "./tail.ts";
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
 * Brings one listener from where she is to the end of the tails, at her own pace; delays nobody else.
 * False when she was lost on the way, or her membership ended in what she missed.
 */
export async function catchUp(listener: Listener, watch: Watch): Promise<boolean> {
  for (;;) {
    const behind = [...listener.positions].find(([subject, seq]) => seq < (watch.tailOf(subject)?.last ?? seq));
    if (!behind) return !listener.out.destroyed;
    const [subject, seq] = behind;
    const missed = watch.tailOf(subject)?.after(seq) ?? (await older(watch, subject, seq));
    let text = "";
    for (const entry of missed) {
      listener.positions.set(subject, entry.seq);
      text += `${entry.frame}id: ${cursorOf(listener.positions)}\n\n`;
    }
    const isOver = missed.some(({ ends }) => ends !== null && ends === listener.memberships.get(subject));
    if (missed.length === 0) listener.positions.set(subject, watch.tailOf(subject)?.last ?? seq);
    if (!give(listener, text) || isOver || !(await drained(listener))) return false;
  }
}

/** What lies before the tail, from the log itself, and never beyond the tail's end. */
async function older(watch: Watch, subject: string, after: number): Promise<Framed[]> {
  const entries = await inTurn(() => watch.source.read(new Map([[subject, after]]), READ_AT_ONCE));
  const last = watch.tailOf(subject)?.last ?? 0;
  return entries.filter(({ seq }) => seq <= last).map((entry) => ({ seq: entry.seq, frame: frameOf(entry), ends: entry.ends }));
}

async function drained({ out }: Listener): Promise<boolean> {
  if (!out.writableNeedDrain) return !out.destroyed;
  await once(out, "drain", { signal: AbortSignal.timeout(DRAIN_MS) }).catch(() => {});
  return !out.destroyed && !out.writableNeedDrain;
}
