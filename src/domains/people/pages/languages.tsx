import { languageNames, locales, type Locale } from "#foundation/language";

export const languageOptions = locales.map((locale) => ({ value: locale, label: languageNames[locale], lang: locale }));

/** The same page in another language, each named in itself. */
export function Languages({ label, path, now }: { label: string; path: string; now: Locale }) {
  return (
    <nav class="row small" aria-label={label}>
      {locales.map((locale) => (
        <a key={locale} class="link" lang={locale} href={`${path}?lang=${locale}`} {...(locale === now ? { "aria-current": "true" } : {})}>
          {languageNames[locale]}
        </a>
      ))}
    </nav>
  );
}
