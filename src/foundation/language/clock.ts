import type { Locale } from "./index.ts";

/** Ways to say when, in one language and one time zone. Making one costs more than rendering twenty messages, so they are kept. */
export interface Clock {
  /** "18:42" */
  time(at: Date): string;
  /** "Tuesday, October 13" */
  day(at: Date): string;
  /** The day as a key: two instants of one local day have the same. */
  dayKey(at: Date): string;
  /** The time today, the weekday within a week, else the date, with its year when that is not this one: what a list shows. */
  short(at: Date, now: Date): string;
  /** Date and time in full. */
  full(at: Date): string;
}

const DAY_MS = 24 * 3600_000;
const MOST_CLOCKS = 500; // languages × zones that were met; a zone costs a few kilobytes
const clocks = new Map<string, Clock>();

/** Whether the name is one of the IANA time zones known here. */
export function isZone(zone: string): boolean {
  if (clocks.has(`en ${zone}`)) return true;
  if (!/^[A-Za-z0-9_+/-]{2,40}$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export function clock(locale: Locale, zone: string): Clock {
  const name = `${locale} ${zone}`;
  let kept = clocks.get(name);
  if (!kept) {
    if (clocks.size >= MOST_CLOCKS) clocks.clear();
    kept = made(locale, zone);
    clocks.set(name, kept);
  }
  return kept;
}

function made(locale: Locale, timeZone: string): Clock {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const time = format({ hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  const day = format({ weekday: "long", day: "numeric", month: "long" });
  const weekday = format({ weekday: "short" });
  const date = format({ day: "numeric", month: "short" });
  const dated = format({ dateStyle: "medium" });
  const full = format({ dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  const key = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" });
  const timeOf = byTheMinute((at) => time.format(at));
  const dayKeyOf = byTheMinute((at) => key.format(at));
  return {
    time: timeOf,
    day: (at) => day.format(at),
    dayKey: dayKeyOf,
    short: (at, now) => {
      const [then, today] = [key.format(at), key.format(now)];
      if (then === today) return time.format(at);
      if (now.getTime() - at.getTime() < 6 * DAY_MS) return weekday.format(at);
      return (then.slice(0, 4) === today.slice(0, 4) ? date : dated).format(at);
    },
    full: (at) => full.format(at),
  };
}

const MINUTE_MS = 60_000;
const MOST_MINUTES = 5_000;

/** Says each minute once: a page asks for a hundred of them, and the next page for the same. No zone moves within a minute. */
function byTheMinute(say: (at: Date) => string): (at: Date) => string {
  const said = new Map<number, string>();
  return (at) => {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    let words = said.get(minute);
    if (words === undefined) {
      words = say(at);
      if (said.size >= MOST_MINUTES) said.clear();
      said.set(minute, words);
    }
    return words;
  };
}
