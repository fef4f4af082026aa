import { Obstacle } from "#foundation/settings";

/** A whole number that was given as a flag. Throws an Obstacle (2) that names the flag. */
export function wholeNumber(flag: string, given: string | undefined, { least, most }: { least: number; most: number }): number {
  const number = /^\d{1,9}$/.test(given ?? "") ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Obstacle(`--${flag} must be a whole number from ${least} to ${most}.`, 2);
}
