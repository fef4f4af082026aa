import sharp from "sharp";
import { expect } from "vitest";
import { z } from "zod";
import { backedUp, broughtBack, connected } from "#test/backups";
import { attached, blue, chat, keptIn, photoRoom, PLACE, red, said, zip } from "#test/import-media";
import { importLine, previewOf } from "#test/imports";
import { test } from "#test/people";
import type { Packed } from "#test/zip";
import { importWhatsapp } from "./import-whatsapp.ts";

test("photos of an archive come beside their lines, as nothing but pixels, and a second time nothing comes", async ({ ground }) => {
  const { space, bring, shown } = await photoRoom(ground, importWhatsapp);
  const path = await zip(
    chat(attached("IMG-20250320-WA0001.jpg"), attached("IMG-20250320-WA0002.jpg", "My new scarf"), said("Lovely!", "Ruth Adler")),
    { name: "IMG-20250320-WA0001.jpg", data: red },
    { name: "IMG-20250320-WA0002.jpg", data: blue },
  );
  const first = await bring(path);
  expect(first).toMatchObject({ added: 4, known: 0, media: { photos: { added: 2, known: 0 }, left: [], others: {}, unnamed: 0 } });
  const all = ["Good morning", " red", "My new scarf blue", "Lovely!"];
  expect(await shown()).toEqual(all);
  const kept = await keptIn(ground, space);
  expect(kept.reduce((sum, { content, small }) => sum + content.length + small.length, 0)).toBe(first.media.photos.bytes);
  for (const { content, small } of kept) {
    expect(content.length).toBeLessThanOrEqual(150 * 1024);
    expect(small.length).toBeLessThanOrEqual(6 * 1024);
    for (const image of [content, small]) {
      expect(await sharp(image).metadata()).not.toHaveProperty("exif");
      expect(image.includes(PLACE) || image.includes("Ruth")).toBe(false);
    }
  }
  expect(await bring(path)).toMatchObject({ added: 0, known: 4, media: { photos: { added: 0, known: 2, bytes: 0 }, left: [] } });
  expect(await shown()).toEqual(all);
});

test("a file that is no harmless photo leaves its mark and is counted by its name, and everything else comes", async ({ ground }) => {
  const { bring, shown } = await photoRoom(ground, importWhatsapp);
  const huge = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  const odd: Packed[] = [
    { name: "IMG-20250320-WA0003.jpg", data: red.subarray(0, 700) },
    { name: "IMG-20250320-WA0004.jpg", data: "<svg xmlns='http://www.w3.org/2000/svg'/>" },
    { name: "IMG-20250320-WA0005.jpg", data: Buffer.alloc(13 << 20) },
    { name: "IMG-20250320-WA0006.jpg", data: red, flags: 0x809 },
    { name: "IMG-20250320-WA0007.jpg", data: Buffer.alloc(1 << 20), size: 500 },
    { name: "IMG-20250320-WA0008.png", data: huge },
    { name: "IMG-20250320-WA0009.jpg", data: "" },
  ];
  const lines = odd.map(({ name }) => attached(name.toString()));
  const path = await zip(chat(...lines, attached("IMG-20250320-WA0010.jpg")), ...odd, { name: "IMG-20250320-WA0010.jpg", data: red });
  const { media } = await bring(path);
  expect(
    Object.fromEntries(
      media.left.map(({ why, names }) => [why, names.map((name) => name.slice(-6, -4)).toSorted((a, b) => a.localeCompare(b))]),
    ),
  ).toEqual({
    broken: ["03", "07"],
    kind: ["04", "09"],
    large: ["05", "08"],
    locked: ["06"],
  });
  expect(media.photos.added).toBe(1);
  expect(await shown()).toEqual(["Good morning", ...odd.map(() => "photo"), " red"]);
  const text = (await importLine(importWhatsapp, ground, path, "--space", (await photoRoom(ground, importWhatsapp)).space)).out;
  expect(text).toMatch(/1 photo \(\d+ KB\) came along, [\d.]+ a second\.\n7 files did not come, and leave a word in their place:/);
  expect(text).toContain("  1 locked with a password: IMG-20250320-WA0006.jpg");
});

test("a name leads to a file of the archive or nowhere: no way out of it, no link, no guess between two", async ({ ground }) => {
  const { bring, shown } = await photoRoom(ground, importWhatsapp);
  const nfd = "Caf\u0065\u0301 Zo\u0065\u0301.jpg";
  const path = await zip(
    chat(
      attached("/etc/passwd.jpg"),
      attached("../IMG-20250320-WA0001.jpg"),
      attached("IMG-20250320-WA0099.jpg"),
      attached("IMG-20250320-WA0002.jpg"),
      attached("IMG-20250320-WA0003.jpg"),
      attached("img-20250320-wa0001.JPG"),
      attached(nfd.normalize("NFC")),
      attached("مع أمي.jpg"),
    ),
    { name: "IMG-20250320-WA0001.jpg", data: red },
    { name: "IMG-20250320-WA0002.jpg", data: "/etc/passwd", mode: 0o120777 },
    { name: "IMG-20250320-WA0003.jpg", data: red },
    { name: "IMG-20250320-WA0003.jpg", data: blue },
    { name: nfd, data: blue, flags: 8 }, // as a Mac packs it: in UTF-8, and says nothing of it
    { name: "مع أمي.jpg", data: red },
    { name: "IMG-20250320-WA0777.jpg", data: red },
  );
  const { media } = await bring(path);
  expect(media.left.map(({ why, count }) => [why, count])).toEqual([
    ["missing", 4],
    ["unclear", 1],
  ]);
  expect(media.unnamed).toBe(3); // the two of one name, and one that nobody names
  expect(await shown()).toEqual(["Good morning", "photo", "photo", "photo", "photo", "photo", " red", " blue", " red"]);
});

test("a photo that two messages name stands beside both", async ({ ground }) => {
  const { bring, shown, space } = await photoRoom(ground, importWhatsapp);
  const name = "IMG-20250320-WA0001.jpg";
  const path = await zip(chat(attached(name), attached(name, "once more")), { name, data: red });
  expect((await bring(path)).media).toMatchObject({ photos: { added: 2 }, unnamed: 0 });
  expect(await shown()).toEqual(["Good morning", " red", "once more red"]);
  expect(await keptIn(ground, space)).toHaveLength(2);
});

test("a chat that came without media is completed by a later export with it, and no message stands twice", async ({ ground }) => {
  const { bring, shown } = await photoRoom(ground, importWhatsapp);
  const [one, two] = ["20/03/2025, 10:05 - Amina: ", "20/03/2025, 10:06 - Amina: "];
  const without = await zip(chat(`${one}<Media omitted>\n`, `${one}<Media omitted>\n`, `${two}<Media omitted>\nMy scarf\n`));
  expect(await bring(without)).toMatchObject({ added: 4, known: 0 });
  expect(await shown()).toEqual(["Good morning", "media", "media", "media"]);
  const [first, second, third] = ["1", "2", "3"].map((nth) => `IMG-20250320-WA000${nth}.jpg`) as [string, string, string];
  const files = [first, second, third].map((name, nth) => ({ name, data: nth === 1 ? blue : red }));
  const lines = [`${one}${first} (file attached)\n`, `${one}${second} (file attached)\n`, `${two}${third} (file attached)\nMy scarf\n`];
  const path = await zip(chat(...lines), ...files);
  expect(await bring(path, "--no-media").catch((error: unknown) => error)).toBeInstanceOf(z.ZodError); // says nothing of media
  expect(await bring(path)).toMatchObject({ added: 0, known: 4, media: { photos: { added: 3 } } });
  expect(await shown()).toEqual(["Good morning", " red", " blue", "My scarf red"]);
});

test("a backup carries the photos of a history, also of those who are not here", async ({ ground }) => {
  const { space, bring } = await photoRoom(ground, importWhatsapp);
  const names = ["IMG-20250320-WA0001.jpg", "IMG-20250320-WA0002.jpg"];
  const path = await zip(
    chat(attached(names[0]!), said(`${names[1]} (file attached)`, "Ruth Adler")),
    ...names.map((name) => ({ name, data: red })),
  );
  await bring(path, "--map", "Amina=Person 2");
  const { ownerUrl } = await broughtBack(await backedUp(ground.owner));
  const kept = await keptIn(ground, space);
  expect(new Set(kept.map(({ member_id: member }) => member === null))).toEqual(new Set([false, true]));
  expect(await keptIn({ owner: await connected(ownerUrl) }, space)).toEqual(kept);
});

test("what was taken out here stays out when its export comes again", async ({ ground }) => {
  const { space, bring, shown, takeOut } = await photoRoom(ground, importWhatsapp);
  const name = "IMG-20250320-WA0001.jpg";
  const path = await zip(chat(attached(name)), { name, data: red });
  await bring(path);
  await takeOut(1);
  expect(await keptIn(ground, space)).toEqual([]);
  expect((await bring(path)).media).toMatchObject({ photos: { added: 0, known: 0 }, gone: 1 });
  expect((await shown())[1]).not.toMatch(/red/);
});

test("a preview says how many photos and voice notes there are and how much they weigh, and --no-media looks at none", async () => {
  const path = await zip(
    chat(
      ...["IMG-20250320-WA0001.jpg", "PTT-20250320-WA0002.opus", "VID-20250320-WA0003.mp4", "STK-20250320-WA0004.webp", "IMG-1.jpg"].map(
        (name) => attached(name),
      ),
    ),
    { name: "IMG-20250320-WA0001.jpg", data: red },
    { name: "PTT-20250320-WA0002.opus", data: Buffer.alloc(4_000, 1) },
    { name: "VID-20250320-WA0003.mp4", data: "video" },
    { name: "IMG-20250320-WA0009.jpg", data: blue },
  );
  const { text } = await previewOf(importWhatsapp, [path]);
  expect(text).toMatch(
    /Beside the words lie 1 photo \(\d+ KB\) and 1 voice note \(4 KB\)\.\n1 file named by a message is not in the export\./,
  );
  expect(text).toContain("What leaves a word in its place: 1 video, 1 sticker.\n1 file of the export is named by no message");
  const { out } = await previewOf(importWhatsapp, [path], { json: true });
  expect(JSON.parse(out)).toMatchObject({
    media: {
      photos: { count: 1, bytes: red.length },
      voices: { count: 1, bytes: 4_000 },
      missing: 1,
      others: { video: 1, sticker: 1 },
      unnamed: 1,
    },
  });
  const without = await previewOf(importWhatsapp, [path], { json: true, "no-media": true });
  expect(JSON.parse(without.out)).not.toHaveProperty("media");
});
