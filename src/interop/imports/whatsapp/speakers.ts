import { BadExport } from "../bad-export.ts";
import { clean, isMarked, told } from "./body.ts";
import type { Entry } from "./entries.ts";
import { likelyNotices, plain, surelyNotices, waiting } from "./words.ts";

const LONGEST_NAME = 60; // characters
const MOST_NAMES = 50_000;
const MOST_NOTICES = 50; // about one speaker
const QUOTES = /["“”„«»「」]/;
const SURELY_A_PERSON = 3; // messages under one name with quotes in it

/** What one name says in the whole file: enough to tell a person from a group, and from a notice with a colon in it. */
export interface Speaker {
  name: string;
  /** Ordinary messages, and marked ones of an iPhone by what they are. */
  plain: number;
  placeholders: number;
  marked: number;
  notices: number;
  hasQuotes: boolean;
  firstLine: number;
  /** The words before a second colon, while every message has the same. */
  second: string | undefined;
  seconds: number;
  /** The beginnings of notices about her, should her name go on after the colon. */
  secondNotices: string[];
  /** Messages that stand a day or more before the ones around them. */
  strays: number;
}

/** The name and the words of a message, cut at the first colon that ends a name. */
export interface Parts {
  speaker: Speaker;
  words: string;
}

/** All names of a file. */
export class Speakers {
  readonly #file: string;
  readonly #byRaw = new Map<string, Speaker | undefined>();
  readonly #byName = new Map<string, Speaker>();

  constructor(file: string) {
    this.#file = file;
  }

  /** Who says this body, or undefined for a notice. */
  partsOf(body: string, line: number): Parts | undefined {
    const end = nameEnd(body);
    if (end <= 0) return undefined;
    const raw = body.slice(0, end);
    const speaker = this.#byRaw.has(raw) ? this.#byRaw.get(raw) : this.#meet(raw, line);
    return speaker && { speaker, words: body.slice(end + 2) };
  }

  [Symbol.iterator](): Iterator<Speaker> {
    return this.#byName.values();
  }

  #meet(raw: string, line: number): Speaker | undefined {
    if (this.#byRaw.size >= MOST_NAMES) throw new BadExport(this.#file, `more than ${MOST_NAMES} names: this is no chat.`, line);
    const name = nameOf(raw);
    const isName = name !== "" && name.length <= LONGEST_NAME && !surelyNotices.test(name) && !likelyNotices.test(name);
    const speaker = isName ? (this.#byName.get(name) ?? newSpeaker(name, line)) : undefined;
    this.#byRaw.set(Buffer.from(raw).toString(), speaker); // a copy: a slice would keep its whole block alive
    if (speaker) this.#byName.set(speaker.name, speaker);
    return speaker;
  }
}

const newSpeaker = (name: string, line: number): Speaker => ({
  name: Buffer.from(name).toString(),
  plain: 0,
  placeholders: 0,
  marked: 0,
  notices: 0,
  hasQuotes: QUOTES.test(name),
  firstLine: line,
  second: undefined,
  seconds: 0,
  secondNotices: [],
  strays: 0,
});

/** The first `: ` or a colon at the end of the line; a name longer than this is none. */
function nameEnd(body: string): number {
  for (let at = body.indexOf(":"); at >= 0 && at <= LONGEST_NAME + 40; at = body.indexOf(":", at + 1)) {
    if (at + 1 === body.length || body.charCodeAt(at + 1) === 0x20) return at;
  }
  return -1;
}

/** A name without marks; `~ Name` is how an iPhone writes somebody who is no contact, but `~` alone may be a name. */
const nameOf = (raw: string): string =>
  raw
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^~ (?=.)/, "");

/** Adds what one message says about its speaker. */
export function hear({ speaker, words }: Parts, entry: Entry, isPhone: boolean): void {
  if (isPhone && isMarked(words)) {
    const kind = told([words, ...entry.more].join("\n"), true).kind;
    if (kind !== "text") speaker.placeholders += 1;
    else if (isNotice(words)) speaker.notices += 1;
    else speaker.marked += 1;
    return;
  }
  speaker.plain += 1;
  const colon = words.indexOf(": ");
  if (colon > 0 && colon <= LONGEST_NAME && (speaker.second === undefined || words.startsWith(`${speaker.second}: `))) {
    speaker.second ??= Buffer.from(words.slice(0, colon)).toString();
    speaker.seconds += 1;
  } else if (speaker.secondNotices.length < MOST_NOTICES) {
    const start = words.slice(0, LONGEST_NAME * 2);
    if (isNotice(start) || likelyNotices.test(start)) speaker.secondNotices.push(Buffer.from(start).toString());
  }
}

export const isNotice = (words: string): boolean => surelyNotices.test(clean(words.slice(0, 300)));
export const isWaiting = (words: string): boolean => words.startsWith("Waiting for") && plain(words) === plain(waiting);

/** "Ward 3: Nurse Ana": every message under "Ward 3" goes on with the same name. */
export function hasColonInName({ second, seconds, secondNotices, plain: said }: Speaker): boolean {
  if (second === undefined || seconds < 2 || seconds + secondNotices.length !== said) return false;
  return secondNotices.every((start) => start.startsWith(`${second} `));
}

/** A group's own notices stand under its name on an iPhone: marked, and it never speaks otherwise. */
export const isGroup = ({ plain: said, placeholders }: Speaker): boolean => said === 0 && placeholders === 0;

/** Notices may hold a colon inside quotes, and then look like a message once or twice. */
export const isOnlyNotice = ({ hasQuotes, plain: said, placeholders }: Speaker): boolean =>
  hasQuotes && said + placeholders < SURELY_A_PERSON;

/** Every message of a pasted speaker is a stray: it belongs to somebody else's chat. */
export const isPasted = ({ strays, plain: said, placeholders, marked }: Speaker): boolean =>
  strays > 0 && strays === said + placeholders + marked;
