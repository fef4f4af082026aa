import type { Page } from "playwright-core";

declare global {
  interface Window {
    seenAt: Record<string, number>;
    feedOpened: boolean;
    tapped: number[];
  }
}

const POLL_MS = 25;

/** From the next page on, remembers when a feed was opened, and when `isUsable` was true for the first time. */
export async function watchFor(page: Page, isUsable: string): Promise<void> {
  await page.addInitScript(`
    window.seenAt = {};
    const Feed = window.EventSource;
    window.EventSource = class extends Feed { constructor(...given) { super(...given); window.feedOpened = true; } };
    const looking = setInterval(() => {
      if (!document.body || !(${isUsable})) return;
      clearInterval(looking);
      window.seenAt.usable = performance.now();
    }, ${POLL_MS});
  `);
}

/** Milliseconds from asking for the page until words stood there, and until it could be used. */
export async function seenOn(page: Page, timeout = 120_000): Promise<{ wordsMs: number; usableMs: number }> {
  await page.waitForFunction(() => window.seenAt?.["usable"] !== undefined, undefined, { timeout, polling: 100 });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0, undefined, { timeout, polling: 100 });
  return await page.evaluate(() => {
    const words = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
    return { wordsMs: words, usableMs: Math.max(words, window.seenAt["usable"] ?? Number.NaN) };
  });
}

/** From now on, remembers how long it took from a finger on `button` until a new `line` was drawn. */
export async function watchTaps(page: Page, button: string, line: string): Promise<void> {
  await page.evaluate(
    ([pressed, shown]) => {
      window.tapped = [];
      let begun: number | undefined;
      const count = () => document.querySelectorAll(shown).length;
      let before = count();
      const isTap = (event: Event) => event.target instanceof Element && event.target.closest(pressed) !== null;
      addEventListener("pointerdown", (event) => isTap(event) && (begun = event.timeStamp), { capture: true });
      new MutationObserver(() => {
        const now = count();
        const from = begun;
        if (now > before && from !== undefined) {
          begun = undefined;
          requestAnimationFrame(() => {
            const drawn = new MessageChannel();
            drawn.port1.addEventListener("message", () => window.tapped.push(performance.now() - from));
            drawn.port1.start();
            drawn.port2.postMessage(null);
          });
        }
        before = now;
      }).observe(document.body, { childList: true, subtree: true });
    },
    [button, line] as const,
  );
}
