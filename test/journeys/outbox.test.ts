import { expect, test } from "vitest";
import { json } from "./asking.ts";
import { crash, HerPhone, send, SENDS, shown, states, write } from "./her-phone.ts";

const VISIBLE_MS = 100;
const A_WHILE_MS = 1_000;
const KEPT_MS = 5_000; // until the worker has kept a page
const WAITING = "On this phone. It will go when there is a signal";
const slowly = { timeout: 60_000 };
const within = { timeout: 15_000 };

const her = HerPhone.forTests(9);

test("three messages written without a network outlive a killed page, and arrive once and in order from any page", slowly, async () => {
  await her.signIn(0);
  const page = await her.openRoom(0);
  await write(page, "before the tunnel");
  await page.locator(".state", { hasText: "Delivered" }).waitFor();
  await her.browser.setOffline(true);
  await write(page, "one", "two", "three");
  await expect.poll(() => states(page)).toEqual(["Delivered", WAITING, WAITING, WAITING]);
  await crash(page);
  await her.browser.setOffline(false);
  const other = await her.open(`${her.origin}/me`);
  await expect.poll(() => her.said(0), within).toEqual(["before the tunnel", "one", "two", "three"]);
  await expect.poll(() => other.evaluate(() => document.cookie.includes("kith-waits"))).toBe(false);
  await other.reload();
  expect(await other.locator("kith-island").count()).toBe(0);
  await other.goto(her.roomOf(0));
  expect(await shown(other)).toEqual(["before the tunnel", "one", "two", "three"]);
});

test("what waits stands in its room again after a reload, and goes out behind what others said meanwhile", slowly, async () => {
  await her.signIn(1);
  await her.browser.route(SENDS, (route) => route.abort());
  const page = await her.openRoom(1);
  await write(page, "one", "two");
  await page.reload();
  await expect.poll(() => shown(page)).toEqual(["one", "two"]);
  const theirs = { id: crypto.randomUUID(), text: "I am here" };
  await json(her.origin, her.tokenOf(1, 1), `/api/spaces/${her.spaceOf(1)}/messages`, theirs);
  await expect.poll(() => shown(page)).toEqual(["I am here", "one", "two"]);
  await her.browser.unroute(SENDS);
  await expect.poll(() => her.said(1), { timeout: 40_000 }).toEqual(["I am here", "one", "two"]);
  await expect.poll(() => states(page)).toEqual(["Delivered", "Delivered"]);
  expect(await shown(page)).toEqual(["I am here", "one", "two"]);
});

test(
  "without a network her room opens from the phone with what waits in it, takes more, and all of it arrives in order",
  slowly,
  async () => {
    await her.signIn(8);
    const page = await her.openRoom(8);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, within);
    await page.reload();
    await page.waitForTimeout(KEPT_MS);
    await her.browser.setOffline(true);
    await write(page, "one");
    await page.locator("#words").fill("half a thought");
    await page.waitForTimeout(A_WHILE_MS);
    await crash(page);
    const again = await her.open(her.roomOf(8));
    await expect.poll(() => shown(again)).toEqual(["one"]);
    await expect.poll(() => again.locator("#words").inputValue()).toBe("half a thought");
    await write(again, "two", "three");
    expect(await shown(again)).toEqual(["one", "two", "three"]);
    await her.browser.setOffline(false);
    await expect.poll(() => her.said(8), within).toEqual(["one", "two", "three"]);
    await expect.poll(() => states(again), within).toEqual(["Delivered", "Delivered", "Delivered"]);
  },
);

test("a browser that is killed outright loses neither what waits nor what was begun", slowly, async () => {
  await her.signIn(2);
  await her.browser.route(SENDS, (route) => route.abort());
  const page = await her.openRoom(2);
  await write(page, "one", "two");
  await page.locator("#words").pressSequentially("half a thought");
  await page.waitForTimeout(A_WHILE_MS);
  await her.killBrowser();
  await her.turnOn();
  await her.signIn(2);
  const again = await her.openRoom(2);
  await expect.poll(() => her.said(2), within).toEqual(["one", "two"]);
  await expect.poll(() => again.locator("#words").inputValue()).toBe("half a thought");
});

test("a draft outlives a killed page, and of the phone's and the server's the newer one stands there", slowly, async () => {
  await her.signIn(3);
  await her.browser.route("**/draft", (route) => route.abort());
  const page = await her.openRoom(3);
  await page.locator("#words").pressSequentially("I wanted to ask");
  await page.waitForTimeout(A_WHILE_MS);
  await crash(page);
  const second = await her.openRoom(3);
  await expect.poll(() => second.locator("#words").inputValue()).toBe("I wanted to ask");
  await crash(second); // a page that closes in peace would tell the house once more
  await json(her.origin, her.tokenOf(3, 0), `/spaces/${her.spaceOf(3)}/draft`, { text: "from another phone" });
  const third = await her.openRoom(3);
  await third.waitForTimeout(A_WHILE_MS);
  expect(await third.locator("#words").inputValue()).toBe("from another phone");
  await her.browser.unroute("**/draft");
  await write(third, "sent");
  await expect.poll(() => her.said(3)).toEqual(["sent"]);
  await third.reload();
  await third.waitForTimeout(A_WHILE_MS);
  expect(await third.locator("#words").inputValue()).toBe("");
});

test("several tabs never say a thing twice", slowly, async () => {
  await her.signIn(4);
  const [one, two] = [await her.openRoom(4), await her.openRoom(4)];
  const posted: string[] = [];
  her.browser.on("request", (request) => request.method() === "POST" && request.url().endsWith("/messages") && posted.push(request.url()));
  await her.browser.setOffline(true);
  await write(one, "a");
  await write(two, "b");
  await write(one, "c");
  const tried = posted.length;
  await her.browser.setOffline(false);
  await expect.poll(() => her.said(4), within).toEqual(["a", "b", "c"]);
  await expect.poll(() => states(one)).toEqual(["Delivered", "Delivered", "Delivered"]);
  await one.waitForTimeout(A_WHILE_MS);
  expect(posted.length - tried).toBe(3);
});

test("a message can be on the page within a tenth of a second on a slow phone", slowly, async () => {
  await her.signIn(5);
  const page = await her.openRoom(5);
  await (await her.browser.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const times: number[] = [];
  for (let time = 0; time < 9; time += 1) times.push(await page.evaluate(tapToVisible, `m${time}`));
  times.sort((a, b) => a - b);
  expect(times[0]).toBeLessThan(VISIBLE_MS); // of others on the same machine the benchmark knows more
});

/** Runs in the page: writes a message, taps, and measures until it has been painted. */
async function tapToVisible(text: string): Promise<number> {
  const field = document.querySelector<HTMLTextAreaElement>("#words")!;
  const list = document.querySelector("#talk")!;
  field.value = text;
  const began = performance.now();
  const isThere = new Promise<void>((resolve) => {
    const watch = new MutationObserver(() => {
      if (!list.lastElementChild?.textContent.includes(text)) return;
      watch.disconnect();
      requestAnimationFrame(() => resolve());
    });
    watch.observe(list, { childList: true });
  });
  document.querySelector<HTMLButtonElement>(".composer .send")!.click();
  await isThere;
  return Math.round(performance.now() - began);
}

test("what the house refuses for good is hers again, and a page of the network on the way is no answer", slowly, async () => {
  await her.signIn(6);
  const page = await her.openRoom(6);
  await her.browser.route(SENDS, (route) => route.fulfill({ status: 200, contentType: "text/html", body: "Welcome to our hotel" }));
  await page.locator("#words").fill("too late");
  await send(page);
  await expect.poll(() => states(page)).toEqual([WAITING]);
  await her.browser.route(SENDS, (route) =>
    route.fulfill({ status: 409, contentType: "application/problem+json", body: '{"faults":{"text":"fault.closed"}}' }),
  );
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("alert").getByText("This room is closed").waitFor();
  expect(await page.locator("#words").inputValue()).toBe("too late");
  expect(await shown(page)).toEqual([]);
  await page.waitForTimeout(A_WHILE_MS);
  await page.reload();
  await expect.poll(() => page.locator("#words").inputValue()).toBe("too late");
});

test("without https the page says that nothing is kept on this phone, and sending works", slowly, async () => {
  await her.turnOn("--host-resolver-rules=MAP kith.test 127.0.0.1");
  await her.signIn(7);
  const { value = "" } = (await her.browser.cookies()).find(({ name }) => name === "kith") ?? {};
  await her.browser.addCookies([{ name: "kith", value, domain: "kith.test", path: "/" }]);
  const page = await her.open(her.roomOf(7).replace("localhost", "kith.test"));
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.getByText("Nothing you write is kept on this phone").waitFor();
  await her.browser.setOffline(true);
  await write(page, "plainly");
  expect(await states(page)).toEqual(["Not sent yet. Keep this page open"]);
  await her.browser.setOffline(false);
  await expect.poll(() => her.said(7), within).toEqual(["plainly"]);
  await expect.poll(() => states(page)).toEqual(["Delivered"]);
});
