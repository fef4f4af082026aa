import sharp from "sharp";

const [WIDE, HIGH] = [4_000, 3_000];

/** Photos as phones take them: grainy, smooth, and full of small letters. */
export async function somePhotos(): Promise<Buffer[]> {
  const size = { width: WIDE, height: HIGH };
  const grain = { create: { ...size, channels: 3, background: "#a86", noise: { type: "gaussian", mean: 128, sigma: 40 } } } as const;
  const letters = Array.from(
    { length: 60 },
    (_, line) => `<text x="40" y="${60 + line * 49}" font-size="40">${"Ward 7 · bed 12 · ".repeat(12)}</text>`,
  );
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}"><rect width="100%" height="100%" fill="#fff"/>${letters.join("")}</svg>`;
  const sky = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}"><linearGradient id="s" x2="1" y2="1"><stop stop-color="#fa7"/><stop offset="1" stop-color="#357"/></linearGradient><rect width="100%" height="100%" fill="url(#s)"/></svg>`;
  return await Promise.all(
    [sharp(grain), sharp(Buffer.from(page)), sharp(Buffer.from(sky))].map((image) => image.jpeg({ quality: 92 }).toBuffer()),
  );
}
