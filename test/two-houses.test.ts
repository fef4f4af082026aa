import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { inventPerson } from "#domains/people";
import { makeToken } from "#foundation/identity";
import { freshDatabase } from "#test/people";
import { SECRET } from "#test/cluster";
import { open } from "../src/front.ts";

const SOON_MS = 3_000;
const origin = "http://localhost:3000";

test("a session ended in one house is a stranger's in the other, which had it at hand", async () => {
  const addresses = await freshDatabase();
  const assets = { styles: [], script: "/browser.js", icons: "/icons.svg", chunkOf: () => [] };
  const [here, there] = [
    await open({ ...addresses, origin, secret: SECRET, assets, proxies: 0 }),
    await open({ ...addresses, origin, secret: SECRET, assets, proxies: 0 }),
  ];
  const token = await makeToken(here.db, await inventPerson(here.db));
  const json = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) };
  const entered = await here.app.request(`${origin}/api/session`, json);
  const cookie = entered.headers.getSetCookie()[0]!.split(";")[0]!;
  const statusAt = async (house: typeof here) => (await house.app.request(`${origin}/me`, { headers: { cookie } })).status;
  expect([await statusAt(here), await statusAt(there)]).toEqual([200, 200]);

  await here.app.request(`${origin}/me/sign-out`, {
    method: "POST",
    headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded" },
    body: "",
  });
  expect(await statusAt(here)).toBe(303);
  const end = Date.now() + SOON_MS;
  while ((await statusAt(there)) !== 303 && Date.now() < end) await wait(10);
  expect(await statusAt(there)).toBe(303);
  expect(Date.now()).toBeLessThan(end);
  await here.close();
  await there.close();
});
