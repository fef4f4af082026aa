import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import type { Look } from "./looks.ts";

const TWICE_THE_TEXT = 180; // half of the narrowest phone is what is left when the text is twice as large

/** Everything that is wrong with the page as it stands, in words; an empty list is a whole page. */
export async function faultsOf(page: Page, { locale, width }: Look): Promise<string[]> {
  const faults = [...(await found(page)), ...(await page.evaluate(wrongInside, locale))];
  for (const narrow of width === 360 ? [360, TWICE_THE_TEXT] : [width]) {
    await page.setViewportSize({ width: narrow, height: 740 });
    faults.push(...(await page.evaluate(sideways)).map((line) => `${line} at ${narrow} px`));
  }
  await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
  const chosen = await page.evaluate(sizedAs, "largest");
  faults.push(...(await page.evaluate(sideways)).map((line) => `${line} at ${width} px in the largest text`));
  await page.evaluate(sizedAs, chosen);
  return faults;
}

async function found(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `axe ${id}: ${target.join(" ")} ${html.slice(0, 160)}`));
}

/** Runs in the page: sets the size that she may choose herself, and says which it was. */
function sizedAs(size: string): string {
  const { dataset } = document.documentElement;
  const before = dataset["size"] ?? "";
  dataset["size"] = size;
  return before;
}

/** Runs in the page, so it stands alone. */
function sideways(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return right > clientWidth + 1 || left < -1;
  });
  return [
    `scrolls sideways, ${scrollWidth} of ${clientWidth}: ${wide
      .slice(-2)
      .map((element) => element.outerHTML.slice(0, 100))
      .join(" · ")}`,
  ];
}

/** Runs in the page, so it stands alone. */
function wrongInside(locale: string): string[] {
  const LEAST = 47.5; // 48 but for rounding
  const NAMES = /^(Kith|PostgreSQL|QR|UTC|Esc)$/;
  const faults: string[] = [];
  const { title, documentElement: root } = document;
  if (title !== "Kith") faults.push(`the tab says ${title}`);
  if (root.lang !== locale) faults.push(`it is in ${root.lang}`);
  if (root.dir !== (locale === "ar" ? "rtl" : "ltr")) faults.push(`it reads ${root.dir}`);
  for (const way of ["leave", "help"])
    if (location.pathname !== "/leave" && document.querySelector(`#tool-${way}`)?.checkVisibility() !== true)
      faults.push(`no way to ${way}`);
  const isInline = (element: Element) => element.localName === "style" || element.hasAttribute("style") || !element.hasAttribute("src");
  for (const element of document.querySelectorAll("script:not([src]), style, [style], [onclick], [onsubmit]"))
    if (isInline(element)) faults.push(`inline: ${element.outerHTML.slice(0, 100)}`);

  const inSentence = (element: Element) =>
    element.localName === "a" &&
    getComputedStyle(element).display === "inline" &&
    (element.closest("p, li, dd, span")?.textContent.trim().length ?? 0) > element.textContent.trim().length;
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const target = element.closest("label") ?? element;
    const box = target.getBoundingClientRect();
    const isSeen = target.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
    if (isSeen && box.height < LEAST && !inSentence(element))
      faults.push(`${Math.round(box.height)} px high: ${element.outerHTML.slice(0, 120)}`);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && locale !== "en"; node = walker.nextNode()) {
    const isHers = node.parentElement?.closest(`[dir=auto], bdi, textarea, select, .phrase, [lang]:not([lang=${locale}]):not(html)`);
    const foreign = (node.textContent ?? "").match(/[A-Za-z]{3,}/g)?.filter((word) => !NAMES.test(word)) ?? [];
    if (!isHers && foreign.length > 0) faults.push(`English in ${locale}: ${foreign.join(" ")}`);
  }
  return faults;
}
