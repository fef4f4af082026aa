const QUARTER = 900_000; // milliseconds; every zone changes its clock on a quarter of an hour
const MOST_REMEMBERED = 10_000;

/**
 * Turns the wall clock of an export into instants: the file has no zone, so a person says in which one the phone was. An hour that a
 * clock change skipped is read as the hour after it, one that it repeated as the later. Throws RangeError for an unknown zone.
 */
export function clockIn(zone: string): (at: string) => Date {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const known = new Map<number, number>();
  const offsetAt = (instant: number): number => {
    const key = Math.floor(instant / QUARTER);
    const found = known.get(key) ?? offsetIn(format, key * QUARTER);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, found);
    return found;
  };
  return (at) => {
    const local = Date.parse(`${at}Z`);
    return new Date(local - offsetAt(local - offsetAt(local)));
  };
}

function offsetIn(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
