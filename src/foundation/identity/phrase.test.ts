import { expect, test } from "vitest";
import { credentialsOf, makePhrase, readPhrase } from "./phrase.ts";

const ROUNDS = 200;

test("every phrase we make is one we can read back, in all four languages", () => {
  for (const locale of ["en", "zh", "ar", "ru"] as const) {
    const made = new Set(Array.from({ length: ROUNDS }, () => makePhrase(locale)));
    expect(made.size).toBe(ROUNDS);
    for (const phrase of made) expect(readPhrase(phrase), phrase).toBeDefined();
  }
});

test("seven English words are read whatever their capitals, spaces, hyphens and endings", () => {
  const phrase = "abandon ability able about above absent absorb";
  for (const typed of [
    "  Abandon ABILITY able\nabout  above absent absorb ",
    "abandon-ability-able-about-above-absent-absorb",
    "aban abil able abou abov abse abso",
  ])
    expect(readPhrase(typed)).toBe(phrase);
  for (const typed of [
    "",
    "abandon ability able",
    `${phrase} abstract`,
    "abandon ability able about above absent kith",
    "x".repeat(10_000),
  ])
    expect(readPhrase(typed)).toBeUndefined();
});

test("digits are digits, in Arabic, Persian and full width, however they are grouped", () => {
  const plain = "012345678901234567890123";
  for (const typed of [
    "0123 4567 8901 2345 6789 0123",
    "٠١٢٣ ٤٥٦٧ ٨٩٠١ ٢٣٤٥ ٦٧٨٩ ٠١٢٣",
    "۰۱۲۳-۴۵۶۷-۸۹۰۱-۲۳۴۵-۶۷۸۹-۰۱۲۳",
    "０１２３４５６７８９０１２３４５６７８９０１２３",
  ])
    expect(readPhrase(typed)).toBe(plain);
  expect(readPhrase("0123 4567 8901 2345 6789 012")).toBeUndefined();
});

test("seven Chinese characters are read with and without spaces", () => {
  expect(readPhrase("的一是在不了有")).toBe("的一是在不了有");
  expect(readPhrase(" 的 一 是、在 不 了 有。")).toBe("的一是在不了有");
  expect(readPhrase("的一是在不了")).toBeUndefined();
});

test("the name under which a phrase is found differs from house to house", () => {
  const phrase = "abandon ability able about above absent absorb";
  const [here, there] = ["one secret", "another secret"].map((secret) => credentialsOf(phrase, secret).username);
  expect(here).toMatch(/^[0-9a-f]{40}$/);
  expect(here).not.toBe(there);
});
