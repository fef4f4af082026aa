import * as fc from "fast-check";
import { expect, test } from "vitest";
import { unchosen, type Choice } from "./choice.ts";
import { localTime } from "./local-time.ts";
import { decide, isQuiet, liveSeconds } from "./turn.ts";

const at = (text: string) => new Date(text);
const soon: Choice = { ...unchosen, byPush: true };
const twice: Choice = { ...soon, pace: "twice" };
const weekly: Choice = { ...soon, pace: "weekly", weekday: 1 };
const LONG_AGO = at("2026-01-01T00:00:00Z");

const told = (choice: Choice, zone: string, now: string, taken: string[] = [], since = LONG_AGO) =>
  decide({ choice, zone, since, taken }, at(now));

test("what comes in her evening waits for her morning, in Tashkent and in New York", () => {
  expect(told(soon, "Asia/Tashkent", "2026-11-25T17:30:00Z")).toEqual({ lookAt: at("2026-11-26T02:00:00Z") }); // 22:30 there
  expect(told(soon, "Asia/Tashkent", "2026-11-26T01:59:00Z")).toEqual({ lookAt: at("2026-11-26T02:00:00Z") });
  expect(told(soon, "Asia/Tashkent", "2026-11-26T02:00:00Z")).toEqual({ turn: "2026-11-26#1" });
  expect(told(soon, "America/New_York", "2026-11-25T17:30:00Z")).toEqual({ turn: "2026-11-25#1" }); // half past noon there
  expect(told(soon, "America/New_York", "2026-11-26T04:00:00Z")).toEqual({ lookAt: at("2026-11-26T12:00:00Z") });
});

test("quiet hours end at seven of her own clock on both days on which it is moved", () => {
  expect(told(soon, "America/New_York", "2027-03-14T05:00:00Z")).toEqual({ lookAt: at("2027-03-14T11:00:00Z") }); // spring: seven comes an hour earlier
  expect(told(soon, "America/New_York", "2026-11-01T04:30:00Z")).toEqual({ lookAt: at("2026-11-01T12:00:00Z") }); // autumn: an hour later
  expect(told(soon, "Europe/Berlin", "2027-03-27T22:00:00Z")).toEqual({ lookAt: at("2027-03-28T05:00:00Z") });
  expect(told(soon, "Europe/Berlin", "2026-10-24T21:00:00Z")).toEqual({ lookAt: at("2026-10-25T06:00:00Z") });
});

test("three times a day is enough, and the fourth waits until tomorrow", () => {
  const today = ["2026-11-25#1", "2026-11-25#2"];
  expect(told(soon, "UTC", "2026-11-25T12:00:00Z", today)).toEqual({ turn: "2026-11-25#3" });
  expect(told(soon, "UTC", "2026-11-25T12:00:00Z", [...today, "2026-11-25#3"])).toEqual({ lookAt: at("2026-11-26T00:00:00Z") });
  expect(told(soon, "UTC", "2026-11-26T07:00:00Z", [...today, "2026-11-25#3"])).toEqual({ turn: "2026-11-26#1" });
});

test("nobody is told within the first two minutes", () => {
  const since = at("2026-11-25T12:00:00Z");
  expect(told(soon, "UTC", "2026-11-25T12:00:30Z", [], since)).toEqual({ lookAt: at("2026-11-25T12:02:00Z") });
  expect(told(soon, "UTC", "2026-11-25T12:02:00Z", [], since)).toEqual({ turn: "2026-11-25#1" });
});

test("twice a day means at her two hours, once each, and only what waited by then", () => {
  expect(told(twice, "Asia/Tashkent", "2026-11-25T04:00:00Z")).toEqual({ turn: "2026-11-25T09" });
  expect(told(twice, "Asia/Tashkent", "2026-11-25T04:00:00Z", ["2026-11-25T09"])).toEqual({ lookAt: at("2026-11-25T13:00:00Z") });
  const since = at("2026-11-25T04:10:00Z");
  expect(told(twice, "Asia/Tashkent", "2026-11-25T05:00:00Z", [], since)).toEqual({ lookAt: at("2026-11-25T13:00:00Z") });
  expect(told(twice, "Asia/Tashkent", "2026-11-25T13:00:00Z", [], since)).toEqual({ turn: "2026-11-25T18" });
  expect(told({ ...twice, firstHour: 18, secondHour: 9 }, "Asia/Tashkent", "2026-11-25T13:00:00Z", [], since)).toEqual({
    turn: "2026-11-25T18",
  });
});

test("once a week means on her day at her first hour", () => {
  expect(told(weekly, "UTC", "2026-11-25T12:00:00Z")).toEqual({ turn: "2026-11-23T09" }); // it is late, but nothing is left out
  expect(told(weekly, "UTC", "2026-11-25T12:00:00Z", ["2026-11-23T09"])).toEqual({ lookAt: at("2026-11-30T09:00:00Z") });
  expect(told(weekly, "UTC", "2026-11-30T09:00:00Z", ["2026-11-23T09"])).toEqual({ turn: "2026-11-30T09" });
});

test("a digest whose hour is quiet comes when the quiet ends", () => {
  const early = { ...twice, firstHour: 5 };
  expect(told(early, "UTC", "2026-11-25T05:00:00Z")).toEqual({ lookAt: at("2026-11-25T07:00:00Z") });
  expect(told(early, "UTC", "2026-11-25T07:00:00Z")).toEqual({ turn: "2026-11-25T05" });
});

test("a push does not outlive the day: what a phone misses does not ring at night", () => {
  expect(liveSeconds(soon, "UTC", at("2026-11-25T21:00:00Z"))).toBe(3_600);
  expect(liveSeconds(soon, "UTC", at("2026-11-25T21:59:50Z"))).toBe(60);
  expect(liveSeconds(soon, "UTC", at("2026-11-25T08:00:00Z"))).toBe(12 * 3_600);
  expect(liveSeconds({ ...soon, quietTo: 22 }, "UTC", at("2026-11-25T21:00:00Z"))).toBe(12 * 3_600);
});

const hour = fc.integer({ min: 0, max: 23 });
const choices = fc.record({
  quietFrom: hour,
  quietTo: hour,
  firstHour: hour,
  secondHour: hour,
  weekday: fc.integer({ min: 1, max: 7 }),
  pace: fc.constantFrom("now", "twice", "weekly"),
});
const zones = fc.constantFrom("UTC", "Asia/Tashkent", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe");
const instants = fc.date({ min: at("2024-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z"), noInvalidDate: true });

test("whatever she chose, she is never told in her quiet hours, and looking again leads forward", () => {
  fc.assert(
    fc.property(choices, zones, instants, (chosen, zone, now) => {
      const choice = { ...soon, ...chosen };
      const decision = decide({ choice, zone, since: LONG_AGO, taken: [] }, now);
      const isRight = "turn" in decision ? !isQuiet(choice, localTime(zone, now).hour) : decision.lookAt > now;
      expect(isRight).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("whoever is looked at whenever it is said is told within a week and a day, and once a turn", () => {
  fc.assert(
    fc.property(choices, zones, instants, (chosen, zone, begun) => {
      const choice = { ...soon, ...chosen };
      let now = new Date(Math.floor(begun.getTime() / 1_000) * 1_000);
      const taken: string[] = [];
      for (let looks = 0; looks < 12; looks += 1) {
        const decision = decide({ choice, zone, since: new Date(begun.getTime() - 60_000), taken }, now);
        if ("lookAt" in decision) now = decision.lookAt;
        else taken.push(decision.turn);
        if (taken.length > 0) break;
      }
      expect(taken).toHaveLength(1);
      expect(now.getTime() - begun.getTime()).toBeLessThan(8 * 86_400_000 + 3_600_000);
    }),
    { numRuns: 500 },
  );
});
