import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { quantile } from "../figures.ts";
import type { Community } from "./community.ts";
import type { Figure } from "./figure.ts";
import { takePhone, TROUBLED, untilStill } from "./handset.ts";
import { seenOn, watchFor, watchTaps } from "./seen.ts";

const MOST_MS = 100;
const ROOM = 1;
const PAUSE_MS = 250;
const VISIBLE_MS = 20_000;

/** Milliseconds from the finger on “send” until her line is drawn, again and again, while three requests in ten meet trouble. */
export async function tapsToVisible(browser: Browser, community: Community, taps: number): Promise<number[]> {
  const phone = await takePhone(browser, community.target, { ...TROUBLED, troubled: 0 });
  try {
    await community.enter(phone.context, phone.origin, 1);
    const page = await phone.page();
    await watchFor(page, community.isRoomUsable);
    await page.goto(phone.origin + community.roomPath(ROOM, 1), { timeout: 120_000 });
    await seenOn(page);
    await untilStill(phone);
    phone.wire.trouble(TROUBLED.troubled);
    await watchTaps(page, community.sendButton, community.ownLine);
    for (let tap = 1; tap <= taps; tap += 1) {
      await community.compose(page, `The ${tap}. thing I wanted to tell you`);
      await page.locator(community.sendButton).tap();
      const drawn = page.waitForFunction((count) => window.tapped.length >= count, tap, { timeout: VISIBLE_MS, polling: PAUSE_MS });
      if (!(await drawn.catch(() => undefined))) break;
      await wait(PAUSE_MS);
    }
    return await page.evaluate(() => window.tapped);
  } finally {
    await phone.put();
  }
}

export function figureOfTaps(taps: number[], wanted: number): Figure {
  const sorted = taps.toSorted((a, b) => a - b);
  const [half, most] = [quantile(sorted, 0.5), quantile(sorted, 0.95)];
  const found = `p50 ${Math.round(half)} ms, p95 ${Math.round(most)} ms of ${taps.length} taps`;
  return {
    row: 5,
    what: "tap on send to visible",
    promise: `p95 ≤ ${MOST_MS} ms`,
    found,
    holds: taps.length === wanted && most <= MOST_MS,
  };
}
