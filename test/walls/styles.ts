import { lineAt, running, type Wall } from "./files.ts";
import { walk } from "./syntax.ts";

const TOKENS = "src/design/tokens.css";
const HAIRLINE_PX = 4;
const COLOUR =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|:\s*[^;{}]*\b(?:white|black|red|green|blue|gr[ae]y|pink|orange|yellow|purple|silver)\b(?!-)/gi;
const PHYSICAL =
  /(?<![-\w])(?:(?:margin|padding|border|inset)-(?:left|right)\b|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius\b)/gi;

const withoutComments = (css: string) => css.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "));

/** Rooms style with the tokens of design, so that dark, contrast and large print reach them, and with sides that turn with the script. */
export const stylesUseTokens: Wall = (files) =>
  [...files].flatMap(([path, css]) => {
    if (!path.startsWith("src/") || !path.endsWith(".css")) return [];
    const text = withoutComments(css).replaceAll(/url\([^)]*\)|"[^"\n]*"/g, (quoted) => " ".repeat(quoted.length));
    const at = (match: RegExpExecArray) => `${path}:${lineAt(text, match.index)}`;
    const colours = path === TOKENS ? [] : [...text.matchAll(COLOUR)].filter(isValue(text));
    const lengths = path === TOKENS ? [] : [...text.matchAll(/(\d*\.?\d+)px\b/g)].filter(([, size]) => Number(size) > HAIRLINE_PX);
    return [
      ...colours.map((match) => `${at(match)} sets a colour of its own (${match[0].trim()}). Use a token, or add one to ${TOKENS}.`),
      ...lengths.map((match) => `${at(match)} measures in ${match[0]}, which does not grow with her print. Use a token, rem or em.`),
      ...[...text.matchAll(PHYSICAL)].map(
        (match) => `${at(match)} says ${match[0].trim()}, which does not turn for Arabic. Use start and end.`,
      ),
    ];
  });

/** Whether a match stands in a value and not in a selector: what follows it ends with `;` or `}` before any `{`. */
const isValue =
  (text: string) =>
  ({ index }: RegExpExecArray): boolean =>
    /^[^{]*?[;}]/.test(text.slice(index));

/** The content security policy forbids inline styles; the browser would drop them without a word. */
export const nothingIsStyledInline: Wall = (files) =>
  running(files).flatMap(([path, text]) => {
    const faults: string[] = [];
    walk(path, text, {
      JSXAttribute: ({ name, start }) => {
        if (name.type === "JSXIdentifier" && name.name === "style")
          faults.push(`${path}:${lineAt(text, start)} styles inline, which the content security policy drops. Use a class.`);
      },
    });
    return faults;
  });
