import { join } from "node:path";
import { expect } from "vitest";
import { file, importLine, previewOf, room } from "#test/imports";
import { test, type Ground } from "#test/people";
import { importWhatsapp } from "./import-whatsapp.ts";
import { readInput } from "./input.ts";

const samples = join(import.meta.dirname, "../imports/samples");
const zip = join(samples, "WhatsApp Chat - Pink Scarf Circle.zip");
const STACK = /^\s+at .+:\d+:\d+/m;

const march =
  "20/03/2025, 10:00 - Messages and calls are end-to-end encrypted.\n" +
  "20/03/2025, 10:01 - Ruth Adler: Good morning\n20/03/2025, 10:01 - Ruth Adler: Good morning\n" +
  "20/03/2025, 10:02 - Amina: IMG-20250320-WA0001.jpg (file attached)\n20/03/2025, 10:02 - Amina: 17°\u0007C here\n";
const april = `${march}02/04/2025, 09:00 - Joan: How is everybody?\n02/04/2025, 09:00 - Ruth Adler: Fine\n`;

const line = (ground: Ground, ...words: string[]) => importLine(importWhatsapp, ground, ...words);
const preview = (words: string[], flags?: Record<string, string | true>) => previewOf(importWhatsapp, words, flags);

test("a preview shows what is in an export, and needs neither a space nor a database", async () => {
  const { text } = await preview([zip]);
  for (const words of ["Pink Scarf Circle", "Ruth Adler", "2025-03-08 15:00:00", "Nothing was written."]) expect(text).toContain(words);
  const expected: unknown = JSON.parse(await readInput(zip.replace(".zip", ".expected.json")));
  const { out } = await preview([zip], { json: true });
  expect(JSON.parse(out)).toMatchObject({ messages: expected, skipped: [], questions: [] });
  const open = await preview([join(samples, "wa-ambiguous-undecidable.txt")]);
  expect(open.text).toContain("--date-order dmy");
  expect((await preview([join(samples, "wa-ambiguous-undecidable.txt")], { "date-order": "mdy" })).text).toContain("2025-04-05 10:00:00");
});

test("a preview reports every line that was not understood, with its number", async () => {
  const { text } = await preview([await file("chat.txt", `lost words\n${march}41/03/2025, 10:09 - Amina: no such day\n`)]);
  expect(text).toContain("2 lines not understood:");
  expect(text).toMatch(/line 1: lost words\n {2}line 7: 41\/03\/2025/);
});

test("a history comes under the aliases it was mapped to, everyone else is a member, and no name of the export comes along", async ({
  ground,
}) => {
  const { space, shown } = await room(ground);
  const chat = await file("chat.txt", march);
  const mapped = await file("names.json", '{"Ruth Adler": "Person 2", "Amina": null}');
  const brought = await line(ground, chat, "--space", space, "--mapping", mapped, "--zone", "Europe/Berlin", "--json");
  expect(brought).toMatchObject({ exitCode: 0, err: "" });
  expect(JSON.parse(brought.out)).toMatchObject({ space, zone: "Europe/Berlin", added: 4, known: 0, notices: 1, skipped: [] });
  expect(await shown()).toEqual([
    ["Person 2", "Good morning", "2025-03-20T09:01:00.000Z"],
    ["Person 2", "Good morning", "2025-03-20T09:01:00.000Z"],
    [null, "photo", "2025-03-20T09:02:00.000Z"],
    [null, "17°C here", "2025-03-20T09:02:00.000Z"],
  ]);
  const { rows } = await ground.owner.query("select from space_message where words ~ 'Amina|encrypted'");
  expect(rows).toEqual([]);
});

test("the same export again brings nothing, and a newer one only what is new", async ({ ground }) => {
  const { space, shown } = await room(ground);
  const first = await file("chat.txt", march);
  const map = ["--map", "Ruth Adler=person 1", "--zone", "UTC"];
  expect((await line(ground, first, "--space", space, ...map)).out).toMatch(/^4 messages taken over, with times as in UTC\.\n/);
  expect((await line(ground, first, "--space", space, ...map)).out).toContain(
    "0 messages taken over, with times as in UTC. 4 messages stood here before.",
  );
  expect((await line(ground, await file("later.txt", april), "--space", space, ...map)).out).toContain("2 messages taken over");
  expect((await shown()).map(([alias, words]) => [alias, words])).toEqual([
    ["Person 1", "Good morning"],
    ["Person 1", "Good morning"],
    [null, "photo"],
    [null, "17°C here"],
    [null, "How is everybody?"],
    ["Person 1", "Fine"],
  ]);
});

test("a real archive of a phone comes over whole", async ({ ground }) => {
  const { space, shown } = await room(ground);
  expect(await line(ground, zip, "--space", space, "--map", "Ruth Adler=Person 1")).toMatchObject({ exitCode: 0 });
  const all = await shown();
  expect(all).toContainEqual(["Person 1", "Hi all, glad you are here", expect.any(String)]);
  expect(all).toContainEqual([null, "", "2025-03-08T15:06:10.000Z"]); // its photo came along
  expect(all.filter(([, words]) => words === "photo")).toEqual([]);
});

test("what was given wrongly is exit code 2, names the fault, and leaves the space as it was", async ({ ground }) => {
  const { space, shown } = await room(ground);
  const chat = await file("chat.txt", march);
  const here = [chat, "--space", space];
  const nowhere = "0e8aa71e-0000-4000-8000-000000000000";
  const wrong: [string[], RegExp][] = [
    [[chat], /--space ID/],
    [[chat, "--space", "5"], /--space "5"/],
    [[chat, "--space", nowhere], new RegExp(`no space ${nowhere}`)],
    [[...here, "--zone", "Atlantis/Main"], /Atlantis\/Main/],
    [[...here, "--date-order", "ddmm"], /--date-order is .*"ddmm"/],
    [[...here, "--map", "Ruth Adler=Rosa"], /"Rosa"/],
    [[...here, "--map", "Ruht=Person 1"], /"Ruht"/],
    [[...here, "--map", "Ruth Adler"], /--map "Ruth Adler"/],
    [[...here, "--map", "Amina=Person 1", "--map", "Amina=Person 2"], /"Amina" is mapped twice/],
    [[...here, "--mapping", await file("a.json", '{"Amina": 5}')], /a\.json: "Amina"/],
    [[...here, "--mapping", await file("b.json", "[]")], /b\.json: /],
    [[...here, "--mapping", await file("c.json", '{\n"Amina": \n')], /c\.json/],
    [["/no/such/chat.txt", "--space", space], /no such file/],
    [[await file("empty.txt", ""), "--space", space], /empty\.txt/],
    [[await file("note.txt", "hello\nyou\n"), "--space", space], /note\.txt, line 1/],
    [[await file("cut.txt", `${march}20/03/2025, 10:05 - Amina: \0\n`), "--space", space], /cut\.txt, line 6/],
    [[join(samples, "wa-ambiguous-undecidable.txt"), "--space", space], /line 1: .*--date-order dmy/],
  ];
  for (const [words, says] of wrong) {
    const { exitCode, out, err } = await line(ground, ...words);
    expect({ words, exitCode, out }).toEqual({ words, exitCode: 2, out: "" });
    expect(err).toMatch(says);
    expect(err).not.toMatch(STACK);
  }
  expect(await shown()).toEqual([]);
});
