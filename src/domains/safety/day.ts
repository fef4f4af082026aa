import { locales, type Locale } from "#foundation/language";

const formats = new Map(locales.map((locale) => [locale, new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" })]));

/** A day, written YYYY-MM-DD, in words: a date of the calendar, the same wherever she is. */
export const dayIn = (locale: Locale, day: string): string => formats.get(locale)!.format(new Date(`${day}T00:00:00Z`));
