import { array, assert, integer, property, asyncProperty, string } from "fast-check";
import { expect } from "vitest";
import { test } from "#test/people";
import { line, paragraph } from "./plain-text.ts";

const faultOf = (text: unknown, how = paragraph(4_000)) => {
  const parsed = how.safeParse(text);
  return parsed.success ? undefined : parsed.error.issues[0]?.message;
};

test.for([
  ["English with dashes and quotes", "It’s fine — really, “fine”… 50 % of it…"],
  ["Arabic with vowel signs and its own comma", "السَّلَامُ عَلَيْكُمْ، كيف حالكِ اليوم؟"],
  ["Arabic beside Latin, kept apart by isolates and marks", "خذي \u2068Tamoxifen 20 mg\u2069 كل يوم\u200F."],
  ["Hebrew with points", "שָׁלוֹם, מַה שְּׁלוֹמֵךְ?"],
  ["Persian, whose words are joined by an invisible sign", "می‌خواهم بدانم که نمی‌توانم چه می‌کنم و نمی‌دانم چرا"],
  ["Hindi", "क्षमा करें, मैं आज नहीं आ सकती।"],
  ["Vietnamese, composed or not", "Hôm nay chị thấy đỡ nhiều rồi. ".normalize("NFD")],
  ["Thai", "วันนี้ฉันรู้สึกดีขึ้นมากแล้ว"],
  ["Khmer with blanks of no width", "ខ្ញុំ\u200Bមាន\u200Bអារម្មណ៍\u200Bល្អ\u200Bណាស់\u200Bនៅ\u200Bថ្ងៃ\u200Bនេះ\u200Bហើយ\u200Bអរគុណ\u200Bច្រើន"],
  ["Chinese and Japanese", "今天好多了。ありがとう、またね！"],
  ["Tibetan, which stacks its letters", "བཀྲ་ཤིས་བདེ་ལེགས། སྐྱིད་པོ་བྱུང་།"],
  ["hearts, families, flags and skin", "❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️ 👨‍👩‍👧‍👦👩🏽‍🤝‍👩🏿 🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿 👩‍❤️‍💋‍👩 🏳️‍⚧️ 1️⃣"],
  ["a list with tabs and empty lines", "Ask on Friday:\n\n\t1. the drain\n\t2. the arm"],
])("%s passes as it was meant", ([, text]) => {
  expect(paragraph(4_000).parse(text)).toBe(text!.normalize("NFC").trim());
  expect(faultOf(text, line(4_000))).toBeUndefined();
});

test.for([
  ["NUL", "a\u0000b", "fault.unreadable"],
  ["an escape for the terminal", "\u001B[2J", "fault.unreadable"],
  ["a delete", "a\u007F", "fault.unreadable"],
  ["an old control sign", "a\u0085b", "fault.unreadable"],
  ["the first half of a pair", "a\uD83D", "fault.unreadable"],
  ["the second half of a pair", "\uDE00a", "fault.unreadable"],
  ["a file name turned around", "photo\u202Egpj.exe", "fault.turned"],
  ["an embedding that turns", "\u202Babc\u202C", "fault.turned"],
  ["an override to the right", "\u202Dabc", "fault.turned"],
  ["a run of nothing", `a${"\u200B".repeat(9)}b`, "fault.flooded"],
  ["a run of different nothings", "a\u200B\u200C\u200D\u2060\uFEFF\u00AD\u034F\u200E\u2063b", "fault.flooded"],
  ["nothing between all letters", "a\u200B".repeat(200), "fault.flooded"],
  ["letters that drip over other lines", `Z${"\u0335\u0321\u0489".repeat(20)}`, "fault.flooded"],
  ["words hidden in signs of flags", `Hello${"\u{E0041}".repeat(9)}`, "fault.flooded"],
  ["words hidden in variants", `Hello${"\u{E0101}".repeat(9)}`, "fault.flooded"],
  ["nothing", "", "fault.empty"],
  ["only blanks", " \n\t\u3000 ", "fault.empty"],
  ["only signs that are not seen", "\u200B\u200D\u2060", "fault.empty"],
  ["a Hangul filler", "\u3164", "fault.empty"],
  ["an empty Braille cell", "\u2800", "fault.empty"],
  ["too much", "x".repeat(4_001), "fault.long"],
  ["no text", undefined, "fault.empty"],
  ["a list", ["Hello"], "fault.empty"],
])("%s is refused", ([, text, fault]) => {
  expect(faultOf(text)).toBe(fault);
});

test("a line has no breaks, and both have nothing around them", () => {
  expect(line(20).parse("  First\r\nyear \t ")).toBe("First year");
  expect(paragraph(20).parse(" a\r\nb\rc\n")).toBe("a\nb\nc");
  expect(faultOf("x".repeat(21), line(20))).toBe("fault.long");
  expect(paragraph(20, 0).parse("")).toBe("");
});

test("whatever passes is whole, composed, and the same when it is typed again", () => {
  const anything = array(integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));
  for (const how of [line(100), paragraph(100)])
    assert(
      property(anything, (text) => {
        const parsed = how.safeParse(text);
        if (!parsed.success) return /^fault\.(unreadable|turned|flooded|empty|long)$/.test(parsed.error.issues[0]?.message ?? "");
        const { data } = parsed;
        return data.isWellFormed() && data === data.normalize("NFC") && data.trim() === data && how.parse(data) === data;
      }),
      { numRuns: 3_000 },
    );
});

test("whatever passes, the database keeps as it is", async ({ ground: { db } }) => {
  const kept = asyncProperty(string({ unit: "binary", maxLength: 60 }), async (text) => {
    const parsed = paragraph(200).safeParse(text);
    if (!parsed.success) return;
    const { rows } = await db.pools.person.query("select $1::text as plain, ($2::jsonb)->>'text' as wrapped, length($1) <= 200 as fits", [
      parsed.data,
      JSON.stringify({ text: parsed.data }),
    ]);
    expect(rows).toEqual([{ plain: parsed.data, wrapped: parsed.data, fits: true }]);
  });
  await assert(kept, { numRuns: 400 });
});

test("a flood of a million signs is refused in no time", () => {
  for (const text of ["\u200B", "a\u0301", "\u202E", " ", "a\u200B", "👨‍👩‍👧‍👦"].map((sign) => sign.repeat(1_000_000 / sign.length))) {
    const began = performance.now();
    expect(faultOf(text)).toBeDefined();
    expect(performance.now() - began).toBeLessThan(2_000);
  }
});
