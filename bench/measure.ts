/** How the runner was asked to measure. */
export interface Wish {
  /** The folder that holds homes and results, absolute. */
  place: string;
  /** A smoke run: everything once and small. Its figures say nothing. */
  isQuick: boolean;
  /** Sizes that take many minutes and much disk. */
  isFull: boolean;
  /** Only contestants and sizes whose name contains one of these words; empty means all. */
  only: readonly string[];
}

/** What a benchmark found. A `failure` is shown instead of figures, and the runner ends with 1. */
export interface Finding {
  table: string;
  /** Everything as JSON, each run by itself. */
  results: unknown;
  failures: string[];
  /** What a reader of the figures must know, as that a peer is not here. */
  notes?: string[];
  /** What holds or does not hold of what Kith promises. */
  verdicts: Verdict[];
}

export interface Verdict {
  promise: string;
  found: string;
  holds: boolean;
}

export interface Measure {
  title: string;
  run(wish: Wish): Promise<Finding>;
}

/** Progress goes to stderr, so that the table on stdout can be kept. */
export const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
