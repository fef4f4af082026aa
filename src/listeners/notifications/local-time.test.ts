import * as fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf, localTime } from "./local-time.ts";

const ZONES = ["UTC", "Asia/Tashkent", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"];
const at = (text: string) => new Date(text);

test("her clock is read in her zone", () => {
  expect(localTime("Asia/Tashkent", at("2026-11-25T19:30:00Z"))).toEqual({
    year: 2026,
    month: 11,
    day: 26,
    hour: 0,
    minute: 30,
    weekday: 4,
  });
  expect(localTime("America/New_York", at("2026-11-25T02:00:00Z"))).toMatchObject({ day: 24, hour: 21, weekday: 2 });
});

test("an hour that spring leaves out begins at the jump", () => {
  expect(instantOf("America/New_York", { year: 2027, month: 3, day: 14, hour: 2 }).toISOString()).toBe("2027-03-14T07:00:00.000Z");
  expect(instantOf("Europe/Berlin", { year: 2027, month: 3, day: 28, hour: 2 }).toISOString()).toBe("2027-03-28T01:00:00.000Z");
});

test("an hour that autumn shows twice is the first of the two", () => {
  expect(instantOf("America/New_York", { year: 2026, month: 11, day: 1, hour: 1 }).toISOString()).toBe("2026-11-01T05:00:00.000Z");
  expect(instantOf("Europe/Berlin", { year: 2026, month: 10, day: 25, hour: 2 }).toISOString()).toBe("2026-10-25T00:00:00.000Z");
});

test("days past a month's end count on", () => {
  expect(instantOf("UTC", { year: 2026, month: 12, day: 32, hour: 9 }).toISOString()).toBe("2027-01-01T09:00:00.000Z");
});

test("whatever her clock shows on the hour leads back to that instant, or to the first of two", () => {
  const instants = fc
    .integer({ min: Date.UTC(2020, 0, 1) / 3_600_000, max: Date.UTC(2035, 0, 1) / 3_600_000 })
    .map((hours) => new Date(hours * 3_600_000));
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, instant) => {
      const local = localTime(zone, instant);
      const back = instantOf(zone, local);
      expect(localTime(zone, back)).toEqual({ ...local, minute: localTime(zone, back).minute });
      expect(instant.getTime() - back.getTime()).toBeGreaterThanOrEqual(0);
      expect(instant.getTime() - back.getTime()).toBeLessThan(2 * 3_600_000);
    }),
    { numRuns: 500 },
  );
});
