import sharp from "sharp";
import { expect, test } from "vitest";
import { crash, HerPhone, send, shown } from "./her-phone.ts";

const MEGABYTE = 1024 * 1024;
const slowly = { timeout: 60_000 };
const within = { timeout: 20_000 };

const her = HerPhone.forTests(3);

const photo = (background: string) =>
  sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();
const letter = (bytes: number) => Buffer.alloc(bytes, "All is well. ");

test("a photo that was sent without a network outlives a killed page, and arrives once", slowly, async () => {
  await her.signIn(0);
  const page = await her.openRoom(0);
  await page.locator("#photo").setInputFiles({ name: "garden.jpg", mimeType: "image/jpeg", buffer: await photo("#c84") });
  await page.locator(".tray-photo img").waitFor();
  await her.browser.setOffline(true);
  await page.locator("#words").fill("From the garden");
  await send(page);
  await page.locator(".say.waiting .state", { hasText: "On this phone. It will go" }).waitFor();
  await page.locator("#words").fill("and more");
  await send(page);
  await page.locator("#talk .say:not(.going)", { hasText: "and more" }).waitFor();
  await crash(page);
  expect(await her.filesWith("From the garden")).toEqual([]);
  await her.browser.setOffline(false);
  const other = await her.open(`${her.origin}/me`);
  await expect.poll(() => her.said(0), within).toEqual(["From the garden", "and more"]);
  await other.goto(her.roomOf(0));
  await other.locator(".say.mine .photo img").waitFor();
  expect(await other.locator(".say .photo").count()).toBe(1);
});

test("a photo stands in its room again after a reload, and goes on", slowly, async () => {
  await her.signIn(1);
  const page = await her.openRoom(1);
  await page.locator("#photo").setInputFiles({ name: "garden.jpg", mimeType: "image/jpeg", buffer: await photo("#48c") });
  await page.locator(".tray-photo img").waitFor();
  await her.browser.route("**/api/spaces/*/files?*", (route) => route.abort());
  await send(page);
  await page.locator(".say.waiting .state", { hasText: "On this phone" }).waitFor();
  await page.reload();
  await page.locator(".say.waiting .photo img").waitFor();
  await her.browser.unroute("**/api/spaces/*/files?*");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.locator(".say.mine .state", { hasText: "Delivered" }).waitFor(within);
  expect(await page.locator('.say .photo[href^="/files/"]').count()).toBe(1);
});

test("what is too much for the phone is said to be so, waits in the page, and is sent all the same", slowly, async () => {
  await her.signIn(2);
  const page = await her.openRoom(2);
  for (const [index, count] of [4, 1].entries()) {
    const files = Array.from({ length: count }, (_, place) => ({
      name: `letter ${index} ${place}.txt`,
      mimeType: "text/plain",
      buffer: letter(3.5 * MEGABYTE),
    }));
    await page.locator("#file").setInputFiles(files);
    await page
      .locator(".tray-row")
      .nth(count - 1)
      .waitFor();
    await her.browser.setOffline(true); // after what shows the letters has come
    await page.locator("#words").fill(`message ${index}`);
    await send(page);
    await page.locator("#talk .say", { hasText: `message ${index}` }).waitFor();
  }
  await page.getByText("This phone has no room for more that waits").waitFor();
  await page.locator(".state", { hasText: "Not sent yet. Keep this page open" }).waitFor();
  await her.browser.setOffline(false);
  await expect.poll(() => her.said(2), { timeout: 40_000 }).toEqual(["message 0", "message 1"]);
  expect(await shown(page)).toEqual(["message 0", "message 1"]);
});
