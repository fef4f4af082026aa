import { assert, constantFrom, date, property } from "fast-check";
import { expect, test } from "vitest";
import { clock, isZone, localeFrom, locales } from "./index.ts";

const at = new Date("2026-10-13T16:42:00Z");

test.for([
  ["en", "18:42", "Tuesday, October 13", "Oct 13, 2026, 18:42"],
  ["zh", "18:42", "10月13日星期二", "2026年10月13日 18:42"],
  ["ar", "18:42", "الثلاثاء، 13 أكتوبر", "13‏/10‏/2026، 18:42"],
  ["ru", "18:42", "вторник, 13 октября", "13 окт. 2026 г., 18:42"],
] as const)("the same moment in %s is %s, %s", ([locale, time, day, full]) => {
  const here = clock(locale, "Europe/Berlin");
  expect([here.time(at), here.day(at), here.full(at)]).toEqual([time, day, full]);
});

test("every place has its own day and hour, also where the clock stands askew or jumps", () => {
  const time = (zone: string, moment: string) => clock("en", zone).time(new Date(moment));
  expect(time("Asia/Kathmandu", "2026-01-01T00:00:00Z")).toBe("05:45");
  expect(time("Europe/Berlin", "2026-03-29T00:59:59Z")).toBe("01:59");
  expect(time("Europe/Berlin", "2026-03-29T01:00:00Z")).toBe("03:00"); // the hour that summer takes
  expect(time("Europe/Berlin", "2026-10-25T00:30:00Z")).toBe("02:30");
  expect(time("Europe/Berlin", "2026-10-25T01:30:00Z")).toBe("02:30"); // the hour that winter gives back
  expect(time("UTC", "2026-01-01T00:00:00Z")).toBe("00:00"); // midnight is not 24:00
  const noon = new Date("2026-06-01T10:30:00Z");
  expect(["Pacific/Kiritimati", "Europe/London", "Pacific/Pago_Pago"].map((zone) => clock("en", zone).dayKey(noon))).toEqual([
    "2026-06-02",
    "2026-06-01",
    "2026-05-31",
  ]);
});

test("a list says the time today, the weekday this week, and then the date, by her own midnight", () => {
  const now = new Date("2026-10-13T22:30:00Z"); // half past midnight in Berlin
  const short = (moment: string, zone: string) => clock("en", zone).short(new Date(moment), now);
  expect(short("2026-10-13T21:50:00Z", "Europe/Berlin")).toBe("Tue");
  expect(short("2026-10-13T21:50:00Z", "Europe/London")).toBe("22:50");
  expect(short("2026-10-09T12:00:00Z", "Europe/Berlin")).toBe("Fri");
  expect(short("2026-10-07T12:00:00Z", "Europe/Berlin")).toBe("Oct 7"); // a weekday would mean this week's
  expect(short("2025-10-13T12:00:00Z", "Europe/Berlin")).toBe("Oct 13, 2025");
});

test("two moments have one day key exactly when a calendar on the wall shows one day", () => {
  const zones = constantFrom("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Africa/Cairo", "Australia/Lord_Howe");
  const moments = date({ min: new Date("2000-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
  assert(
    property(zones, constantFrom(...locales), moments, (zone, locale, moment) => {
      const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(
        moment,
      );
      const part = (type: string) => parts.find((one) => one.type === type)?.value;
      return clock(locale, zone).dayKey(moment) === `${part("year")}-${part("month")}-${part("day")}`;
    }),
    { numRuns: 300 },
  );
});

test("a zone is one that is known here, whatever a cookie says", () => {
  for (const zone of ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "Etc/GMT+3"])
    expect(isZone(zone)).toBe(true);
  for (const zone of ["", "Mars/Olympus", "../../etc/passwd", "Europe/Berlin\n", "<script>", "x".repeat(1_000_000), "Europe/Berlin;UTC"])
    expect(isZone(zone)).toBe(false);
});

test("her choice of language comes first, then her browser's, then English", () => {
  expect(localeFrom("ar", "ru,zh")).toBe("ar");
  expect(localeFrom(undefined, "fr-CH, ru;q=0.9, en;q=0.8")).toBe("ru");
  expect(localeFrom("xx", "ZH-Hant-TW")).toBe("zh");
  expect(localeFrom(undefined, undefined)).toBe("en");
  expect(localeFrom("", `${"x,".repeat(100_000)}ar`)).toBe("en"); // a flood is read no further than two hundred letters
});
