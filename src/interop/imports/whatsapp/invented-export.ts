import type { ExportedMessage } from "../export.ts";
import { numbersFrom, people, phrases, pick } from "../invented.ts";
import { type Moment, type Style, styles } from "./styles.ts";

const LINES_AT_ONCE = 2000;

/** One message as a phone of this style writes it, with its line ends. A message without an author is a notice. */
export function written(message: ExportedMessage, style: Style): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = message.at.split(/\D/).map(Number);
  const stamp = style.stamp({ year, month, day, hour, minute, second });
  if (message.author === null) return `${stamp}${message.text.split("\n").join(style.lineEnd)}${style.lineEnd}`;
  return `${stamp}${message.author}: ${bodyOf(message, style).split("\n").join(style.lineEnd)}${style.lineEnd}`;
}

function bodyOf({ kind, text, file, edited }: ExportedMessage, style: Style): string {
  if (kind === "deleted") return style.deleted;
  if (file) return [style.attached(file), text].filter(Boolean).join("\n");
  if (kind === "media") return [style.omitted, text].filter(Boolean).join("\n");
  return edited ? `${text} ${style.edited}` : text;
}

/**
 * An invented export of exactly `lines` lines, in pieces, always the same for the same arguments: for measuring, and for load.
 * About one message in thirteen has a second line, one in twelve is media, one in a hundred is a notice.
 */
export function* inventedExport(lines: number, style: Style = pick(styles, 0), seed = 1): Generator<string> {
  const next = numbersFrom(seed);
  let clock = Date.UTC(2019, 0, 13, 7);
  for (let left = lines; left > 0;) {
    let piece = "";
    for (let room = Math.min(left, LINES_AT_ONCE), end = left - room; left > end;) {
      clock += (next() % 180) * 1000;
      const message = inventedMessage(momentOf(clock), next, left - end > 1, style);
      piece += written(message, style);
      left -= message.text.includes("\n") ? 2 : 1;
    }
    yield piece;
  }
}

function inventedMessage(at: string, next: () => number, mayBreak: boolean, style: Style): ExportedMessage {
  const dice = next() % 1200;
  if (dice < 12) return { at, author: null, kind: "system", text: style.notice };
  const author = pick(people, next());
  if (dice < 60) return { at, author, kind: "media", text: "", file: `IMG-20250308-WA${1000 + (next() % 9000)}.jpg` };
  if (dice < 112) return { at, author, kind: "media", text: "" };
  if (dice < 118) return { at, author, kind: "deleted", text: "" };
  const text = `${pick(phrases, next())} ${next() % 1000}`;
  if (dice < 130) return { at, author, kind: "text", text, edited: true };
  return { at, author, kind: "text", text: mayBreak && dice < 222 ? `${text}\n${pick(phrases, next())}` : text };
}

/** ISO form without a zone, as messages carry it. */
export const momentOf = (clock: number): string => new Date(clock).toISOString().slice(0, 19);

export type { Moment, Style };
