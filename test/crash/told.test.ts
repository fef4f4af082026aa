import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { beforeAll, expect, test } from "vitest";
import { keptSecret, occupantOf } from "#foundation/home";
import { letAllBeDue, letManyListen, tally } from "#test/due";
import { openPostOffice } from "#test/post-office";
import { openPushService } from "#test/push-receiver";
import { freshHome, run, start, stop } from "#test/server";

const PEOPLE = 300;
const timeout = 240_000;

beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" });
  expect(status).toBe(0);
}, 120_000);

async function ownerOf(home: string): Promise<Client> {
  const port = (await occupantOf(home))?.databasePort;
  const owner = new Client(`postgres://postgres:${await keptSecret(home, "database-password")}@127.0.0.1:${port}/kith`);
  owner.on("error", () => {});
  await owner.connect();
  return owner;
}

test(
  `${PEOPLE} people who are due at once are told when the house is killed meanwhile, and none is told of it twice`,
  { timeout },
  async () => {
    const [{ home, clear }, mail, push] = [await freshHome(), await openPostOffice(), await openPushService()];
    const env = { KITH_HOME: home, SMTP_URL: mail.url, VAPID_SERVICES: push.origin };
    const counts = ["--people", "2", "--spaces", "1", "--members", "2", "--messages", "0"];
    const invented = JSON.parse((await run(["build/server/cli.js", "populate", ...counts, "--json"], env).ended).out) as {
      people: { token: string }[];
      spaces: { id: string }[];
    };
    let server = await start(env);
    let owner = await ownerOf(home);
    try {
      const space = invented.spaces[0]!.id;
      const secret = (await readFile(join(home, "secret"), "utf8")).trim();
      const due = await letManyListen(owner, { secret, space, count: PEOPLE, service: push.origin });
      const said = await fetch(`${server.origin}/api/spaces/${space}/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${invented.people[0]!.token}`, "content-type": "application/json" },
        body: JSON.stringify({ id: crypto.randomUUID(), text: "Good morning" }),
      });
      expect(said.status).toBe(201);
      await letAllBeDue(owner, PEOPLE);
      await owner.end();
      while (mail.taken.length + push.taken.length < PEOPLE / 3) await wait(5);
      server.process.kill("SIGKILL");
      await server.ended;
      expect(mail.taken.length + push.taken.length).toBeLessThan(PEOPLE);
      server = await start(env);
      owner = await ownerOf(home);
      const open = async () => (await owner.query("select from notification_delivery where ended_at is null")).rowCount;
      await expect.poll(open, { timeout: 150_000, interval: 500 }).toBe(0);
      const { lost, doubled, raw } = tally(due, mail.taken, push.taken);
      expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
      expect(raw).toBeLessThanOrEqual(10); // what was under way at that moment, at most; under the id it had
    } finally {
      await owner.end();
      await stop(server);
      await Promise.all([mail.close(), push.close()]);
      await clear();
    }
  },
);
