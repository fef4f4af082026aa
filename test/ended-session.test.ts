import { expect } from "vitest";
import { endToken, tokensOf } from "#foundation/identity";
import { test } from "#test/house";

test("when a session ends, the feed it opened ends with it, and does not come back", async ({ house }) => {
  const [mei, ana] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, ana);
  const hers = await mei.get(`/live?spaces=${space}`);
  const others = await ana.get(`/live?spaces=${space}`);
  expect([hers.status, others.status]).toEqual([200, 200]);
  const [token] = await tokensOf(house.db, mei.id);
  await endToken(house.db, mei.id, token!.id);
  expect(await hers.text()).toContain("retry:");
  expect((await mei.get(`/live?spaces=${space}`)).status).toBe(401);
  const reader = others.body!.getReader();
  await reader.read();
  const still = await Promise.race([reader.read().then(() => "ended"), new Promise((resolve) => setTimeout(resolve, 300, "open"))]);
  expect(still).toBe("open");
  await reader.cancel();
});
