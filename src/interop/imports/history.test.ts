import { expect, test } from "vitest";
import { BadExport } from "./bad-export.ts";
import { type HistoryOptions, historyIn, partsOf, strangersIn } from "./history.ts";
import { textSource } from "./source.ts";
import { whatsappExport } from "./whatsapp/export.ts";
import { inventedExport } from "./whatsapp/invented-export.ts";
import { clockIn } from "./zone.ts";

const march =
  '20/03/2025, 10:00 - Ruth Adler created group "Pink Scarf"\n' +
  "20/03/2025, 10:01 - Ruth Adler: hello\n20/03/2025, 10:01 - Ruth Adler: hello\n20/03/2025, 10:02 - Amina: @\u2068Ruth Adler\u2069 @\u2068Joan\u2069 hi\n" +
  "20/03/2025, 10:03 - Amina: location: https://maps.google.com/?q=51.498,-0.118\n20/03/2025, 10:04 - Amina: Nurse Ana.vcf (file attached)\n";
const april = march.replace("10:00 - Ruth Adler created", "10:07 - Ruth Adler created") + "02/04/2025, 09:00 - Amina: hello\n";

async function historyOf(text: string, options: Partial<HistoryOptions> = {}) {
  const source = textSource("chat.txt", text);
  return Array.fromAsync(historyIn(await whatsappExport(source), { spaceId: "a", ...options }));
}

test("the same export, and a newer one of the same chat, names every message as before", async () => {
  const first = await historyOf(march, { keepsNotices: true });
  const again = await historyOf(march, { keepsNotices: true });
  const newer = await historyOf(april, { keepsNotices: true });
  const ids = first.map(({ id }) => id);
  expect(again).toEqual(first);
  expect(newer.map(({ id }) => id).slice(0, ids.length)).toEqual(ids);
  expect(new Set(newer.map(({ id }) => id)).size).toBe(newer.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("the same export in another space is other messages, and staying behind changes no id", async () => {
  const here = new Set((await historyOf(march, { keepsNotices: true })).map(({ id }) => id));
  expect((await historyOf(march, { spaceId: "b", keepsNotices: true })).filter(({ id }) => here.has(id))).toEqual([]);
  const without = await historyOf(march);
  expect(without).toHaveLength(here.size - 1);
  expect(without.filter(({ id }) => !here.has(id))).toEqual([]);
});

test("no name of the export, no notice and no place comes along without being asked for", async () => {
  const all = await historyOf(march, { mapping: { Amina: "Rosa", "Ruth Adler": null } });
  expect(all.map(({ author, kind, text }) => [author, kind, text])).toEqual([
    [null, "text", "hello"],
    [null, "text", "hello"],
    ["Rosa", "text", "@a member @a member hi"],
    ["Rosa", "location", ""],
    ["Rosa", "contact", ""],
  ]);
  expect(JSON.stringify(all)).not.toMatch(/Ruth|Joan|Nurse|51\.498/);
  const wanted = await historyOf(march, { mapping: { "Ruth Adler": "Vera" }, aMember: "участница", keepsPlaces: true, keepsNotices: true });
  expect(wanted[3]).toMatchObject({ author: null, text: "@Vera @участница hi" });
  expect(wanted[4]?.text).toContain("51.498");
  expect(wanted[0]).toMatchObject({ author: null, kind: "system" });
});

test("a name that nobody in the export has is found in the mapping", async () => {
  const source = textSource("chat.txt", march);
  expect(strangersIn({ Amina: "Rosa", Aminah: "Rosa" }, await whatsappExport(source))).toEqual(["Aminah"]);
});

test("a message longer than a space takes comes as several, with ids that stay", async () => {
  const long = `20/03/2025, 10:01 - Amina: ${"a long night ".repeat(800)}\n`;
  const parts = await historyOf(long, { mostLetters: 4000 });
  expect(parts.map(({ text }) => text).join(" ")).toBe("a long night ".repeat(800).trim());
  expect(parts.every(({ text }) => text.length <= 4000)).toBe(true);
  expect(new Set(parts.map(({ id }) => id)).size).toBe(3);
  expect(await historyOf(long, { mostLetters: 4000 })).toEqual(parts);
  expect(partsOf("💗".repeat(5), 3)).toEqual(["💗", "💗", "💗", "💗", "💗"]);
  expect(partsOf("", 3)).toEqual([""]);
});

test("while the order of dates is open, nothing is taken over", async () => {
  const refusal = await historyOf("04/05/2025, 10:00 - Ruth: hello\n").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(BadExport);
  expect(String(refusal)).toMatch(/chat\.txt, line 1: .*--date-order dmy or --date-order mdy/);
});

test("twenty thousand messages have twenty thousand ids, equal ones among them", async () => {
  const ids = (await historyOf([...inventedExport(20_000)].join(""), { keepsNotices: true })).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the wall clock of the phone becomes an instant in its zone, also on the days when clocks change", () => {
  const berlin = clockIn("Europe/Berlin");
  expect(berlin("2025-01-15T10:00:00").toISOString()).toBe("2025-01-15T09:00:00.000Z");
  expect(berlin("2025-07-15T10:00:00").toISOString()).toBe("2025-07-15T08:00:00.000Z");
  expect(berlin("2025-03-30T02:30:00").toISOString()).toMatch(/^2025-03-30T0[01]:30:00/);
  expect(clockIn("Asia/Kathmandu")("2025-01-15T10:00:00").toISOString()).toBe("2025-01-15T04:15:00.000Z");
  expect(clockIn("America/St_Johns")("2025-01-15T10:00:00").toISOString()).toBe("2025-01-15T13:30:00.000Z");
  expect(() => clockIn("Atlantis/Main")).toThrow(RangeError);
});
