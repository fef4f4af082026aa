import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { faultsOf } from "../../test/journeys/inspect.ts";
import { optionsOf, type Look } from "../../test/journeys/looks.ts";
import { atMost, ofAll, type Figure } from "./figure.ts";
import { FAR, takePhone, untilStill } from "./handset.ts";
import type { KithCommunity } from "./kith.ts";

const BODY_PX = 18;
const WIPED_S = 1;
const BODY = ".say-body > p, main p:not(.small, .soft, .error), main li > p";
const LOOK_AGAIN_MS = 20;
const ROOM = 5;

const ofStrangers = ["/welcome", "/join", "/enter", "/help", "/notice"];
const ofMembers = (room: string) =>
  ["/", room, `${room}/about`, "/rooms", "/rooms/new", "/search", "/code", "/keys", "/help", "/notice"].concat([
    "/me",
    "/me/look",
    "/me/sessions",
    "/me/tokens",
    "/reports",
  ]);

interface Look360 {
  faults: string[];
  exits: string[];
  helps: string[];
  contrasts: string[];
  smallest: number;
  count: number;
}

/** Every main page at 360 pixels in light and dark: sizes, contrast, targets, text at twice its size, and the ways out and to help. */
export async function readingAndLeaving(browser: Browser, kith: KithCommunity): Promise<Figure[]> {
  const seen: Look360 = { faults: [], exits: [], helps: [], contrasts: [], smallest: Number.POSITIVE_INFINITY, count: 0 };
  for (const colorScheme of ["light", "dark"] as const) {
    const look: Look = { locale: "en", colorScheme, width: 360 };
    for (const isMember of [false, true]) {
      const context = await browser.newContext(optionsOf(look));
      if (isMember) await kith.enter(context, kith.target, 6);
      for (const path of isMember ? ofMembers(kith.roomPath(ROOM)) : ofStrangers) await looked(context, kith.target + path, look, seen);
      await context.close();
    }
  }
  const { faults, exits, helps, contrasts, smallest, count } = seen;
  return [
    ofAll(8, "quick exit, one tap, in sight", "from every page", exits, count),
    ofAll(9, "help, one tap, in sight", "from every page", helps, count),
    { row: 10, what: "body text", promise: `≥ ${BODY_PX} px`, found: `${smallest} px`, holds: smallest >= BODY_PX },
    ofAll(10, "contrast of body text 7:1, of all other text 4.5:1", "on every page", contrasts, count),
    ofAll(10, "targets ≥ 48 px, twice the text without scrolling sideways, no other fault", "on every page", faults, count),
  ];
}

async function looked(context: BrowserContext, url: string, look: Look, seen: Look360): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  const name = `${new URL(url).pathname.replace(/[0-9a-f-]{36}/, ":id")} ${look.colorScheme}`;
  seen.count += 1;
  if (!(await isInSight(page, "#tool-leave"))) seen.exits.push(name);
  if (!(await isInSight(page, "#tool-help"))) seen.helps.push(name);
  const sizes = await page.locator(BODY).evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  seen.smallest = Math.min(seen.smallest, ...sizes);
  if ((await page.locator(BODY).count()) > 0) {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withRules(["color-contrast-enhanced"]).include(BODY).analyze();
    const pale = violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 80)));
    if (pale.length > 0) seen.contrasts.push(`${name}: ${pale[0]}`);
  }
  const faults = await faultsOf(page, look);
  if (faults.length > 0) seen.faults.push(`${name}: ${faults[0]}`);
  await page.close();
}

async function isInSight(page: Page, selector: string): Promise<boolean> {
  return await page
    .locator(selector)
    .first()
    .evaluate((tool) => {
      const { top, bottom, left, right, height } = tool.getBoundingClientRect();
      return height > 0 && top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    })
    .catch(() => false);
}

/** One tap on the way off, on her far and slow phone: until nothing of the room is to be seen or kept; and whether the way back shows it again. */
export async function leaving(browser: Browser, kith: KithCommunity, times: number): Promise<Figure[]> {
  const [seconds, returned]: [number[], string[]] = [[], []];
  for (let time = 1; time <= times; time += 1) {
    const phone = await takePhone(browser, kith.target, FAR);
    try {
      await kith.enter(phone.context, phone.origin, 7);
      const page = await phone.page();
      await page.goto(phone.origin + kith.roomPath(ROOM), { timeout: 60_000 });
      await untilStill(phone);
      const begun = performance.now();
      await page.locator("#tool-leave").tap({ noWaitAfter: true });
      for (let isGone = false; !isGone; isGone = await page.evaluate(isWiped).catch(() => false)) await page.waitForTimeout(LOOK_AGAIN_MS);
      seconds.push((performance.now() - begun) / 1_000);
      await page.goBack({ timeout: 20_000 }).catch(() => {});
      if ((await page.locator("#talk .say").count()) > 0) returned.push(`${time}. time`);
    } finally {
      await phone.put();
    }
  }
  return [
    atMost(8, "from the tap on the way off until nothing is kept on the phone", WIPED_S, seconds, "s"),
    ofAll(8, "the browser's way back does not show the room", "never", returned, times),
  ];
}

/** Runs in the page, so it stands alone. */
async function isWiped(): Promise<boolean> {
  const isNeutral =
    document.querySelector("#talk") === null && document.readyState !== "loading" && document.querySelector("main") !== null;
  return isNeutral && (await indexedDB.databases()).length === 0 && (await caches.keys()).length === 0;
}

/** Block and report, counted in taps from a line in a room. */
export async function blockAndReport(browser: Browser, kith: KithCommunity): Promise<Figure[]> {
  const phone = await takePhone(browser, kith.target, { ...FAR, bytesASecond: 1e9, roundTripMs: 0 });
  try {
    await kith.enter(phone.context, phone.origin, 8);
    const page = await phone.page();
    await page.goto(phone.origin + kith.roomPath(ROOM));
    await page.locator("kith-island form").first().waitFor();
    await untilStill(phone, 500);
    await page.locator("#talk .say:not(.mine) a.more").last().tap();
    const acts = page.locator("dialog.acts");
    await acts.waitFor();
    const canBlock = (await acts.getByText(/do not show me/i).count()) > 0;
    await acts.getByRole("button", { name: /report/i }).tap();
    await page.waitForURL(/\/reports\//);
    return [ofAll(9, "block and report in two taps", "two taps", canBlock ? [] : ["block"], 2)];
  } finally {
    await phone.put();
  }
}
