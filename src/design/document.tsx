import { iconsAddress } from "./icons-address.ts";

interface Props {
  locale: string;
  direction: "ltr" | "rtl";
  title: string;
  body: string;
  styles: string[];
  preloads: string[];
  scripts: string[];
  /** Her own choice over the system's; null follows the system. */
  light?: "day" | "night" | null | undefined;
  /** Her own text size; null is as it is. */
  size?: "larger" | "largest" | null | undefined;
  /** Made for little data; a script asks the root for it. */
  isSparing?: boolean | undefined;
  /** What a phone reads before it puts the page among its programs. */
  manifest?: string | undefined;
  /** What pages have in common, for a browser that can do with less. */
  dictionary?: string | undefined;
}

/** The sheet every page is written on. No inline script, no inline style: the content security policy forbids both. */
export function Document({
  locale,
  direction,
  title,
  body,
  styles,
  preloads,
  scripts,
  light,
  size,
  isSparing,
  manifest,
  dictionary,
}: Props) {
  return (
    <html
      lang={locale}
      dir={direction}
      data-light={light ?? undefined}
      data-size={size ?? undefined}
      data-sparing={isSparing ? "yes" : undefined}
      data-icons={iconsAddress()}
    >
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        {manifest && <link rel="manifest" href={manifest} />}
        {dictionary && <link rel="compression-dictionary" href={dictionary} />}
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {preloads.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        {scripts.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      {/* The body was rendered, and so escaped, by `page`. */}
      {/* oxlint-disable-next-line react/no-danger */}
      <body dangerouslySetInnerHTML={{ __html: body }} />
    </html>
  );
}
