/** One line of a log as the house wrote it. Lines on their way have no place yet and are not kept here. */
export interface Line {
  seq: number;
  /** Which day it stands under, as YYYY-MM-DD. */
  day: string;
  html: string;
}

/** A page with a log, taken apart: what stands around the lines, and the lines. */
export interface Parts {
  around: string;
  lines: Line[];
  days: Record<string, string>;
}

export const MOST_LINES = 200;
const MOST_LETTERS = 900_000; // of one page; less than 2 MB however it is encoded
const LOG = /(<ol class="talk" id="talk">)([\s\S]*?)(<\/ol>)/;
const ITEM = /<li[ >][\s\S]*?<\/li>/g;

/** The lines in a piece of a page, and the days they stand under. */
export function linesIn(html: string): Pick<Parts, "lines" | "days"> {
  const lines: Line[] = [];
  const days: Record<string, string> = {};
  let day = "";
  for (const [item] of html.matchAll(ITEM)) {
    if (item.startsWith('<li class="day"')) {
      day = /datetime="([\d-]+)"/i.exec(item)?.[1] ?? day;
      days[day] = item;
    }
    const seq = Number(/^<li[^>]* data-seq="(-?\d+)"/.exec(item)?.[1] ?? 0);
    if (seq !== 0) lines.push({ seq, day, html: item });
  }
  return { lines, days };
}

export function takenApart(html: string): Parts {
  const inside = LOG.exec(html)?.[2] ?? "";
  return { around: html.replace(LOG, "$1$3"), ...linesIn(inside) };
}

/** Puts newer lines over older ones, by their place; of a line without a day the day is known from before, or is the last. */
export function merged(older: readonly Line[], newer: readonly Line[]): Line[] {
  const all = new Map(older.map((line) => [line.seq, line]));
  for (const line of newer) all.set(line.seq, { ...line, day: line.day || (all.get(line.seq)?.day ?? "") });
  const sorted = [...all.values()].toSorted((a, b) => a.seq - b.seq);
  let day = sorted.find((line) => line.day)?.day ?? "";
  for (const line of sorted) day = line.day ||= day;
  return sorted;
}

/** The newest lines that a phone keeps of one page. */
export function newestOf(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  let letters = 0;
  for (const line of lines.slice(-MOST_LINES).toReversed()) {
    letters += line.html.length;
    if (letters > MOST_LETTERS) break;
    kept.unshift(line);
  }
  return kept;
}

/** The page again, with its lines and the days between them. */
export function putTogether({ around, lines, days }: Parts): string {
  let day = "";
  const inside = lines.map((line) => {
    const heading = line.day === day ? "" : (days[line.day] ?? "");
    ({ day } = line);
    return heading + line.html;
  });
  return around.replace(LOG, (_, opening: string, __, closing: string) => opening + inside.join("") + closing);
}

/** The mark of what is new, and the place of the line before which it stands. */
const NEW_FROM = /<li class="new"[\s\S]*?<\/li>(?=<li[^>]* data-seq="(-?\d+)")/;

/** A page that came without lines that the phone has, whole again: from the place `from` on. Undefined where what is kept does not reach back so far. */
export function madeWhole(html: string, from: number, kept: Parts): string | undefined {
  const [first] = kept.lines;
  if (!first || first.seq > from) return undefined;
  const sent = takenApart(html);
  const [mark, place] = NEW_FROM.exec(html) ?? [];
  const shown = kept.lines.filter(({ seq }) => seq >= from);
  const lines = merged(shown, sent.lines).map((line) => (mark && line.seq === Number(place) ? { ...line, html: mark + line.html } : line));
  return putTogether({ around: sent.around, lines, days: { ...kept.days, ...sent.days } });
}

/** Our small pictures that stand in these lines. */
export const picturesIn = (lines: readonly Line[]): string[] => [
  ...new Set(lines.flatMap(({ html }) => [...html.matchAll(/ src="(\/files\/[\w-]+\/small)"/g)].map(([, path]) => path ?? ""))),
];
