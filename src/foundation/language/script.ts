import type { Locale } from "./index.ts";

const SCRIPTS: Record<Locale, RegExp> = {
  en: /\p{Script=Latin}/u,
  zh: /\p{Script=Han}/u,
  ar: /\p{Script=Arabic}/u,
  ru: /\p{Script=Cyrillic}/u,
};

/** Whether someone who reads this language knows letters of the text; no more is known of what people write. */
export const isReadableIn = (locale: Locale, text: string): boolean => SCRIPTS[locale].test(text);
