import type { ExportedMessage } from "../export.ts";
import { type Moment, type Style, styles } from "./styles.ts";

const LINES_AT_ONCE = 2000;
const people = ["Ruth Adler", "Amina K.", "هدى", "王芳", "Ольга Петрова", "Sunita", "+44 7700 900123", "María José", "Nurse Ana 💗"];
const phrases = [
  "Good morning, how did the night go?",
  "First infusion done: no nausea so far, only tired.",
  "The clinic moved me to 12/03/2025 at 10:30, can somebody drive?",
  "Re: hair loss: it grows back, mine did: curly!",
  "دعواتكم لي اليوم",
  "姐妹们，今天复查，医生说：情况稳定。",
  "Встреча в 18:30, кабинет 12",
  "Thank you 💗 this group carries me through.",
];

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

/** Numbers that look random and are the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return (value ^ (value >>> 14)) >>> 0;
  };
}

function pick<Thing>(things: readonly Thing[], number: number): Thing {
  const thing = things[number % things.length];
  if (thing === undefined) throw new RangeError("Nothing to pick from.");
  return thing;
}

export type { Moment, Style };
