import { expect } from "vitest";
import { attached, chat, photoRoom, red, zip } from "#test/import-media";
import { importLine, previewOf } from "#test/imports";
import { test, type Ground } from "#test/people";
import { recording } from "#test/recording";
import { importWhatsapp } from "./import-whatsapp.ts";

const letter = Buffer.from("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

async function keptOf({ owner }: Ground, space: string) {
  const kept = await owner.query<{ kind: string; words: string; content: Buffer; milliseconds: number | null; name: string | null }>(
    `select f.kind, m.words, c.content, f.milliseconds, f.name from space_file f join space_file_content c on c.file_id = f.id
      join space_message m on m.id = f.message_id where f.space_id = $1 and m.left_out is null order by m.seq`,
    [space],
  );
  return kept.rows;
}

test("voice notes come beside their lines as nothing but sound; what is long, broken or no voice note leaves its mark", async ({
  ground,
}) => {
  const { space, bring, shown } = await photoRoom(ground, importWhatsapp);
  const files = [
    { name: "PTT-20250320-WA0001.opus", data: recording(3) },
    { name: "PTT-20250320-WA0002.opus", data: recording(185) },
    { name: "PTT-20250320-WA0003.opus", data: recording(3).subarray(0, 500) },
    { name: "AUD-20250320-WA0004.mp3", data: "ID3 a song" },
    { name: "PTT-20250320-WA0005.opus", data: red },
    { name: "PTT-20250320-WA0006.opus", data: Buffer.alloc(2 << 20) },
  ];
  const path = await zip(chat(...files.map(({ name }) => attached(name))), ...files);
  const { media } = await bring(path);
  expect(media).toMatchObject({ voices: { added: 1, known: 0 }, others: { audio: 1 }, unnamed: 0 });
  expect(Object.fromEntries(media.left.map(({ why, names }) => [why, names.map((name) => name.at(-6))]))).toEqual({
    long: ["2"],
    broken: ["3"],
    kind: ["5"],
    large: ["6"],
  });
  expect(await shown()).toEqual(["Good morning", "", "voice", "voice", "audio", "voice", "voice"]);
  const [voice, ...more] = await keptOf(ground, space);
  expect(more).toEqual([]);
  expect(voice).toMatchObject({ kind: "voice", milliseconds: 3_000, name: null });
  expect(voice?.content.includes("SecretRecorder")).toBe(false);
  expect((await bring(path)).media).toMatchObject({ voices: { added: 0, known: 1 } });
  const { text } = await previewOf(importWhatsapp, [path]);
  expect(text).toMatch(/Beside the words lie 5 voice notes \([\d.]+ MB\)\.\nWhat leaves a word in its place: 1 sound file\./);
});

test("documents come when they are asked for, told by their bytes, and a program among them does not", async ({ ground }) => {
  const { space, bring, shown } = await photoRoom(ground, importWhatsapp);
  const files = [
    { name: "Letter of Dr Osei.pdf", data: letter },
    { name: "harmless.pdf", data: "MZ\u0090\u0000 a program" },
    { name: "form.pdf", data: letter.toString().replace("/Catalog", "/Catalog /OpenAction << /S /JavaScript >>") },
  ];
  const path = await zip(chat(...files.map(({ name }) => attached(name))), ...files);
  expect((await bring(path)).media).toMatchObject({ documents: { added: 0 }, others: { file: 3 } });
  expect(await shown()).toEqual(["Good morning", "file", "file", "file"]);
  const text = (await importLine(importWhatsapp, ground, path, "--space", space, "--documents")).out;
  expect(text).toMatch(/1 document \(1 KB\) came along, [\d.]+ a second\.\n2 files did not come, and leave a word in their place:/);
  expect(text).toContain("1 of a kind that is not taken: harmless.pdf");
  expect(text).toContain("1 holding a program, or locked: form.pdf");
  const [only, ...more] = await keptOf(ground, space);
  expect(more).toEqual([]);
  expect(only).toMatchObject({ kind: "file", name: "Letter of Dr Osei.pdf", milliseconds: null });
  expect(only?.content.equals(letter)).toBe(true);
});
