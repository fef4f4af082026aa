import type { Browser } from "playwright-core";
import { atMost, ofAll, type Figure } from "./figure.ts";
import { FAR, takePhone } from "./handset.ts";
import type { KithCommunity } from "./kith.ts";
import { somePhotos } from "./some-photos.ts";

const PHOTO_KB = 150;
const SMALL_KB = 6;
const ROOM = 4;

/** What photos of 4,000 × 3,000 cost on her phone's network, with all headers, and whether their size is said before. */
export async function photoBytes(browser: Browser, kith: KithCommunity): Promise<Figure[]> {
  const phone = await takePhone(browser, kith.target, { ...FAR, bytesASecond: 1e9, roundTripMs: 0 });
  try {
    const ids: string[] = [];
    for (const photo of await somePhotos()) ids.push(await kith.sayPhoto(ROOM, photo));
    await kith.enter(phone.context, phone.origin, 4);
    const page = await phone.page();
    await page.goto(`${phone.origin}/`);
    const weigh = async (path: string) => {
      phone.bytes();
      await page.evaluate(async (asked) => (await fetch(asked)).arrayBuffer(), path);
      return phone.bytes() / 1_000;
    };
    const [whole, small]: [number[], number[]] = [[], []];
    for (const id of ids) {
      whole.push(await weigh(`/files/${id}`));
      small.push(await weigh(`/files/${id}/small`));
    }
    await page.goto(phone.origin + kith.roomPath(ROOM));
    const silent: string[] = [];
    for (const id of ids) {
      const said = await page.locator(`a[href="/files/${id}"]`).first().innerText();
      if (!/\d+ KB/.test(said)) silent.push(said);
    }
    return [
      atMost(6, "a photo on the wire", PHOTO_KB, whole, "KB"),
      atMost(6, "its thumbnail on the wire", SMALL_KB, small, "KB"),
      ofAll(6, "the size of a photo is said before it is fetched", "always", silent, ids.length),
    ];
  } finally {
    await phone.put();
  }
}
