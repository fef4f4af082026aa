import { expect } from "vitest";
import { test } from "#test/house";

const clears = async (asked: Promise<Response>) => (await asked).headers.get("clear-site-data");

test("leaving has her browser destroy what it keeps; a link on someone else's page cannot do that to her", async ({ house }) => {
  const { stranger } = house;
  expect(await clears(stranger.get("/leave"))).toBe('"cache", "storage"');
  expect(await clears(stranger.get("/leave", { "sec-fetch-site": "same-origin" }))).toBe('"cache", "storage"');
  expect(await clears(stranger.get("/leave", { "sec-fetch-site": "cross-site" }))).toBe('"cache"');
  expect(await clears(stranger.get("/help"))).toBeNull();
});

test("a session that is over takes with it what the phone keeps; whoever never had one loses nothing", async ({ house }) => {
  const over = await house.stranger.get("/rooms", { cookie: "kith=over.signature; kith-waits=1" });
  expect([over.status, over.headers.get("clear-site-data")]).toEqual([303, '"cache", "storage"']);
  expect(over.headers.getSetCookie().map((cookie) => cookie.slice(0, cookie.indexOf(";")))).toEqual(["kith-waits=", "kith="]);
  const never = await house.stranger.get("/rooms");
  expect([never.status, never.headers.get("clear-site-data")]).toEqual([303, null]);
});

test("signing out, and coming in over someone else, also take what a browser keeps by itself; coming in where nobody was does not", async ({
  house,
}) => {
  const [mei, ana] = [await house.newcomer(), await house.newcomer()];
  const enter = (token: string, cookie = "") =>
    fetch(`${house.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", cookie },
      body: JSON.stringify({ token }),
    });
  const first = await enter(mei.token);
  const cookie = first.headers.getSetCookie().map((one) => one.split(";")[0])[0];
  expect([first.status, first.headers.get("clear-site-data")]).toEqual([200, '"storage"']);
  expect(await clears(enter(ana.token, cookie))).toBe('"cache", "storage"');
  expect(await clears(mei.post("/me/sign-out", {}))).toBe('"cache", "storage"');
});
