/** One thing that `experience.md` promises of a phone, and what was seen of it. */
export interface Figure {
  /** The row of the ten requirements, 1 to 10. */
  row: number;
  what: string;
  promise: string;
  found: string;
  holds: boolean;
}

/** Promised at most so much of a unit; the worst that was seen decides. */
export function atMost(row: number, what: string, most: number, seen: readonly number[], unit: string): Figure {
  if (seen.length === 0) throw new Error(`Nothing was seen of “${what}”.`);
  const worst = Math.max(...seen);
  const shown = seen.length === 1 ? short(worst) : `${short(middle(seen))} (most ${short(worst)} of ${seen.length})`;
  return { row, what, promise: `≤ ${most} ${unit}`.trim(), found: `${shown} ${unit}`.trim(), holds: worst <= most };
}

/** Promised of each of many; those that fall short are named. */
export function ofAll(row: number, what: string, promise: string, fallen: readonly string[], count: number): Figure {
  const named = fallen.slice(0, 3).join("; ");
  const found = `${count - fallen.length} of ${count}${named ? `; not: ${named}${fallen.length > 3 ? " …" : ""}` : ""}`;
  return { row, what, promise, found, holds: count > 0 && fallen.length === 0 };
}

export const middle = (seen: readonly number[]): number => seen.toSorted((a, b) => a - b)[seen.length >> 1] ?? Number.NaN;

const short = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
