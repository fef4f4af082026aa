/** The middle and the ends of what several runs gave. */
export interface Spread {
  median: number;
  least: number;
  most: number;
  runs: number[];
}

/** Throws when there is nothing to sum up: no run is not a run of zero. */
export function spreadOf(runs: readonly number[]): Spread {
  if (runs.length === 0) throw new Error("No run to sum up.");
  const sorted = runs.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), least: sorted[0]!, most: sorted.at(-1)!, runs: [...runs] };
}

/** Linear interpolation between the two nearest of the sorted values, as R's type 7. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - below);
}

const grouped = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export const number = (value: number): string => (Math.abs(value) >= 1_000 ? whole : grouped).format(value);

/** The median with its range, as the tables of the documentation show it. */
export const shown = ({ median, least, most }: Spread): string => `${number(median)} (${number(least)}–${number(most)})`;

/** A table as Markdown, its columns aligned so that a terminal shows it well too. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
