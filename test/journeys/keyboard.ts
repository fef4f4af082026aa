import type { Page } from "playwright-core";

const STOPS = 40; // more than any page that a newcomer meets has

interface Stop {
  name: string;
  isRing: boolean;
  isInView: boolean;
  isForward: boolean;
}

/** Presses Tab until the focus is on what has this name. Throws where the focus cannot be seen, goes back, or never comes there. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (!at.isRing) throw new Error(`The focus on “${at.name}” cannot be seen.`);
    if (!at.isInView) throw new Error(`“${at.name}” has the focus out of sight.`);
    if (!at.isForward) throw new Error(`After “${passed.at(-1)}” the focus goes back to “${at.name}”.`);
    if (at.name === name) return;
    passed.push(at.name);
  }
  throw new Error(`The keyboard does not reach “${name}”; it passed ${passed.join(" · ")}.`);
}

/** A hand on the keyboard, which counts what it had to decide: each field filled, each thing pressed. */
export function handOn(page: Page) {
  let decisions = 0;
  const on = (act: (text: string) => Promise<void>) => async (name: string, text: string) => {
    await tabTo(page, name);
    await act(text);
    decisions += 1;
  };
  const press = on((key) => page.keyboard.press(key));
  return { type: on((text) => page.keyboard.type(text)), press: (name: string) => press(name, "Enter"), decisions: () => decisions };
}

/** Runs in the page, so it stands alone. The last stop is marked there, to see whether the next one follows it. */
function focused(): Stop {
  const at = document.activeElement ?? document.body;
  const before = document.querySelector("[data-last-stop]");
  before?.removeAttribute("data-last-stop");
  at.setAttribute("data-last-stop", "");
  const hasRing = (element: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  };
  const { top, bottom, height } = at.getBoundingClientRect();
  const label = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels?.[0]?.innerText : undefined;
  const text = at.getAttribute("aria-label") ?? label ?? (at instanceof HTMLElement ? at.innerText : "");
  return {
    name: text.trim(),
    isRing: hasRing(at) || hasRing(at.closest("label") ?? at),
    isInView: height > 0 && top >= -1 && bottom <= innerHeight + 1,
    isForward: !before || (before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) > 0,
  };
}

/** What a page asks for: the names of the fields that she sees. */
export const asksFor = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>("input, select, textarea")]
      .filter((field) => field.checkVisibility())
      .map(({ name }) => name),
  );
