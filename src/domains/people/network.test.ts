import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { SECRET } from "#test/cluster";
import { test, type TestHouse, type Visitor } from "#test/house";
import { fill, phraseOn, plainBrowser } from "#test/plain-browser";
import { beginNetwork } from "./network.ts";
import { passTo } from "./pass.ts";

async function steward(house: TestHouse): Promise<Visitor> {
  const visitor = await house.newcomer();
  await house.owner.query("delete from network");
  await asPerson(house.db, visitor.id, (tx) => beginNetwork(tx, visitor.id, "Kith by the river", "Ana"));
  return visitor;
}

test("the quiet door lets in whoever has a pass, or nobody, and those who were here before", async ({ house }) => {
  const boss = await steward(house);
  const regular = plainBrowser(house);
  await fill(regular);
  const phrase = phraseOn(await regular.text("/keep"));
  const next = "/invitations/abcdefghijklmnopqrstuv";
  const pass = passTo(SECRET, next);
  const tries = {
    without: { next },
    forged: { next, pass: passTo("another secret", next) },
    old: { next, pass: passTo(SECRET, next, Date.now() - 3_700_000) },
    elsewhere: { next: "/me", pass },
  };

  expect((await boss.post("/network", { name: "Kith by the river", door: "invitation" })).status).toBe(303);
  for (const [name, fields] of Object.entries(tries)) expect((await fill(plainBrowser(house), "Eve", fields)).status, name).not.toBe(303);
  expect(await plainBrowser(house).text("/join")).toContain("New people come in by invitation");
  expect((await fill(plainBrowser(house), "Mei", { next, pass })).status).toBe(303);

  await boss.post("/network", { name: "Kith by the river", door: "closed" });
  expect((await fill(plainBrowser(house), "Mei", { next, pass })).status).not.toBe(303);
  expect((await plainBrowser(house).go("/enter", { phrase })).status).toBe(303);

  await boss.post("/network", { name: "Kith by the river", door: "open" });
  expect((await fill(plainBrowser(house), "Eve")).status).toBe(303);
});

test("for everyone but stewards the network's page is not there", async ({ house }) => {
  const boss = await steward(house);
  const eve = await house.newcomer();
  expect((await boss.get("/network")).status).toBe(200);
  for (const [path, fields] of [
    ["/network", { name: "Eve's", door: "closed" }],
    ["/network/organisations", { organisation: "Eve's" }],
    ["/network/roles", { knownAs: "Eve", offer: "steward network" }],
  ] as const) {
    expect((await eve.post(path, fields)).status, path).toBe(404);
    expect((await house.stranger.post(path, fields)).status, path).toBe(401);
  }
  expect((await eve.get("/network")).status).toBe(404);
  await expect(asPerson(house.db, eve.id, (tx) => tx.insertInto("organisation").values({ name: "Eve's" }).execute())).rejects.toMatchObject(
    { reason: "not-allowed" },
  );
  const { rows } = await house.owner.query("select name, door from network");
  expect(rows[0]).toEqual({ name: "Kith by the river", door: "open" });
});

test("a role is offered by a link, taken once, and ended; the last steward stays", async ({ house }) => {
  const boss = await steward(house);
  const offered = await boss.json("/network/roles", { knownAs: "Dr Lin", offer: "steward network" });
  const { link } = (await offered.json()) as { link: string };
  const path = new URL(link).pathname;
  const stranger = await house.stranger.get(path);
  expect(stranger.headers.get("location")).toMatch(/^\/join\?next=%2Froles%2F[\w-]+&pass=/);
  const lin = await house.newcomer();
  expect(await (await lin.get(path)).text()).toContain("Steward");
  expect((await lin.get("/network")).status).toBe(404);
  expect((await lin.post(path, {})).status).toBe(303);
  expect((await lin.get("/network")).status).toBe(200);
  const eve = await house.newcomer();
  expect((await eve.post(path, {})).status).toBe(404);
  expect((await house.stranger.get(path)).status).toBe(404);

  const grantOf = async (person: string) =>
    (await house.owner.query("select id from person_role where person_id = $1 and ended_at is null", [person])).rows[0].id as string;
  expect((await eve.post(`/network/roles/${await grantOf(boss.id)}/end`, {})).status).toBe(404);
  expect((await lin.post(`/network/roles/${await grantOf(boss.id)}/end`, {})).status).toBe(303);
  expect((await boss.get("/network")).status).toBe(404);
  const others = await house.owner.query(
    "update person_role set ended_at = now(), ended_by = person_id where person_id <> $1 and ended_at is null",
    [lin.id],
  );
  expect(others.rowCount).toBeGreaterThanOrEqual(0);
  const last = await lin.post(`/network/roles/${await grantOf(lin.id)}/end`, {});
  expect(last.status).toBe(422);
  expect(await last.text()).toContain("This is the last steward.");
  const { rows: facts } = await house.owner.query(
    "select kind, about from fact where kind like 'people.role%' and subject = $1 order by id",
    [lin.id],
  );
  expect(facts).toEqual([{ kind: "people.role-granted", about: { role: "steward", scope: "network", place: null } }]);
});

test("an organisation is added once under a name, and roles in it are given in it", async ({ house }) => {
  const boss = await steward(house);
  expect((await boss.post("/network/organisations", { organisation: "River Hospital" })).status).toBe(303);
  const twice = await boss.post("/network/organisations", { organisation: "river hospital" });
  expect(twice.status).toBe(422);
  expect(await twice.text()).toContain("There is one of this name already.");
  const html = await (await boss.get("/network")).text();
  expect(html).toContain("Navigator · River Hospital");
  const [, id] = /navigator organisation ([\w-]+)/.exec(html) ?? [];
  expect((await boss.json("/network/roles", { knownAs: "Sam", offer: `navigator organisation ${id}` })).status).toBe(200);
  expect((await boss.json("/network/roles", { knownAs: "Sam", offer: `steward organisation ${id}` })).status).toBeGreaterThanOrEqual(400);
});
