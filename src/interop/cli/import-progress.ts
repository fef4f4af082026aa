import type { Reading } from "#interop/imports";

const PAUSE_MS = 3_000;
const STEPS = ["Reading its form", "Reading who speaks", "Reading its messages"];

/** A line every few seconds for whoever waits; short work says nothing. `lines` is how many the file has, once that is known. */
export function progress(tell: (line: string) => void, lines: () => number | undefined): (so: Reading) => void {
  let next = Date.now() + PAUSE_MS;
  return ({ reading, bytes, of }) => {
    if (Date.now() < next) return;
    next = Date.now() + PAUSE_MS;
    const step = STEPS[Math.min(reading, STEPS.length) - 1] ?? "Reading";
    const all = lines();
    if (of === undefined || all === undefined) return tell(`${step}: ${Math.round(bytes / 1_000_000)} MB …`);
    const part = bytes / of;
    tell(`${step}: ${Math.round(part * all).toLocaleString("en")} of ${all.toLocaleString("en")} lines (${Math.floor(part * 100)} %) …`);
  };
}

/** The same for photos and other files, called after each of them. */
export function mediaProgress(tell: (line: string) => void, all: number): () => void {
  const begun = Date.now();
  let next = begun + PAUSE_MS;
  let done = 0;
  return () => {
    done += 1;
    if (Date.now() < next) return;
    next = Date.now() + PAUSE_MS;
    const rate = ((done * 1000) / (Date.now() - begun)).toFixed(1);
    tell(`Bringing photos and recordings: ${done.toLocaleString("en")} of ${all.toLocaleString("en")}, ${rate} a second …`);
  };
}
