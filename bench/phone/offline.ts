import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { ofAll, type Figure } from "./figure.ts";
import { FAR, takePhone, untilStill } from "./handset.ts";
import type { KithCommunity } from "./kith.ts";

const ROOMS = 5;
const LAST = 200;
const PAGES = 5; // of “earlier”, until two hundred must be there
const SETTLES_MS = 1_000;
const READS_MS = 6_000; // nobody has read a room sooner, and what is kept begins three seconds after it opened

/** She reads five rooms, the network goes, and she opens them again. */
export async function offline(browser: Browser, kith: KithCommunity): Promise<Figure[]> {
  const phone = await takePhone(browser, kith.target, { ...FAR, bytesASecond: 1e7, roundTripMs: 20 });
  try {
    await kith.enter(phone.context, phone.origin, 5);
    const page = await phone.page();
    for (let room = 0; room < ROOMS; room += 1) {
      await page.goto(phone.origin + kith.roomPath(room));
      await wait(READS_MS);
      await untilStill(phone);
    }
    await page.goto(`${phone.origin}/help`);
    await page.goto(`${phone.origin}/`);
    await untilStill(phone);
    phone.proxy.refuse();
    const missing: string[] = [];
    for (let room = 0; room < ROOMS; room += 1) {
      const count = await messagesOffline(page, phone.origin + kith.roomPath(room));
      if (count < LAST) missing.push(`room ${room + 1} shows ${count}`);
    }
    const helpless = (await opens(page, `${phone.origin}/help`, "main h2")) ? [] : ["/help"];
    return [
      ofAll(7, `without a network, the last ${LAST} messages of ${ROOMS} rooms`, "there", missing, ROOMS),
      ofAll(7, "without a network, help opens", "there", helpless, 1),
    ];
  } finally {
    await phone.put();
  }
}

async function opens(page: Page, url: string, sign: string): Promise<boolean> {
  const answer = await page.goto(url).catch(() => undefined);
  await wait(SETTLES_MS);
  return answer !== undefined && (await page.locator(sign).count()) > 0;
}

/** How many messages she comes to when she follows “earlier” as far as it leads. */
async function messagesOffline(page: Page, url: string): Promise<number> {
  if (!(await opens(page, url, "[data-seq]"))) return 0;
  const seen = new Set<string>();
  for (let turn = 0; turn < PAGES; turn += 1) {
    const places = await page.locator("[data-seq]").evaluateAll((lines) => lines.map((line) => line.getAttribute("data-seq") ?? ""));
    for (const place of places) seen.add(place);
    const earlier = await page
      .locator("a[rel=prev]")
      .first()
      .getAttribute("href", { timeout: 500 })
      .catch(() => null);
    if (earlier === null || !(await opens(page, new URL(earlier, url).href, "[data-seq]"))) break;
  }
  return seen.size;
}
