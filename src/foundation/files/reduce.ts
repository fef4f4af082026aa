import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";
import { PHOTO_BYTES, SMALL_BYTES, type Image } from "./picture.ts";

const PIXELS = 64_000_000; // the largest that phones make by default is 50 million
const SECONDS = 8; // for one step
const TAKEN = ["image/jpeg", "image/png", "image/apng", "image/webp", "image/gif", "image/avif"];
const READERS = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif"];

const photo = { sides: [1280, 1024, 800, 640, 480, 320], qualities: [80, 65, 50, 35], most: PHOTO_BYTES };
const small = { sides: [320, 256, 192, 128, 64], qualities: [60, 45, 30, 15], most: SMALL_BYTES };
type Aim = typeof photo;

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: READERS });

/** Why a picture is refused; the process says it in one word. */
export class NoPicture extends Error {
  readonly why: "kind" | "pixels" | "broken";
  constructor(why: "kind" | "pixels" | "broken", options?: ErrorOptions) {
    super(why, options);
    this.why = why;
  }
}

/** Upright pixels of a picture that was sent, encoded anew, large and small. Throws NoPicture. */
export async function reduce(sent: Buffer): Promise<{ photo: Image; small: Image }> {
  const kind = await fileTypeFromBuffer(sent).catch(() => undefined);
  if (!kind || !TAKEN.includes(kind.mime)) throw new NoPicture("kind");
  try {
    const [widest] = photo.sides;
    const { data, info } = await sharp(sent, { limitInputPixels: PIXELS, sequentialRead: true, failOn: "error" })
      .timeout({ seconds: SECONDS })
      .autoOrient()
      .resize({ width: widest, height: widest, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const pixels = () => sharp(data, { raw: { width, height, channels } });
    return { photo: await fitted(pixels, photo), small: await fitted(pixels, small) };
  } catch (cause) {
    if (cause instanceof NoPicture) throw cause;
    throw new NoPicture(cause instanceof Error && /pixel limit/i.test(cause.message) ? "pixels" : "broken", { cause });
  }
}

/** The best that fits: quality goes down first, then size. */
async function fitted(pixels: () => Sharp, { sides, qualities, most }: Aim): Promise<Image> {
  for (const side of sides) {
    for (const quality of qualities) {
      const { data, info } = await pixels()
        .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
        .webp({ quality })
        .toBuffer({ resolveWithObject: true });
      if (data.length <= most) return { bytes: data, width: info.width, height: info.height };
    }
  }
  throw new NoPicture("broken");
}
