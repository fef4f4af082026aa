import * as fc from "fast-check";

/** Texts that break careless programs: each once met in the wild. */
const NASTY = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00\ud800",
  "\u202Eevil\u202C",
  "\u200B".repeat(2_000),
  "e\u0301".repeat(1_000) + "\u0301".repeat(40),
  "<script>alert(1)</script>",
  "'; drop table person; --",
  "../../../../etc/passwd",
  "%00%ff%c0%af",
  "{{constructor.constructor('return 1')()}}",
  "${7*7}",
  "\r\nSet-Cookie: a=b",
  "💚👩🏽‍🦲",
  "ﷺ".repeat(50),
  "null",
  "NaN",
  "1e309",
  "-1",
  "9".repeat(40),
  "x".repeat(5_000),
  "=cmd|' /C calc'!A0",
] as const;

export const nastyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
export const honestText = fc.constantFrom(
  "The drain came out today.",
  "Я сегодня спала до утра",
  "我昨天也拔了管",
  "اليوم كان أهدأ من أمس",
  "שלום, מה שלומך",
  "It itched; I kept still.\nThen it passed.",
  "@Juniper are you there? 👩🏽‍🦲",
);

/** One megabyte of nested JSON: refused by its size, before anything reads it. */
export const nestedMegabyte = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
/** Nested deeper than any honest body, and small enough to be let in. */
export const nestedDeep = `{"text":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
export const brokenUtf8 = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0xc3, 0x28, 0x7d]);

/** Bodies of no valid shape, in bytes or text, with the type they claim. */
export const brokenBody = fc.oneof(
  { weight: 4, arbitrary: fc.json({ maxDepth: 3 }).map((body) => ({ type: "application/json", body })) },
  { weight: 4, arbitrary: nastyText.map((body) => ({ type: "application/json", body })) },
  { weight: 4, arbitrary: nastyText.map((body) => ({ type: "application/x-www-form-urlencoded", body })) },
  { weight: 2, arbitrary: nastyText.map((body) => ({ type: "multipart/form-data; boundary=x", body: `--x\r\n${body}` })) },
  { weight: 2, arbitrary: nastyText.map((body) => ({ type: "text/plain", body })) },
  { weight: 2, arbitrary: fc.constant({ type: "application/json", body: brokenUtf8 }) },
  { weight: 1, arbitrary: fc.constant({ type: "application/x-www-form-urlencoded", body: brokenUtf8 }) },
  { weight: 1, arbitrary: fc.constant({ type: "application/json", body: nestedDeep }) },
);
