import { folded } from "./alias.ts";

const FREE_WORDS = 20; // beyond these nothing narrows down any more

/** What is asked for, taken apart. An operator of which nothing is left, or that makes no sense, is searched for as a word. */
export interface SearchAsked {
  words: string;
  /** An alias, folded, or its beginning. */
  from?: string;
  /** Part of a room's title. */
  in?: string;
  hasPhoto: boolean;
  /** Local days or months, as "2026-03-08": from the first on, and up to but without the second. */
  since?: string;
  until?: string;
}

const OPERATOR = /^(from|in|has|before|after|on):(.+)$/iu;
const PART = /(?:(?:from|in):"[^"]*"|\S+)/giu;
const DAY = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

/** Reads `from:`, `in:`, `has:photo`, `before:`, `after:` and `on:`; a name or title with blanks stands in "quotation marks". */
export function searchAsked(typed: string): SearchAsked {
  const asked: SearchAsked = { words: "", hasPhoto: false };
  const free: string[] = [];
  for (const part of typed.replace(/[“”„«»]/gu, '"').match(PART) ?? []) {
    const [, name = "", quoted = ""] = OPERATOR.exec(part) ?? [];
    if (!obey(asked, name.toLowerCase(), quoted.replaceAll('"', "").trim())) free.push(part);
  }
  return { ...asked, words: free.slice(0, FREE_WORDS).join(" ") };
}

function obey(asked: SearchAsked, name: string, value: string): boolean {
  const days = daysOf(value);
  if (name === "from" && folded(value)) asked.from = folded(value);
  else if (name === "in" && value) asked.in = value;
  else if (name === "has" && value.toLowerCase() === "photo") asked.hasPhoto = true;
  else if (name === "before" && days) asked.until = days.first;
  else if (name === "after" && days) asked.since = days.next;
  else if (name === "on" && days) [asked.since, asked.until] = [days.first, days.next];
  else return false;
  return true;
}

/** The first day of a day or month, and the first after it. */
function daysOf(value: string): { first: string; next: string } | undefined {
  const [, year, month, day] = DAY.exec(value) ?? [];
  if (!year || !month || Number(year) === 0) return undefined;
  const first = new Date(`${year}-${month}-${day ?? "01"}T00:00:00Z`);
  if (Number.isNaN(first.getTime()) || first.getUTCMonth() + 1 !== Number(month)) return undefined;
  const next = new Date(first);
  if (day) next.setUTCDate(next.getUTCDate() + 1);
  else next.setUTCMonth(next.getUTCMonth() + 1);
  const named = (date: Date) => date.toISOString().slice(0, 10);
  return next.getUTCFullYear() > 9999 ? undefined : { first: named(first), next: named(next) };
}
