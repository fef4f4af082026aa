const MOST_SHOWN = 1000;
const LONGEST_SHOWN = 500;

/** A line, or a message by its line, that was not understood and so not imported. */
export interface SkippedLine {
  line: number;
  text: string;
}

/** What was not understood: all is counted, the first thousand shown. */
export interface Skipped {
  count: number;
  shown: SkippedLine[];
}

export const nothingSkipped = (): Skipped => ({ count: 0, shown: [] });

export function skip(skipped: Skipped, line: number, text: string): void {
  skipped.count += 1;
  if (skipped.shown.length < MOST_SHOWN) skipped.shown.push({ line, text: text.slice(0, LONGEST_SHOWN) });
}
