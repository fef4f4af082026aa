import { locales, type Locale } from "#foundation/language";

const NAMES: Record<Locale, string> = { en: "English", zh: "中文", ar: "العربية", ru: "Русский" };

export const languageOptions = locales.map((locale) => ({ value: locale, label: NAMES[locale], lang: locale }));

/** The same page in another language, each named in itself. */
export function Languages({ label, path, now }: { label: string; path: string; now: Locale }) {
  return (
    <nav class="row small" aria-label={label}>
      {locales.map((locale) => (
        <a key={locale} class="link" lang={locale} href={`${path}?lang=${locale}`} {...(locale === now ? { "aria-current": "true" } : {})}>
          {NAMES[locale]}
        </a>
      ))}
    </nav>
  );
}
