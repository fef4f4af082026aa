import { expect, test } from "vitest";
import { isReadableIn, locales } from "./index.ts";

test.for([
  ["The first year", ["en"]],
  ["第一年", ["zh"]],
  ["السنة الأولى", ["ar"]],
  ["Первый год", ["ru"]],
  ["Чай & tea", ["en", "ru"]],
  ["Πρώτος χρόνος", []],
  ["2026", []],
] as const)("“%s” is readable in %s", ([text, readable]) => {
  expect(locales.filter((locale) => isReadableIn(locale, text))).toEqual(readable);
});
