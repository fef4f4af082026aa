import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { sumsOf } from "#test/backups";
import { databaseProcesses, freshHome, run, start, stop, type Running } from "#test/server";
import { systemDatabase } from "#test/system-database";

// With the commands that whoever runs Kith types, and real processes.
beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" });
  expect(status).toBe(0);
}, 120_000);

const LONG = { timeout: 120_000 };
const CARRIED = ["person", "user", "account", "space", "space_member", "space_message", "space_event", "space_counter", "network"];

async function home(): Promise<string> {
  const { home: place, clear } = await freshHome();
  onTestFinished(clear);
  return place;
}

async function up(env: Record<string, string>): Promise<Running> {
  const running = await start(env);
  onTestFinished(async () => void (await stop(running)));
  return running;
}

const kith = (env: Record<string, string>, ...words: string[]) => run(["build/server/cli.js", ...words], env);
const Joined = z.object({ phrase: z.string() });
const Made = z.object({ people: z.array(z.object({ id: z.uuid(), token: z.string() })), spaces: z.array(z.object({ id: z.uuid() })) });
const Said = z.object({ seq: z.int() });

const asking =
  (origin: string) =>
  (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(origin + path, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
      body: JSON.stringify(body),
    });

/** Talk for a backup, and one who came in by the front door. */
async function peopled(env: Record<string, string>, origin: string, messages: number) {
  const size = ["--people=6", "--spaces=2", "--members=3", `--messages=${messages}`];
  const made = await kith(env, "populate", ...size, "--json").ended;
  expect(made.code, made.err).toBe(0);
  const joined: unknown = await (await asking(origin)("/join", { alias: "Phrasebird" })).json();
  return { ...Made.parse(JSON.parse(made.out)), ...Joined.parse(joined) };
}

async function ownAddress(place: string): Promise<string> {
  const password = (await readFile(join(place, "database-password"), "utf8")).trim();
  const port = (await readFile(join(place, "postgres/postmaster.pid"), "utf8")).split("\n")[3];
  return `postgres://postgres:${password}@127.0.0.1:${port}/kith`;
}

const some = (sums: Record<string, string>) => Object.fromEntries(CARRIED.map((name) => [name, sums[name]]));

test("from PostgreSQL 15 to the one that comes with Kith: backed up while it runs, restored, entered, and talked on", LONG, async () => {
  const server = await systemDatabase();
  const admin = new Client(`${server}postgres`);
  await admin.connect();
  onTestFinished(() => admin.end());
  await admin.query("create database kith");
  const old = { KITH_HOME: await home(), DATABASE_URL: `${server}kith` };
  const before = await up(old);
  const { people, spaces, phrase } = await peopled(old, before.origin, 40);

  const folder = join(await home(), "backups", "today");
  const backedUp = await kith(old, "backup", folder, "--json").ended;
  expect(backedUp.code, backedUp.err).toBe(0);
  expect(JSON.parse(backedUp.out)).toMatchObject({ folder, postgres: expect.stringMatching(/^1[5-7]\./) });
  const sums = some(await sumsOf(`${server}kith`));
  await stop(before);

  const KITH_HOME = await home();
  const restored = await kith({ KITH_HOME }, "restore", folder, "--json").ended;
  expect(restored.code, restored.err).toBe(0);
  expect(JSON.parse(restored.out)).toMatchObject({ folder, rows: JSON.parse(backedUp.out).rows });
  expect((await stat(join(KITH_HOME, "secret"))).mode & 0o077).toBe(0);

  const { origin } = await up({ KITH_HOME });
  expect(some(await sumsOf(await ownAddress(KITH_HOME)))).toEqual(sums);
  const entered = await asking(origin)("/enter", { phrase });
  expect(entered.status).toBeLessThan(400);
  expect(entered.headers.getSetCookie().join()).toMatch(/^kith=[^;]{40}/);
  const token = (await kith({ KITH_HOME }, "token", people[0]!.id).ended).out.trim();
  const messages = `/api/spaces/${spaces[0]!.id}/messages`;
  const said = await asking(origin)(messages, { id: randomUUID(), text: "And on." }, { authorization: `Bearer ${token}` });
  expect(said.status).toBe(201);
  const source = new Client(`${server}kith`);
  await source.connect();
  const last = await source.query<{ last: string }>("select last_seq as last from space_counter where space_id = $1", [spaces[0]!.id]);
  await source.end();
  expect(Said.parse(await said.json()).seq).toBe(Number(last.rows[0]!.last) + 1);
  const byOldToken = await asking(origin)(messages, { id: randomUUID(), text: "x" }, { authorization: `Bearer ${people[0]!.token}` });
  expect(byOldToken.status).toBe(401);
});

test("what is wrong with a backup or with its target is said before anything is made", LONG, async () => {
  const old = { KITH_HOME: await home() };
  const { origin } = await up(old);
  const { spaces } = await peopled(old, origin, 1);
  expect(spaces).toHaveLength(2);
  const folder = join(await home(), "today");
  const first = await kith(old, "backup", folder).ended;
  expect(first, first.err).toMatchObject({ code: 0 });
  expect(first.out).toContain("keep the folder as private as the house itself");
  expect(await kith(old, "backup", folder).ended).toMatchObject({
    code: 2,
    err: `${folder} is not empty. Name a folder that is new: each backup has its own.\n`,
  });

  expect(await kith(old, "restore", folder).ended).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(/^Kith runs in .+Stop it/),
  });
  const KITH_HOME = join(await home(), "new");
  const nowhere = join(folder, "nowhere");
  expect(await kith({ KITH_HOME }, "restore", nowhere).ended).toMatchObject({
    code: 2,
    err: expect.stringContaining(join(nowhere, "manifest.json")),
  });
  const file = join(folder, "space_message.copy.gz");
  await truncate(file, (await stat(file)).size - 3);
  const cut = await kith({ KITH_HOME }, "restore", folder, "--json").ended;
  expect(cut.code).toBe(2);
  expect(JSON.parse(cut.out)).toEqual({ error: expect.stringContaining(`${file} is cut off`) });
  await rm(file);
  expect(await kith({ KITH_HOME }, "restore", folder).ended).toMatchObject({ code: 2, err: `${file} is missing. Nothing was restored.\n` });
  await expect(readdir(KITH_HOME)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a restore that is killed leaves an empty database, and begun again it ends well", LONG, async () => {
  const old = { KITH_HOME: await home() };
  const running = await up(old);
  await peopled(old, running.origin, 4_000);
  const folder = join(await home(), "today");
  expect(await kith(old, "backup", folder).ended).toMatchObject({ code: 0 });
  const sums = some(await sumsOf(await ownAddress(old.KITH_HOME)));

  const KITH_HOME = await home();
  const killed = kith({ KITH_HOME }, "restore", folder);
  for (const end = Date.now() + 30_000; !killed.err().includes("space_member:"); await wait(5)) expect(Date.now()).toBeLessThan(end);
  killed.process.kill("SIGKILL");
  expect(await killed.ended).toMatchObject({ code: null, signal: "SIGKILL" });
  expect(killed.err()).not.toContain("space_message:");

  const again = await kith({ KITH_HOME }, "restore", folder).ended;
  expect(again, again.err).toMatchObject({ code: 0 });
  expect(await kith({ KITH_HOME }, "restore", folder).ended).toMatchObject({ code: 2, err: expect.stringContaining("is not empty") });
  expect(await databaseProcesses(KITH_HOME)).toEqual([]);
  await up({ KITH_HOME });
  expect(some(await sumsOf(await ownAddress(KITH_HOME)))).toEqual(sums);
});
