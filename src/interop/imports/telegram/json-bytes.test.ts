import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BadExport } from "../bad-export.ts";
import { JsonBytes } from "./json-bytes.ts";

/** A text that arrives in pieces of this many bytes. */
const reader = (text: string | Buffer, size = 7) => {
  const whole = Buffer.from(text);
  return new JsonBytes({
    name: "a.json",
    bytes: async function* () {
      for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
    },
    close: async () => {},
  });
};

/** The elements of `list` in `{…, "list": […], …}`; every other value is walked over. */
async function listIn(json: JsonBytes): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const key of json.members("the file")) {
    if (key === "list") for await (const _ of json.list("list")) found.push((await json.take()).value);
    else await json.skip();
  }
  await json.end();
  return found;
}

const anything: unknown = expect.anything();
const outcome = (text: string | Buffer, size?: number): Promise<unknown> => listIn(reader(text, size)).catch((error: unknown) => error);
const strings = fc.string({ unit: "grapheme" });
const documents = fc
  .record({ before: fc.jsonValue({ stringUnit: "grapheme" }), list: fc.array(fc.jsonValue({ stringUnit: "grapheme" })), after: strings })
  .chain((value) => fc.constantFrom(undefined, 1, "\t").map((space) => ({ list: value.list, text: JSON.stringify(value, null, space) })));

test("whatever is JSON is read as JSON.parse reads it, in pieces of any size", async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.integer({ min: 1, max: 50 }), async ({ list, text }, size) => {
      expect(await listIn(reader(text, size))).toEqual(JSON.parse(JSON.stringify(list)));
    }),
    { numRuns: 300 },
  );
});

test("a file cut short anywhere is refused", async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async ({ text }, part) => {
      const whole = Buffer.from(text);
      expect(await outcome(whole.subarray(0, Math.floor(whole.length * part)))).toBeInstanceOf(BadExport);
    }),
    { numRuns: 300 },
  );
});

test("a file with any byte changed is read as JSON.parse reads it, or refused, and never more than that", async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.nat(), fc.nat(255), async ({ text }, at, byte) => {
      const bytes = Buffer.from(text);
      bytes[at % bytes.length] = byte;
      const found = await outcome(bytes);
      expect(Array.isArray(found) || found instanceof BadExport).toBe(true);
      expect(found).toEqual(listOrNothing(bytes) ?? anything);
    }),
    { numRuns: 500 },
  );
});

/** What must be read, if the bytes are JSON with a list and without a NUL. */
function listOrNothing(bytes: Buffer): unknown[] | undefined {
  try {
    const { list = [] }: { list?: unknown } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return Array.isArray(list) && !JSON.stringify(list).includes("\\u0000") ? list : undefined;
  } catch {
    return undefined;
  }
}

test.each<[string, string | Buffer, RegExp]>([
  ["nothing", "", /line 1: the file ends in the middle/],
  ["a list", "[1]", /line 1: the file must be an object, but "\[" stands here/],
  ["words", "Dear Ruth,\n", /line 1: .* but "D" stands here/],
  ["a number in place of a list", '{\n"list": 5}', /line 2: list must be a list, but "5"/],
  ["an object in place of a list", '{"list": {}}', /line 1: list must be a list, but "\{"/],
  ["more after the end", '{"list": []}\n{}', /line 2: the file must end/],
  ["a NUL in words", '{"list": ["a\0b"]}', /NUL/],
  ["a NUL between", '{"list": [1,\n\0]}', /line 2: .*NUL/],
  ["a NUL in an escape", '{"list": [1,\n"a\\u0000b"]}', /line 2: a NUL/],
  ["a NUL in an escape of Telegram's own", String.raw`{"list": ["a\x00b"]}`, /a NUL/],
  ["half a sign", '{"list": [\n"\\ud83d hello"]}', /line 2: .*unpaired surrogate/],
  ["the other half of a sign", '{"list": [{"a":"\\udc97"}]}', /unpaired surrogate/],
  ["Latin letters of old", Buffer.from('{"list": ["caf\xe9"]}', "latin1"), /not UTF-8/],
  ["a line end in words", '{"list": ["a\nb"]}', /a line ends inside quotes/],
  ["a million brackets", `{"list": ${"[".repeat(1 << 20)}`, /nest more than 64 deep/],
  ["a million brackets that nobody wants", `{"other": ${'{"a":'.repeat(200_000)}`, /nest more than 64 deep/],
  ["a wrong bracket", '{"other": [1}}', /closes what was not opened/],
  ["a value of two megabytes", `{"list": ["${"x".repeat(2 << 20)}"]}`, /larger than any message/],
  ["two commas", '{"list": [1,,2]}', /a value is missing/],
  ["no comma", '{"list": [1 2]}', /a comma or the end of a list is missing, but "2"/],
  ["no colon", '{"list" []}', /a colon is missing/],
  ["words without quotes", '{"list": [hello]}', /this is no JSON/],
])("%s is refused with its line", async (_what, text, reason) => {
  const refusal = await outcome(text, 4096);
  expect(refusal).toBeInstanceOf(BadExport);
  expect(String(refusal)).toMatch(reason);
  expect(String(refusal)).toMatch(/a\.json, line \d+:/);
});

test("whole signs written as escapes, and a mark at the start, are read", async () => {
  expect(await outcome('\ufeff{"list": ["\\ud83d\\udc97", "\\\\u0000"]}')).toEqual(["💗", "\\u0000"]);
});

test("what Telegram itself writes wrongly is mended: control signs and bare paths", async () => {
  const text = String.raw`{"list": ["a\x07b\\x07\n", {
 "document_id": video_files/sticker (2).webm
}, {
 "document_id": stickers/a.webp,
 "text": "x\x1b"
}]}`;
  expect(await outcome(text)).toEqual([
    "a\u0007b\\x07\n",
    { document_id: "video_files/sticker (2).webm" },
    { document_id: "stickers/a.webp", text: "x\u001b" },
  ]);
});

test("a value that nobody wants may be larger than any message", async () => {
  expect(await outcome(`{"other": ["${"x".repeat(3 << 20)}"], "list": [1]}`, 1 << 16)).toEqual([1]);
});
