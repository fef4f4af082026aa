import type { Locale } from "./index.ts";

/** Each language as it calls itself. */
export const languageNames: Record<Locale, string> = { en: "English", zh: "中文", ar: "العربية", ru: "Русский" };
