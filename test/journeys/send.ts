import type { Page } from "playwright-core";

/** Sends a form as it stands, also where the browser would ask for more first. */
export const send = (page: Page, form = "main form") =>
  Promise.all([
    page.waitForNavigation(),
    page
      .locator(form)
      .first()
      .evaluate((element: HTMLFormElement) => element.submit()),
  ]);
