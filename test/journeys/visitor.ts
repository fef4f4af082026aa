import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { signedIn } from "./browser.ts";
import type { Who } from "./places.ts";
import type { Town } from "./town.ts";

const OTHERS = { carer: 0, member: 1, alone: 5 } as const;

/** A browser of whoever looks at a page of this town. */
export async function browserOf(browser: Browser, town: Town, who: Who, options: BrowserContextOptions): Promise<BrowserContext> {
  if (who === "stranger") return await browser.newContext(options);
  if (who === "steward") return await browser.newContext({ ...options, storageState: town.steward });
  return await signedIn(browser, town.kith, town.people[OTHERS[who]]!.token, options);
}

let visits = 0;

/** A household of its own for each visit, so that no limit of one is met by another. For a Kith behind one proxy. */
export function household(): Record<string, string> {
  visits += 1;
  return { "x-forwarded-for": `10.${visits >> 8}.${visits & 255}.1` };
}
