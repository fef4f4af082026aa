import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { zipOf } from "#test/zip";
import { BadExport } from "./bad-export.ts";
import { Unread } from "./named-files.ts";
import { preview, previewJson } from "./preview.ts";
import { textSource } from "./source.ts";
import { whatsappExport } from "./whatsapp/export.ts";
import { openWhatsapp } from "./whatsapp/open.ts";
import { inventedExport } from "./whatsapp/invented-export.ts";

const chat = "28/03/2025, 10:00 - Ruth: hello\n28/03/2025, 10:01 - Amina: hi\n";
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kith-imports-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, bytes: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function previewOf(path: string, stdin?: Readable) {
  const source = await openWhatsapp(path, stdin);
  try {
    return await preview(await whatsappExport(source));
  } finally {
    await source.close();
  }
}

const readText = async (text: string) => preview(await whatsappExport(textSource("chat.txt", text)));

test.each<[string, string | Buffer, RegExp]>([
  ["is empty", "", /the file is empty/],
  ["is a letter", "Dear Ruth,\nthank you for 12/03/2025.\n", /line 1: no line begins with a date/],
  ["is Telegram's JSON", '{\n "name": "Pink Scarf", "messages": []}\n', /line 1: this is JSON .*import telegram/],
  ["holds a NUL", chat + "a\u0000b\n", /line 3: a NUL byte/],
  ["is not UTF-8", Buffer.concat([Buffer.from(chat), Buffer.from([0x61, 0xe9, 0x0a])]), /line 3: this is not UTF-8/],
  ["was cut inside a letter", Buffer.from(chat + "28/03/2025, 10:02 - هدى").subarray(0, -1), /line 3: .* cut short/],
  ["was cut inside a date", chat + "28/03/2025, 10:", /line 3: .*cut short/],
  ["is UTF-16", Buffer.from(`\ufeff${chat}`, "utf16le"), /line 1: this is UTF-16/],
  ["is one endless line", "x".repeat(3 << 20), /line 1: this line is longer/],
])("a file that %s is refused with its name and line", async (what, bytes, reason) => {
  const path = await fileOf(`${what}.txt`, bytes);
  const refusal = await previewOf(path).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(BadExport);
  expect(String(refusal)).toMatch(reason);
  expect(String(refusal)).toContain(`${what}.txt`);
  expect(String(refusal)).not.toContain(folder);
});

test("a file that is absent, or a folder, is said to be so", async () => {
  await expect(previewOf(join(folder, "none.txt"))).rejects.toThrow(/there is no such file/);
  await expect(previewOf(folder)).rejects.toThrow(/this is not a file/);
});

test("lines that were not understood are reported with their numbers, and nothing of them is imported", async () => {
  const { messages, skipped, skippedCount } = await readText(
    `A title\n\n${chat}31/02/2025, 10:00 - Ruth: no such day\nand its second line\n${chat}`,
  );
  expect(skipped).toEqual([
    { line: 1, text: "A title" },
    { line: 5, text: "31/02/2025, 10:00 - Ruth: no such day" },
    { line: 6, text: "and its second line" },
  ]);
  expect(skippedCount).toBe(3);
  expect(messages.map(({ text }) => text)).toEqual(["hello", "hi", "hello", "hi"]);
});

test("a flood of lines that are not understood is counted, not kept", async () => {
  const { skipped, skippedCount } = await readText("x\n".repeat(5000) + chat);
  expect({ shown: skipped.length, skippedCount }).toEqual({ shown: 1000, skippedCount: 5000 });
});

test("an export as large as WhatsApp makes them is said to be perhaps only the end of a chat", async () => {
  const line = "28/03/2025, 10:00 - Ruth: hello\n";
  const tail = await readText(line.repeat(10_000));
  expect(tail.warnings).toMatchObject([{ kind: "tail" }]);
  expect((await readText(line.repeat(10_001))).warnings).toEqual([]);
});

test("of several texts in a zip the transcript is read, and no Mac's shadow of it", async () => {
  const letter = { name: "A letter.txt", data: "Dear all,\n" };
  const shadow = { name: "__MACOSX/._chat.txt", data: "Mac OS X" };
  const path = await fileOf(
    "WhatsApp Chat with Ward 7.zip",
    zipOf([letter, { name: "WhatsApp Chat with Ward 7.txt", data: chat }, shadow]),
  );
  expect((await previewOf(path)).messages).toHaveLength(2);
  const phone = await fileOf("WhatsApp Chat - Ward 7.zip", zipOf([letter, shadow, { name: "_chat.txt", data: chat }]));
  expect((await previewOf(phone)).messages).toHaveLength(2);
  const renamed = await fileOf(
    "export",
    zipOf([letter, { name: "talk.txt", data: chat }, { name: "z.txt", data: "28/03/2025, 10:00 - a: b\n" }]),
  );
  expect((await previewOf(renamed)).messages).toHaveLength(2);
  const folded = await fileOf("folded.zip", zipOf([{ name: "Ward 7/_chat.txt", data: chat }]));
  expect((await previewOf(folded)).messages).toHaveLength(2);
});

/** Nine files that are all the same place of the zip. */
function manyInOne(): Buffer {
  const photo = { data: randomBytes(5000), isOverlapping: true };
  return zipOf([{ name: "a.jpg", data: photo.data }, ...Array.from({ length: 9 }, (_, nth) => ({ ...photo, name: `${nth}.jpg` }))]);
}

test.each<[string, Buffer, RegExp]>([
  ["climbs out of its folder", zipOf([{ name: "../_chat.txt", data: chat }]), /invalid relative path/],
  ["names a place from the root", zipOf([{ name: "/etc/_chat.txt", data: chat }]), /absolute path/],
  ["holds no text", zipOf([{ name: "IMG-20250308-WA0001.jpg", data: "jpg" }]), /no text file/],
  ["holds nothing", zipOf([]), /no text file/],
  ["holds an empty transcript", zipOf([{ name: "_chat.txt", data: "" }]), /the file is empty/],
  ["is a bomb", zipOf([{ name: "_chat.txt", data: Buffer.alloc(80 << 20, 0x61) }]), /would unpack to 83886080 bytes/],
  ["hides its size", zipOf([{ name: "_chat.txt", data: Buffer.alloc(80 << 20, 0x0a), size: 1000 }]), /cannot be read/],
  ["is locked", zipOf([{ name: "_chat.txt", data: chat, flags: 0x809 }]), /password/],
  ["was cut short", zipOf([{ name: "_chat.txt", data: chat }]).subarray(0, 100), /cannot be read/],
  ["unfolds one file many times", manyInOne(), /lie within each other/],
])("a zip that %s is refused", async (what, bytes, reason) => {
  const path = await fileOf(`${what}.zip`, bytes);
  const refusal = await previewOf(path).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(BadExport);
  expect(String(refusal)).toMatch(reason);
});

test("a zip with any byte changed is refused or read, and never more than that", async () => {
  const whole = zipOf([
    { name: "A letter.txt", data: "Dear all,\n" },
    { name: "talk.txt", data: chat.repeat(20) },
  ]);
  const answers = new Set<unknown>();
  for (let at = 0; at < whole.length; at += 1) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ (at % 2 === 0 ? 0xff : 0x01);
    const answer = previewOf(await fileOf("changed.zip", bytes));
    answers.add(
      await answer.then(
        () => "read",
        (error: unknown) => (error instanceof BadExport ? "refused" : error),
      ),
    );
  }
  expect([...answers].toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(["read", "refused"]);
});

test("a photo in a zip with any byte changed is read, or stays behind for a reason that has a word", async () => {
  const data = randomBytes(200);
  const whole = zipOf([
    { name: "_chat.txt", data: chat },
    { name: "IMG-1.jpg", data },
  ]);
  const answers = new Set<unknown>();
  for (let at = 0; at < whole.length; at += 1) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ (at % 2 === 0 ? 0xff : 0x01);
    const source = await openWhatsapp(await fileOf("photo.zip", bytes)).catch(() => undefined);
    const photo = (await source?.files?.())?.of("IMG-1.jpg");
    if (typeof photo === "object") {
      const answer = photo.read(1000).then(
        (read) => read.length <= 1000,
        (error: unknown) => (error instanceof Unread ? error.why : error),
      );
      answers.add(await answer);
    }
    await source?.close();
  }
  expect(answers).toEqual(new Set([true, "broken", "large", "locked"]));
});

test("standard input is read as text or zip, and leaves nothing behind", async () => {
  expect((await previewOf("-", Readable.from([Buffer.from(chat)]))).messages).toHaveLength(2);
  expect((await previewOf("-", Readable.from([zipOf([{ name: "_chat.txt", data: chat }])]))).messages).toHaveLength(2);
  await expect(previewOf("-", Readable.from([]))).rejects.toThrow(/the file is empty/);
});

test("a preview in pieces is the same JSON, and a long file is read with little memory", async () => {
  const path = join(folder, "long.txt");
  await pipeline(Readable.from(inventedExport(150_000)), createWriteStream(path));
  const source = await openWhatsapp(path);
  let size = 0;
  let most = 0;
  for await (const piece of previewJson(await whatsappExport(source))) {
    size += piece.length;
    most = Math.max(most, piece.length);
  }
  expect(size).toBeGreaterThan(10_000_000);
  expect(most).toBeLessThan(1 << 18);
  const short = textSource("chat.txt", chat);
  const pieces = await Array.fromAsync(previewJson(await whatsappExport(short)));
  expect(JSON.parse(pieces.join(""))).toEqual(await preview(await whatsappExport(short)));
});
