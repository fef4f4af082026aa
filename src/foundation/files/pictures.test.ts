import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { openPictures } from "./pictures.ts";
import { readUpTo } from "./body.ts";
import { PHOTO_BYTES, SMALL_BYTES, UPLOAD_BYTES } from "./picture.ts";

const pictures = openPictures();
afterAll(() => pictures.close());
let visitors = 0;
const make = (sent: Buffer) => pictures.from(`person ${(visitors += 1)}`, (read) => read(sent));

const MUTATIONS = Number(process.env["KITH_MUTATIONS"] ?? 60);
const MOST_BYTES = 600 * 1024 * 1024;
const Bytes = z.object({ bytes: z.instanceof(Buffer) });
const Picture = z.object({ photo: Bytes, small: Bytes, peakBytes: z.number() });
const place = { IFD0: { Make: "SecretCamera", Copyright: "Mei Tanaka" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 2994/100" } };

/** A picture with soft light, edges and grain, as a phone makes it. */
async function scene(width: number, height: number, grain = 12): Promise<Sharp> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1" y2="1">
    <stop stop-color="#f4c"/><stop offset=".5" stop-color="#fe8"/><stop offset="1" stop-color="#135"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/>${Array.from({ length: 60 }, (_, i) => `<circle cx="${(i * 7919) % width}" cy="${(i * 104729) % height}" r="${20 + ((i * 31) % 160)}" fill="hsl(${i * 47} 60% 50%)" opacity=".6"/>`).join("")}</svg>`;
  const noise = await sharp({
    create: { width, height, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma: grain } },
  })
    .png()
    .toBuffer();
  return sharp(
    await sharp(Buffer.from(svg))
      .composite([{ input: noise, blend: "soft-light" }])
      .removeAlpha()
      .png({ compressionLevel: 1 })
      .toBuffer(),
  );
}

/** A PNG that says it is this large, and is all one colour: small on the way, huge when it is read. */
function bomb(width: number, height: number, rows: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc(body));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(rows * (width * 4 + 1)), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}
function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

async function isClean(bytes: Buffer): Promise<boolean> {
  const { exif, xmp, iptc, icc, format } = await sharp(bytes).metadata();
  return !exif && !xmp && !iptc && !icc && format === "webp" && !bytes.includes("SecretCamera") && !bytes.includes("Mei Tanaka");
}

test("where a photo was taken, by which camera and by whom is gone", { timeout: 60_000 }, async () => {
  const sent = await (await scene(1600, 1200)).withExif(place).withIccProfile("p3").jpeg({ quality: 90 }).toBuffer();
  expect((await sharp(sent).metadata()).exif).toBeDefined(); // it was there
  expect(sent.includes("SecretCamera")).toBe(true);
  const { photo, small } = await make(sent);
  expect(await isClean(photo.bytes)).toBe(true);
  expect(await isClean(small.bytes)).toBe(true);
});

test("a photo that lay on its side stands upright, and its sizes say so", { timeout: 60_000 }, async () => {
  const halves = { create: { width: 400, height: 200, channels: 3, background: "red" } } as const;
  const blue = await sharp({ create: { width: 200, height: 200, channels: 3, background: "blue" } })
    .png()
    .toBuffer();
  const sent = await sharp(halves)
    .composite([{ input: blue, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { photo, small } = await make(sent);
  expect([photo.width, photo.height]).toEqual([200, 400]);
  expect(small.height).toBeGreaterThan(small.width);
  const { dominant } = await sharp(await sharp(photo.bytes).extract({ left: 0, top: 0, width: 200, height: 150 }).toBuffer()).stats();
  expect(dominant.b).toBeGreaterThan(dominant.r); // what was left is above
});

test("every kind that phones make becomes small enough, even pure noise", { timeout: 120_000 }, async () => {
  const day = await scene(3000, 2250);
  const noise = sharp(randomBytes(1500 * 1500 * 3), { raw: { width: 1500, height: 1500, channels: 3 } });
  const sent = [
    await day.clone().jpeg({ quality: 92 }).toBuffer(),
    await day.clone().resize(1400).png().toBuffer(),
    await day.clone().resize(1400).webp().toBuffer(),
    await day.clone().resize(500).gif().toBuffer(),
    await day.clone().resize(700).avif({ effort: 0 }).toBuffer(),
    await noise.jpeg({ quality: 95 }).toBuffer(),
    await sharp({ create: { width: 1, height: 1, channels: 4, background: "#0000" } })
      .png()
      .toBuffer(),
  ];
  for (const one of sent) {
    const { photo, small, peakBytes } = await make(one);
    expect(photo.bytes.length).toBeLessThanOrEqual(PHOTO_BYTES);
    expect(small.bytes.length).toBeLessThanOrEqual(SMALL_BYTES);
    expect(Math.max(photo.width, photo.height)).toBeLessThanOrEqual(1280);
    expect(await sharp(photo.bytes).metadata()).toMatchObject({ width: photo.width, height: photo.height, format: "webp" });
    expect(peakBytes).toBeLessThan(MOST_BYTES);
  }
});

test("what is no picture is refused, whatever it calls itself", { timeout: 60_000 }, async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const whole = await (await scene(800, 600)).jpeg().toBuffer();
  const refused = [
    [Buffer.from(svg), "fault.picture-kind"],
    [Buffer.from(`<?xml version="1.0"?>${svg}`), "fault.picture-kind"],
    [Buffer.from("<!doctype html><img src=x onerror=alert(1)>"), "fault.picture-kind"],
    [Buffer.from("%PDF-1.7\n"), "fault.picture-kind"],
    [
      await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
        .tiff()
        .toBuffer(),
      "fault.picture-kind",
    ],
    [Buffer.alloc(0), "fault.picture-kind"],
    [randomBytes(5_000), "fault.picture-kind"],
    [whole.subarray(0, whole.length / 2), "fault.picture-broken"],
  ] as const;
  for (const [sent, fault] of refused) await expect(make(sent)).rejects.toMatchObject({ reason: "invalid", faults: { file: fault } });
});

test("a flood of pixels and a bomb end in a refusal, and the next photo is read", { timeout: 120_000 }, async () => {
  await expect(make(bomb(60_000, 60_000, 100))).rejects.toMatchObject({ faults: { file: "fault.picture-large" } });
  await expect(make(bomb(9_000, 9_000, 9_000))).rejects.toMatchObject({ faults: { file: "fault.picture-large" } });
  const most = await make(bomb(8_000, 7_900, 7_900)); // 63 million pixels, just what is still read
  expect(most.peakBytes).toBeLessThan(MOST_BYTES);
  const wide = sharp({ create: { width: 8_000, height: 7_500, channels: 3, background: "#8f8" } });
  await expect(make(await wide.avif({ effort: 0 }).toBuffer())).rejects.toMatchObject({ faults: { file: "fault.picture-large" } }); // by its memory
  await expect(make(bomb(5_000, 5_000, 10))).rejects.toMatchObject({ faults: { file: "fault.picture-broken" } });
  expect((await make(await (await scene(400, 300)).jpeg().toBuffer())).photo.width).toBe(400);
});

test("mutated pictures are read or refused, and nothing of them is kept but pixels", { timeout: 60_000 + MUTATIONS * 1_000 }, async () => {
  const day = await (await scene(640, 480)).withExif(place).png().toBuffer();
  const whole = [
    await sharp(day).withExif(place).jpeg().toBuffer(),
    await sharp(day).withExif(place).png().toBuffer(),
    await sharp(day).withExif(place).webp().toBuffer(),
    await sharp(day).resize(200).gif().toBuffer(),
    await sharp(day).resize(200).withExif(place).avif({ effort: 0 }).toBuffer(),
  ];
  let seed = 7;
  const dice = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const refused: Error[] = [];
  const read: z.infer<typeof Picture>[] = [];
  for (let nth = 0; nth < MUTATIONS; nth += 1) {
    const sent = Buffer.from(whole[nth % whole.length]!);
    for (let hit = 0; hit <= dice(12); hit += 1) sent[dice(nth % 2 ? sent.length : 400)] = dice(256);
    const made = await make(nth % 7 === 6 ? sent.subarray(0, dice(sent.length)) : sent).catch((error: unknown) => error);
    if (made instanceof Error) refused.push(made);
    else read.push(Picture.parse(made));
  }
  for (const error of refused)
    expect(error).toMatchObject({ reason: "invalid", faults: { file: expect.stringMatching(/^fault\.picture-/) } });
  for (const { photo, small, peakBytes } of read) {
    expect((await isClean(photo.bytes)) && (await isClean(small.bytes))).toBe(true);
    expect(peakBytes).toBeLessThan(MOST_BYTES);
  }
  const most = Math.round(Math.max(...read.map(({ peakBytes }) => peakBytes)) / 1_048_576);
  if (process.env["KITH_MUTATIONS"]) console.log(`${MUTATIONS}: ${read.length} read, ${refused.length} refused, at most ${most} MB`);
  expect(read.length + refused.length).toBe(MUTATIONS); // not one ended otherwise
  expect(read.length).toBeGreaterThan(MUTATIONS / 10);
  expect(refused.length).toBeGreaterThan(MUTATIONS / 10);
});

test("one photo at a time for each person, and what never ends is cut while it comes", { timeout: 60_000 }, async () => {
  const sent = await (await scene(300, 200)).jpeg().toBuffer();
  const first = pictures.from("mei", (read) => read(sent));
  await expect(pictures.from("mei", (read) => read(sent))).rejects.toMatchObject({ reason: "too-many" });
  await first;
  await expect(pictures.from("mei", (read) => read(sent))).resolves.toMatchObject({ photo: { width: 300 } });
  let given = 0;
  async function* endless() {
    for (;;) {
      given += 1;
      yield await Promise.resolve(new Uint8Array(65_536));
    }
  }
  await expect(readUpTo(endless(), UPLOAD_BYTES)).rejects.toMatchObject({ reason: "invalid", faults: { file: "fault.file-large" } });
  expect(given).toBe((2 * UPLOAD_BYTES) / 65_536 + 1); // cut, and not read for ever
});
