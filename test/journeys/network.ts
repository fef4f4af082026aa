import type { Browser, BrowserContext } from "playwright-core";
import type { Running } from "#test/server";

/** What a browser keeps: enough to be the same person in another window. */
export type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Names a network that has none yet, as its first steward does, and gives what her browser then keeps. */
export async function firstSteps(browser: Browser, { origin }: Running, fields: { name: string; knownAs: string }): Promise<Kept> {
  const context = await browser.newContext();
  const answer = await context.request.post(`${origin}/first-steps`, { form: fields, headers: { origin } });
  if (!answer.ok()) throw new Error(`no network: ${answer.status()}`);
  const kept = await context.storageState();
  await context.close();
  return kept;
}
