import type { Browser, Page } from "playwright-core";
import { atMost, type Figure } from "./figure.ts";
import { FAR, takePhone } from "./handset.ts";
import type { KithCommunity } from "./kith.ts";

const SCREENS = 3;
const TAPS = 6;
const SECONDS = 90;
const CHOICES = 3;
const WORDS = 60;
const ROOM = 3;

/** From a link that someone sent her to the first words of people: screens before them, taps, seconds; a field that is filled counts as a tap. */
export async function arriving(browser: Browser, kith: KithCommunity): Promise<Figure[]> {
  const phone = await takePhone(browser, kith.target, FAR);
  try {
    const link = new URL(await kith.invitation(ROOM), phone.origin).href;
    const page = await phone.page();
    const screens: string[] = [];
    page.on("response", (answer) => {
      if (answer.request().isNavigationRequest() && answer.status() < 300) screens.push(new URL(answer.url()).pathname);
    });
    const begun = performance.now();
    await page.goto(link, { timeout: SECONDS * 1_000 });
    await page.locator("#alias").pressSequentially("Heron", { delay: 150 });
    await pressed(page, "Come in");
    await pressed(page, "I have kept it");
    await pressed(page, "Come in");
    await page.locator("#talk .say-body > p").last().waitFor();
    const seconds = (performance.now() - begun) / 1_000;
    return [
      atMost(2, "from a link to the first human words, screens", SCREENS, [screens.length - 1], ""),
      atMost(2, "from a link to the first human words, taps", TAPS, [4], ""),
      atMost(2, "from a link to the first human words", SECONDS, [seconds], "s"),
    ];
  } finally {
    await phone.put();
  }
}

async function pressed(page: Page, name: string): Promise<void> {
  const before = page.url();
  await page.getByRole("button", { name, exact: true }).tap();
  await page.waitForURL((url) => url.href !== before, { timeout: SECONDS * 1_000, waitUntil: "load" });
}

/** What a stranger meets first. */
export async function firstScreen(browser: Browser, kith: KithCommunity): Promise<Figure[]> {
  const phone = await takePhone(browser, kith.target, { ...FAR, bytesASecond: 1e9, roundTripMs: 0 });
  try {
    const page = await phone.page();
    await page.goto(phone.origin + kith.firstPath);
    const words = (await page.locator("main").innerText()).split(/\s+/).filter((word) => /\p{L}/u.test(word));
    const choices = await page.locator("main .choices a").count();
    return [
      atMost(3, "choices on the first screen", CHOICES, [choices], ""),
      atMost(3, "words on the first screen", WORDS, [words.length], ""),
    ];
  } finally {
    await phone.put();
  }
}
