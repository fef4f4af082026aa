import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import type { Community } from "./community.ts";
import { ofAll, type Figure } from "./figure.ts";
import { killRenderers, takePhone, TROUBLED } from "./handset.ts";
import { watchFor } from "./seen.ts";

const THOUGHT_MS = 1_500; // between the last letter and the end of the renderer
const OPENS_MS = 12_000; // after which she taps “reload”
const TRIES = 20;
const ROOM = 2;

/** Half a sentence, the renderer killed by SIGKILL, and whether it stands there when she comes back; three requests in ten meet trouble. */
export async function draftsSurviving(browser: Browser, community: Community, kills: number): Promise<Figure> {
  const phone = await takePhone(browser, community.target, { ...TROUBLED, seed: 5 }, { slower: 1 });
  const gone: string[] = [];
  const opened = async () => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const page = await phone.page();
      await watchFor(page, community.isRoomUsable);
      const isOpen = await page
        .goto(phone.origin + community.roomPath(ROOM, 3), { timeout: OPENS_MS, waitUntil: "commit" })
        .then(() => page.waitForFunction(() => window.seenAt?.["usable"] !== undefined, undefined, { timeout: OPENS_MS, polling: 100 }))
        .catch(() => undefined);
      if (isOpen) return page;
      await page.close();
    }
    throw new Error("The room could not be opened.");
  };
  try {
    await community.enter(phone.context, phone.origin, 3);
    for (let kill = 1; kill <= kills; kill += 1) {
      const page = await opened();
      const thought = `Half a thought, the ${kill}.`;
      await community.compose(page, thought);
      await wait(THOUGHT_MS);
      const crashed = page.waitForEvent("crash");
      await killRenderers(browser);
      await crashed;
      await page.close();
      const again = await opened();
      await wait(THOUGHT_MS);
      const found = await again.locator("textarea").first().inputValue();
      if (found !== thought) gone.push(`${kill}. was “${found}”`);
      await again.close();
    }
  } finally {
    await phone.put();
  }
  return ofAll(5, "a draft when its renderer was killed", "it is there", gone, kills);
}
