import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { phoneTags } from "#foundation/identity";
import { test } from "#test/house";

const SECRET_OF_ANOTHER_HOUSE = "x".repeat(32);

test("a page that another left open says nothing in her name", async ({ house }) => {
  const [mei, ana] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, ana);
  const tagIn = async (who: typeof mei) =>
    /phone&quot;:&quot;([\w-]{22})&quot;/.exec(await (await who.get(`/spaces/${space}`)).text())?.[1] ?? "";
  const [hers, other] = [await tagIn(mei), await tagIn(ana)];
  const say = async (text: string, phone?: string) => {
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${mei.token}`,
      ...(phone === undefined ? {} : { "x-kith-phone": phone }),
    };
    const body = JSON.stringify({ id: randomUUID(), text });
    return (await fetch(`${house.url}/api/spaces/${space}/messages`, { method: "POST", headers, body })).status;
  };
  expect([await say("from her page", hers), await say("from a page of the other", other), await say("from a script")]).toEqual([
    201, 401, 201,
  ]);
  const draft = { text: "begun by the other" };
  const headers = { "content-type": "application/json", authorization: `Bearer ${mei.token}`, "x-kith-phone": other };
  const kept = await fetch(`${house.url}/spaces/${space}/draft`, { method: "POST", headers, body: JSON.stringify(draft) });
  expect([kept.status, (await (await mei.get(`/spaces/${space}`)).text()).includes(draft.text)]).toEqual([401, false]);
  expect(await (await ana.get(`/spaces/${space}`)).text()).not.toContain("from a page of the other");
  expect(hers).not.toBe(other);
  expect(await tagIn(mei)).toBe(hers);
  expect(phoneTags(SECRET_OF_ANOTHER_HOUSE).phoneTag(mei.id)).not.toBe(hers);
});
