import { randomUUID } from "node:crypto";
import { copyFile, open, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { isEmpty } from "#foundation/database";
import { SECRET } from "#test/cluster";
import { addressOf, backedUp, connected, emptyDatabase, folder, quiet, sumsOf } from "#test/backups";
import { test } from "#test/people";
import { backUp, bringBack, lookThrough, mustTakeSecret } from "./index.ts";

const LONG = { timeout: 60_000 };

async function copyOf(place: string): Promise<string> {
  const copy = await folder();
  for (const name of await readdir(place)) await copyFile(join(place, name), join(copy, name));
  return copy;
}

test("a file that is missing, cut off or altered is named, and so is a manifest that is none", LONG, async ({ ground }) => {
  await ground.newcomers(20);
  const whole = await backedUp(ground.owner);
  const spoilt = async (name: string, spoil: (file: string) => Promise<void>) => {
    const copy = await copyOf(whole);
    await spoil(join(copy, name));
    const refused = await lookThrough(copy).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: "Obstacle", exitCode: 2 });
    expect(String(refused)).toContain(join(copy, name));
    return String(refused);
  };
  for (const name of await readdir(whole)) expect(await spoilt(name, (file) => rm(file)), name).toContain("is missing");
  for (const name of (await readdir(whole)).filter((one) => one !== "manifest.json")) {
    const shorten = async (file: string) => await truncate(file, (await stat(file)).size - 1);
    expect(await spoilt(name, shorten), name).toContain("is cut off");
    const flip = async (file: string) => {
      const bytes = await readFile(file);
      bytes[Math.floor(bytes.length / 2)]! ^= 1;
      await writeFile(file, bytes);
    };
    expect(await spoilt(name, flip), name).toContain("was altered");
    expect(await spoilt(name, (file) => writeFile(file, "more", { flag: "a" })), name).toContain("was altered");
  }
  const half = async (file: string) => await truncate(file, Math.floor((await stat(file)).size / 2));
  expect(await spoilt("manifest.json", half)).toContain("is damaged");
  const edited = (from: string | RegExp, to: string) => async (file: string) =>
    await writeFile(file, (await readFile(file, "utf8")).replace(from, to));
  expect(await spoilt("manifest.json", edited('"isComplete": true', '"isComplete": false'))).toContain("is damaged");
  expect(await spoilt("manifest.json", edited('"format": 1', '"format": 2'))).toContain("newer Kith");
  expect(await spoilt("manifest.json", edited("20261122_0900_me", "20991231_0900_me"))).toContain("20991231_0900_me");
  await lookThrough(whole);
});

test("rows that are not what the manifest says are not taken, and the database stays empty", LONG, async ({ ground }) => {
  const place = await backedUp(ground.owner);
  const manifest = await lookThrough(place);
  const [ownerUrl, home] = [await emptyDatabase(), await folder()];
  const wrong = { ...manifest, tables: manifest.tables.map((table) => (table.name === "role" ? { ...table, rows: 7 } : table)) };
  const restoring = bringBack({ ownerUrl, home, folder: place, manifest: wrong, tell: quiet });
  await expect(restoring).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(join(place, "role.copy.gz")) });
  expect(await isEmpty(await connected(ownerUrl))).toBe(true);
});

test("nothing is restored over anything: not a house, not another program's table, not another secret", LONG, async ({ ground }) => {
  const place = await backedUp(ground.owner);
  const manifest = await lookThrough(place);
  const before = await sumsOf(addressOf(ground.owner));
  const home = await folder();
  const over = (ownerUrl: string) => bringBack({ ownerUrl, home, folder: place, manifest, tell: quiet });
  const refused = { exitCode: 2, message: expect.stringContaining("is not empty") };
  await expect(over(addressOf(ground.owner))).rejects.toMatchObject(refused);
  expect(await sumsOf(addressOf(ground.owner))).toEqual(before);
  expect(await readdir(home)).toEqual([]);
  const others = await emptyDatabase();
  await (await connected(others)).query("create schema blog; create table blog.post (id int)");
  await expect(over(others)).rejects.toMatchObject(refused);

  await writeFile(join(home, "secret"), "another-secret-0123456789-0123456789-012345\n");
  await expect(mustTakeSecret(place, home)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(join(home, "secret")) });
  await expect(backUp({ ownerUrl: addressOf(ground.owner), secret: SECRET, folder: place, tell: quiet })).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining("is not empty"),
  });
  await lookThrough(place); // it was left as it was
});

test("a restore that is broken off leaves an empty database, and can be begun again", LONG, async ({ ground }) => {
  await ground.owner.query("insert into person (id) select gen_random_uuid() from generate_series(1, 100000)"); // a second's work, so that it is under way
  const place = await backedUp(ground.owner);
  const manifest = await lookThrough(place);
  const [ownerUrl, home] = [await emptyDatabase(), await folder()];
  const admin = await connected(ownerUrl);
  const breakOff = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  const broken = bringBack({
    ownerUrl,
    home,
    folder: place,
    manifest,
    tell: (line) => void (line.startsWith("fact:") && admin.query(breakOff)),
  });
  await expect(broken).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining("begin again") });
  for (const end = Date.now() + 5_000; Date.now() < end && !(await isEmpty(admin));) await wait(20);
  expect(await isEmpty(admin)).toBe(true);
  await bringBack({ ownerUrl, home, folder: place, manifest, tell: quiet });
  expect((await sumsOf(ownerUrl))["person"]).toBe((await sumsOf(addressOf(ground.owner)))["person"]);
});

test("a second restore into the same database waits for the first, and then finds it taken", LONG, async ({ ground }) => {
  const place = await backedUp(ground.owner);
  const manifest = await lookThrough(place);
  const [ownerUrl, home] = [await emptyDatabase(), await folder()];
  const both = await Promise.allSettled([1, 2].map(() => bringBack({ ownerUrl, home, folder: place, manifest, tell: quiet })));
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a backup that fails leaves no files behind that look like one", LONG, async ({ ground }) => {
  const place = await folder();
  const breakOff =
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kith backup' and datname = current_database()";
  let isFirst = true;
  const tell = () => {
    if (isFirst) void ground.owner.query(breakOff);
    isFirst = false;
  };
  await expect(backUp({ ownerUrl: addressOf(ground.owner), secret: SECRET, folder: place, tell })).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringContaining("begin again"),
  });
  expect(await readdir(place)).toEqual([]);
  const other = join(place, `file-${randomUUID()}`);
  await (await open(other, "w")).close();
  await expect(backUp({ ownerUrl: addressOf(ground.owner), secret: SECRET, folder: other, tell })).rejects.toMatchObject({ exitCode: 2 });
});
