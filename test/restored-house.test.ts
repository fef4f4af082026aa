import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { openCommitQueue, say, Saying } from "#domains/spaces";
import { addressOf, allHeard, backedUp, broughtBack, carried, connected, STAYS, sumsOf } from "#test/backups";
import { SECRET } from "#test/cluster";
import { test } from "#test/house";
import { open } from "../src/front.ts";

const LONG = { timeout: 60_000 };

test("a house comes back as it was: she enters by her phrase, and the talk goes on where it stood", LONG, async ({ house }) => {
  const joined: unknown = await (await house.stranger.json("/join", { alias: "Phrasebird" })).json();
  const { phrase } = z.object({ phrase: z.string() }).parse(joined);
  const [she, friend] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("circle", she, friend);
  const words = 'Tab\there, "quoted", back\\slash\nand a new line, \\N, 早上好, صباح الخير, ё';
  for (let time = 0; time < 5; time += 1) await she.json(`/api/spaces/${space}/messages`, { id: randomUUID(), text: `${words} ${time}` });

  await allHeard(house.owner);
  const place = await backedUp(house.owner);
  const before = await sumsOf(addressOf(house.owner));
  const { ownerUrl, home } = await broughtBack(place);
  const after = await sumsOf(ownerUrl);
  expect(carried(after)).toEqual(carried(before));
  expect(after["space_message"]).toMatch(/ 5$/);
  for (const name of STAYS) expect(after[name], name).toMatch(/ 0$/);
  expect(await readFile(join(home, "secret"), "utf8")).toBe(`${SECRET}\n`);

  const origin = "http://localhost:3000";
  const assets = { styles: [], script: "/browser.js", icons: "/icons.svg", chunkOf: () => [] };
  const again = await open({ ownerUrl, origin, secret: SECRET, assets, proxies: 0 });
  onTestFinished(() => again.close());
  const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    again.app.request(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
      body: JSON.stringify(body),
    });
  expect((await ask("/enter", { phrase: "abandon ability able about above absent absorb" })).ok).toBe(false);
  const entered = await ask("/enter", { phrase });
  expect(entered.status).toBeLessThan(400);
  expect(entered.headers.getSetCookie().join()).toMatch(/^kith=[^;]{40}/);
  const byOldToken = await ask(`/api/spaces/${space}/messages`, { id: randomUUID(), text: "x" }, { authorization: `Bearer ${she.token}` });
  expect(byOldToken.status, "a token made before opens nothing now").toBe(401);

  const { rows } = await house.owner.query<{ last_seq: string }>("select last_seq from space_counter where space_id = $1", [space]);
  const client = await connected(ownerUrl);
  const saying = Saying.parse({ id: randomUUID(), text: "And on." });
  const queue = openCommitQueue(again.db);
  onTestFinished(() => queue.close());
  expect((await say(queue, she.id, space, saying)).seq).toBe(Number(rows[0]!.last_seq) + 1);
  const numbers = 'select count(*) = count(distinct id) as "areDifferent" from fact';
  expect((await client.query(numbers)).rows).toEqual([{ areDifferent: true }]);
});
