import type { BrowserContextOptions } from "playwright-core";

/** How a page is looked at. */
export interface Look {
  locale: "en" | "zh" | "ru" | "ar";
  colorScheme: "light" | "dark";
  width: 360 | 1280;
}

const DAY_MS = 24 * 3_600_000;
const STEP = 5; // shares no divisor with the number of looks, so neighbours in the list differ in everything

export const looks: readonly Look[] = (["en", "zh", "ru", "ar"] as const).flatMap((locale) =>
  (["light", "dark"] as const).flatMap((colorScheme) => ([360, 1280] as const).map((width) => ({ locale, colorScheme, width }))),
);

/** The looks in which one page is examined: all of them, or the one whose turn it is today. */
export function looksFor(index: number, isEvery: boolean, now = Date.now()): readonly Look[] {
  if (isEvery) return looks;
  return [looks[(index * STEP + Math.floor(now / DAY_MS)) % looks.length]!];
}

export const named = ({ locale, colorScheme, width }: Look): string => `${locale} ${colorScheme} ${width}`;

export const optionsOf = ({ locale, colorScheme, width }: Look): BrowserContextOptions => ({
  locale,
  colorScheme,
  viewport: { width, height: width === 360 ? 740 : 900 },
  reducedMotion: "reduce",
});
