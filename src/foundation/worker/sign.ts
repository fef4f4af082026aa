/** The header by which the house says that a phone may keep this page. Nothing else is ever kept of a page. */
export const SIGN = "kith-keep";

/** What it says. `tag` is whose page it is; `view` is another when her language, her looks or whom she hides are others. */
export interface Sign {
  tag: string;
  /** What the page is called in a list of what is on the phone; empty where that must not be seen. */
  title: string;
  view: string;
  locale: string;
  zone: string;
  /** For a page with a log: the place in it up to which the page is true, where more lines are, and a word of the house for just that. */
  log?: { seq: number; more: string; mark: string };
}

/** The header in which a phone hands the marks of its pages back, and the one by which the house says from which place on it left out lines that the phone has. */
export const MARKS = "service-worker-navigation-preload";
export const LEFT_OUT = "kith-left-out";

/** In letters that a header may hold. */
export const signed = (sign: Sign): string =>
  JSON.stringify(sign).replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The sign on an answer, if it carries one. Only our own house puts it there. */
export function signOf({ headers }: Response): Sign | undefined {
  const said = headers.get(SIGN);
  if (!said) return undefined;
  const sign: Sign = JSON.parse(said);
  return sign;
}
