import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BadExport } from "../bad-export.ts";
import type { ExportedMessage } from "../export.ts";
import { preview } from "../preview.ts";
import { textSource } from "../source.ts";
import { whatsappExport } from "./export.ts";
import { inventedExport, momentOf, written } from "./invented-export.ts";
import { type Style, styles } from "./styles.ts";

const names = fc.constantFrom("Ruth Adler", "Amina K.", "هدى", "王芳", "Ольга Петрова", "+44 7700 900123", "🤓", "~", "O'Neil (Ward 3)");
const words = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => text.replace(/[\p{C}\p{Z}]+/gu, " ").trim());
const files = fc.constantFrom("IMG-20190228-WA0001.jpg", "Arztbrief (2019).pdf", "نتيجة.pdf", "Маммолог.vcf");

/** A chat in rising time; the first message is of the 28th, so that the order of dates can be known. */
const chats = fc
  .array(
    fc.record({
      author: names,
      wait: fc.integer({ min: 1, max: 400_000 }),
      text: words,
      more: fc.array(words, { maxLength: 3 }),
      file: files,
      kind: fc.nat(6),
    }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((said) => {
    let clock = Date.UTC(2019, 1, 28, 9);
    return said.map(({ wait, kind, ...one }, index): ExportedMessage & { index: number } => {
      clock += index === 0 ? 0 : wait * 1000;
      const text = [`${index} ${one.text}`.trim(), ...one.more.map((line) => `- ${line}`.trim())].join("\n");
      const message = { at: momentOf(clock), author: one.author, index };
      if (kind === 0) return { ...message, author: null, kind: "system", text: "" };
      if (kind === 1) return { ...message, kind: "deleted", text: "" };
      if (kind === 2) return { ...message, kind: "media", text: "" };
      if (kind === 3) return { ...message, kind: one.file.endsWith(".vcf") ? "contact" : "media", text: "", file: one.file };
      return { ...message, kind: "text", text, ...(kind === 4 ? { edited: true as const } : {}) };
    });
  });

function asWrittenBy(style: Style, { index: _index, ...message }: ExportedMessage & { index: number }): ExportedMessage {
  return {
    ...message,
    at: style.hasSeconds ? message.at : `${message.at.slice(0, 17)}00`,
    ...(message.kind === "system" ? { text: style.notice } : {}),
  };
}

test.each(styles)("any chat that a phone writes comes back whole: $name", async (style) => {
  await fc.assert(
    fc.asyncProperty(chats, async (chat) => {
      const said = chat.map((message) => asWrittenBy(style, message));
      const text = said.map((message) => written(message, style)).join("");
      const dateOrder = style.name.includes("American") ? "mdy" : "dmy";
      const { messages, skipped } = await preview(await whatsappExport(textSource("chat.txt", text), { dateOrder }));
      expect(messages).toEqual(said.map((message) => ({ ...message, text: message.text.replaceAll("\u200e", "") })));
      expect(skipped).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test.each(styles)("the order of dates is found in a chat of a month: $name", async (style) => {
  const { messages, questions, skipped } = await preview(
    await whatsappExport(textSource("chat.txt", [...inventedExport(20_000, style)].join(""))),
  );
  expect({ questions, skipped }).toEqual({ questions: [], skipped: [] });
  expect(messages[0]?.at.slice(0, 10)).toBe("2019-01-13");
  expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).toSorted((a, b) => a.localeCompare(b)));
});

test("an invented export has exactly the lines that were asked for, and is the same every time", () => {
  for (const lines of [1, 2, 1999, 2001, 12_345]) {
    const text = [...inventedExport(lines)].join("");
    expect(text.split("\n").length - 1).toBe(lines);
    expect([...inventedExport(lines)].join("")).toBe(text);
  }
});

/** Any answer will do but a crash: a preview, or a plain sentence about the file. */
const answerTo = (bytes: Uint8Array): Promise<unknown> =>
  whatsappExport(textSource("chat.txt", Buffer.from(bytes)))
    .then(preview)
    .then(
      ({ questions }) => (questions.length > 0 ? "asked" : "read"),
      (error: unknown) => (error instanceof BadExport ? "refused" : error),
    );
const anAnswer = expect.stringMatching(/^(read|asked|refused)$/);

test("random bytes are refused or read, and never more than that", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect(await answerTo(bytes)).toEqual(anAnswer);
    }),
    { numRuns: 500 },
  );
});

test("a damaged export is refused or read, and never more than that", async () => {
  const whole = Buffer.from([...inventedExport(60, styles[2])].join(""));
  const damage = fc.record({ at: fc.nat(whole.length - 1), length: fc.nat(40), bytes: fc.uint8Array({ maxLength: 12 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
      let bytes = whole;
      for (const { at, length, bytes: other } of damages)
        bytes = Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at + length)]);
      expect(await answerTo(bytes)).toEqual(anAnswer);
    }),
    { numRuns: 300 },
  );
});

test("lines made of the pieces of headers are refused or read, and never more than that", async () => {
  const pieces = fc.constantFrom(
    "[",
    "]",
    "28",
    "3",
    "2025",
    "/",
    ".",
    "-",
    ", ",
    " - ",
    ":",
    " ",
    "AM",
    "下午",
    "\u200e",
    "\u200f",
    "٣",
    "Ruth",
    ": ",
    "\n",
    "\r\n",
    "<",
    ">",
    "R4",
    "BE",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 80 }), async (parts) => {
      expect(await answerTo(Buffer.from(`28/03/2025, 10:00 - Ruth: hello\n${parts.join("")}`))).toEqual(anAnswer);
    }),
    { numRuns: 1000 },
  );
});
