import { afternoon, clockWords, forenoon } from "./words.ts";

/**
 * The start of a message, `[DATE, TIME] ` or `DATE, TIME - ` in any language of the app. `shape` is the same for all messages of one
 * export and differs for lines that were pasted from elsewhere. The order of day and month is not decided here.
 */
export interface Header {
  shape: string;
  numbers: [first: string, second: string, third: string];
  isBuddhist: boolean;
  hour: number;
  minute: number;
  second: number;
  /** Where the body begins in the line. */
  bodyAt: number;
}

const N = "[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u1040-\u1049]";
const MARKS = "[\u200e\u200f\u061c\ufeff\u202a-\u202e\u2066-\u2069]{0,6}"; // more in a row is no phone's work, and would make the pattern slow
const HEADER = new RegExp(
  `^${MARKS}(\\[?)${MARKS}([RH]?${N}{1,4})${MARKS}([./-])${MARKS}\\s?(${N}{1,2})${MARKS}\\3${MARKS}\\s?([RH]?${N}{1,4})\\.?` +
    `([\\s,،\\p{L}\\p{M}.\u200e\u200f-]{1,30}?)` +
    `(${N}{1,2})(?:[:.]|\\s?h\\s?)(${N}{2})(?:[:.](${N}{2}))?` +
    `([\\s\\p{L}\\p{M}.\u200e\u200f]{0,16}?)(\\]|\\s[-–](?=\\s|$)|[;:](?=\\s|$))`,
  "u",
);
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0x1040];
const LONGEST_LINK_WORD = 4; // "klo", "à", "BE": a longer word between date and time is somebody's sentence
const MOST_CACHED = 1000;

export function headerOf(line: string): Header | undefined {
  if (!mayBegin(line.charCodeAt(0))) return undefined;
  const found = HEADER.exec(line);
  if (!found) return undefined;
  const [
    whole,
    open = "",
    first = "",
    separator = "",
    second = "",
    third = "",
    gap = "",
    hour = "",
    minute = "",
    seconds,
    after = "",
    close = "",
  ] = found;
  if ((open === "[") !== (close === "]")) return undefined;
  const before = gapOf(gap);
  const end = afterOf(after);
  if (!before || !end) return undefined;
  const half = before.half ?? end.half;
  const shape = `${open}${separator}${before.shape}${seconds === undefined ? "m" : "s"}${half ? "12" : "24"}${close.trim()}`;
  const at = whole.length;
  return {
    shape,
    numbers: [first, second, third],
    isBuddhist: before.isBuddhist,
    hour: hourOf(numberOf(hour), half),
    minute: numberOf(minute),
    second: seconds === undefined ? 0 : numberOf(seconds),
    bodyAt: /\s/.test(line.charAt(at)) ? at + 1 : at,
  };
}

export const looksLikeHeader = (line: string): boolean => headerOf(line) !== undefined;
export const isBracketed = (shape: string): boolean => shape.startsWith("[");

/** The line with every run of digits as one 0: what is left of a header when the numbers do not count. */
export const skeletonOf = (text: string): string => text.replace(new RegExp(`${N}+`, "gu"), "0");

/** The value of a number in any of the digits that the app writes, without an era letter. */
export function numberOf(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const zero = code < 0x3a ? 0x30 : ZEROS.findLast((candidate) => candidate <= code);
    const digit = code - (zero ?? 0x30);
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
  }
  return value;
}

type Half = "am" | "pm";

/** 12 AM is midnight and 12 PM is noon; some languages write 00:08 a. m., which stays as it is. */
function hourOf(hour: number, half: Half | undefined): number {
  if (half === "am" && hour === 12) return 0;
  return half === "pm" && hour < 12 ? hour + 12 : hour;
}

function halfOf(word: string): Half | undefined {
  if (forenoon.has(word)) return "am";
  return afternoon.has(word) ? "pm" : undefined;
}

interface Gap {
  shape: string;
  half: Half | undefined;
  isBuddhist: boolean;
}

const gaps = new Map<string, Gap | undefined>();
const afters = new Map<string, { half: Half | undefined } | undefined>();

/** What stands between date and time: a comma, a link word, an era, or the half of the day where it comes first. */
const gapOf = (gap: string) =>
  remembered(gaps, gap, () => {
    const found: Gap = { shape: "", half: undefined, isBuddhist: false };
    for (const [token] of gap.replace(/[\u200e\u200f]/g, "").matchAll(/[\p{L}\p{M}.]+|[^\p{L}\p{M}.]/gu)) {
      const word = token.replaceAll(".", "").toLowerCase();
      const half = halfOf(word);
      if (half) found.half = half;
      else if (word.length > LONGEST_LINK_WORD) return undefined;
      else found.shape += /\s/.test(token) ? " " : token;
      if (word === "be") found.isBuddhist = true;
    }
    found.shape = found.shape.trimEnd();
    return found;
  });

const afterOf = (after: string) =>
  remembered(afters, after, () => {
    const word = after.replace(/[\s.\u200e\u200f]/g, "").toLowerCase();
    const half = halfOf(word) ?? halfOf(word.replace(/^ч/, ""));
    return half || word === "" || clockWords.has(word) ? { half } : undefined;
  });

function remembered<Found>(memory: Map<string, Found | undefined>, key: string, find: () => Found | undefined): Found | undefined {
  if (memory.has(key)) return memory.get(key);
  if (memory.size >= MOST_CACHED) memory.clear();
  const found = find();
  memory.set(Buffer.from(key).toString(), found); // a copy, since a slice would keep its whole block alive
  return found;
}

/** Most lines of a conversation begin with none of these, and need no pattern. */
function mayBegin(code: number): boolean {
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || code === 0x5b || code === 0x52 || code === 0x48;
  return (
    (code >= 0x660 && code <= 0x9ef) ||
    (code >= 0x1040 && code <= 0x1049) ||
    (code >= 0x200e && code <= 0x2069) ||
    code === 0x61c ||
    code === 0xfeff
  );
}
