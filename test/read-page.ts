/** What a page says, read as a person reads it: tests look for words and links, not for marks. */

/** The messages on a room's page, top to bottom, by their places. */
export const seqsOn = (html: string): number[] => [...html.matchAll(/data-seq="(-?\d+)"/g)].map(([, seq]) => Number(seq));

/** Where a link or a form's button with these words leads; undefined when there is none. */
export function leadingTo(html: string, words: string): string | undefined {
  for (const [, attributes = "", inside = ""] of html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g))
    if (plain(inside) === words) return /href="([^"]*)"/.exec(attributes)?.[1]?.replaceAll("&amp;", "&");
  return undefined;
}

/** A field's opening tag; what was typed into it may hold any sign. */
const fieldOn = (html: string, tag: string, id: string): string | undefined =>
  [...html.matchAll(new RegExp(`<(?:${tag})\\b(?:"[^"]*"|[^">])*>`, "g"))]
    .map(([field]) => field)
    .find((field) => field.includes(` id="${id}"`));

/** The fault that stands beside a field, tied to it for those who hear the page. */
export function faultBeside(html: string, id: string): string | undefined {
  const field = fieldOn(html, "input|textarea", id) ?? "";
  const said = new RegExp(`id="${id}-error"[^>]*>([\\s\\S]*?)</p>`).exec(html)?.[1];
  return said !== undefined && field.includes("aria-invalid") && field.includes(`${id}-error`) ? plain(said) : undefined;
}

/** What stands in a field. */
export function typedIn(html: string, id: string): string | undefined {
  const input = fieldOn(html, "input", id);
  if (input) return /\svalue="([^"]*)"/.exec(input)?.[1] ?? (/\svalue(?=[\s/>])/.test(input) ? "" : undefined);
  return new RegExp(`<textarea\\b[^>]*\\bid="${id}"[^>]*>([\\s\\S]*?)</textarea>`).exec(html)?.[1];
}

/** A page's words without its marks. */
export const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\u2068\u2069]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
