import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { freshDatabase } from "#test/people";
import { mustBeHarmless, prepare, serveUrlFrom, UnsafeRole } from "./index.ts";

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A database of which nobody has made anything yet. */
async function emptyDatabase(): Promise<string> {
  const name = `empty_${randomUUID().slice(0, 8)}`;
  await (await connected(`${inject("clusterUrl")}postgres`)).query(`create database ${name}`);
  return inject("clusterUrl") + name;
}

test("several nodes prepare several databases of one cluster at once, and again, and all end well", { timeout: 60_000 }, async () => {
  const databases = [await emptyDatabase(), await emptyDatabase()];
  await Promise.all([...databases, ...databases, ...databases].map((url) => prepare(url)));
  await Promise.all(databases.map((url) => prepare(url)));
  for (const url of databases) {
    const { rows } = await (
      await connected(url)
    ).query("select migrations_done() as done, (select count(*)::int from kysely_migration) as listed");
    expect(rows[0].done).toBe(rows[0].listed);
    expect(rows[0].done).toBeGreaterThan(5);
  }
});

test("the role that serves may become three others and nobody else, and by itself reads nothing", async () => {
  const { serveUrl } = await freshDatabase();
  const client = await connected(serveUrl);
  for (const role of ["kith_person", "kith_worker", "kith_identity"]) await client.query(`set role ${role}`);
  await client.query("reset role");
  for (const role of ["kith_owner", "kith_gate", "postgres"])
    await expect(client.query(`set role ${role}`)).rejects.toMatchObject({ code: "42501" });
  for (const table of ["space_message", "person", "fact", "space_member"])
    await expect(client.query(`select from ${table}`)).rejects.toMatchObject({ code: "42501" });
  for (const act of ["create table mine ()", "alter table space disable row level security", "drop policy members_read on space_message"])
    await expect(client.query(act)).rejects.toMatchObject({ code: "42501" });
});

test("a role that could step around the policies does not serve, and is told in a sentence what to change", async () => {
  const { ownerUrl, serveUrl } = await freshDatabase();
  await mustBeHarmless(serveUrl);
  await expect(mustBeHarmless(ownerUrl)).rejects.toThrow(UnsafeRole);
  await expect(mustBeHarmless(ownerUrl)).rejects.toThrow(/could step around the policies .+ Let DATABASE_URL log in as kith_app/);
  const admin = await connected(ownerUrl);
  const name = `stranger_${randomUUID().slice(0, 8)}`;
  await admin.query(`create role ${name} login password 'x'`);
  const stranger = new URL(serveUrl);
  stranger.username = name;
  stranger.password = "x";
  await expect(mustBeHarmless(stranger.href)).rejects.toThrow(/may not serve/);
  await admin.query(`grant kith_owner to ${name}`);
  await expect(mustBeHarmless(stranger.href)).rejects.toThrow(/could step around/);
});

test("the address that serves is made from the house's secret, and is the same at every start", async () => {
  const { ownerUrl } = await freshDatabase();
  const before = await serveUrlFrom(ownerUrl, "a-secret-for-tests-only-0123456789");
  expect(new URL(before).username).toBe("kith_app");
  expect(await serveUrlFrom(ownerUrl, "a-secret-for-tests-only-0123456789")).toBe(before);
});
