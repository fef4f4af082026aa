/** A wall clock's reading somewhere: month and day count from 1, weekday from Monday = 1. */
export interface Local {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_ZONES = 600;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one costs more than asking it a thousand times. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    if (formats.size >= MOST_ZONES) formats.clear();
    const numbers = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numbers });
    formats.set(zone, format);
  }
  return format;
}

/** The wall clock's reading as if it were UTC's, in milliseconds: sums of it are sums of wall time. */
function wallOf(zone: string, at: Date): number {
  const read = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => read.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** What her clock shows at an instant. `zone` is an IANA name. */
export function localTime(zone: string, at: Date): Local {
  const wall = new Date(wallOf(zone, at));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: wall.getUTCDay() || 7,
  };
}

/**
 * The instant at which her clock first shows this hour of this day; days past a month's end count on. Where clocks jump over it in spring,
 * the instant of the jump or the first reading after it; where they show it twice in autumn, the first time.
 */
export function instantOf(zone: string, { year, month, day, hour }: Pick<Local, "year" | "month" | "day" | "hour">): Date {
  const wall = Date.UTC(year, month - 1, day, hour);
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallOf(zone, new Date(near)) - near);
  const hits = offsets.map((offset) => wall - offset).filter((instant) => wallOf(zone, new Date(instant)) === wall);
  if (hits.length > 0) return new Date(Math.min(...hits));
  return jumpNear(zone, wall, wall - Math.max(...offsets), wall - Math.min(...offsets));
}

/** The first minute between two instants at which her clock has passed `wall`. */
function jumpNear(zone: string, wall: number, from: number, until: number): Date {
  for (let instant = from; instant < until; instant += MINUTE_MS) if (wallOf(zone, new Date(instant)) >= wall) return new Date(instant);
  return new Date(until);
}

/** "2026-11-25", as her calendar says. */
export const dayOf = ({ year, month, day }: Pick<Local, "year" | "month" | "day">): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
