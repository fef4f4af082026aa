import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, statSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { freePort } from "#foundation/cluster";
import { databaseProcesses, freshHome, run, start, stop, type Running } from "#test/server";
import { systemDatabase } from "#test/system-database";

// One after another: each starts servers of its own.
beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" });
  expect(status).toBe(0);
}, 120_000);

const STACK = /^\s+at .+:\d+:\d+/m;

async function home(): Promise<string> {
  const { home: place, clear } = await freshHome();
  onTestFinished(clear);
  return place;
}

/** Starts Kith for one test; whatever happens, it and its database are gone afterwards. */
async function up(env: Record<string, string>): Promise<Running> {
  const running = await start(env);
  onTestFinished(async () => void (await stop(running)));
  return running;
}

const status = async (url: string): Promise<number> => (await fetch(url).catch(() => undefined))?.status ?? 0;

async function until(what: () => Promise<boolean>, ms = 10_000): Promise<void> {
  for (const end = Date.now() + ms; !(await what()); await wait(50)) expect(Date.now(), "waited too long").toBeLessThan(end);
}

const postmaster = async (place: string) => (await readFile(join(place, "postgres/postmaster.pid"), "utf8")).split("\n");

async function database(place: string): Promise<Client> {
  const password = (await readFile(join(place, "database-password"), "utf8")).trim();
  const port = (await postmaster(place))[3];
  const client = new Client(`postgres://postgres:${password}@127.0.0.1:${port}/kith`);
  client.on("error", () => {});
  await client.connect();
  return client;
}

test("it starts in a private folder, a second start says so and leaves it alone, and it stops cleanly", { timeout: 60_000 }, async () => {
  const place = await home();
  const first = await up({ KITH_HOME: place });
  expect(first.out()).toBe(`Kith is up: ${first.origin}\n`);
  expect(first.err()).toBe("");
  expect(await (await fetch(`${first.origin}/health`)).json()).toEqual({ ok: true });
  expect(await status(`${first.origin}/ready`)).toBe(200);

  const second = await run(["start.ts"], { KITH_HOME: place, PORT: `${await freePort()}` }).ended;
  expect(second).toMatchObject({ code: 1, out: "", err: `Kith already runs here: ${first.origin} (process ${first.process.pid})\n` });
  expect(await status(`${first.origin}/ready`)).toBe(200);

  for (const file of ["secret", "database-password"]) expect(statSync(join(place, file)).mode & 0o077).toBe(0);
  const doctor = await run(["build/server/cli.js", "doctor", "--json"], { KITH_HOME: place }).ended;
  expect(doctor).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(doctor.out)).toMatchObject({ ok: true });

  const began = Date.now();
  expect(await stop(first)).toMatchObject({ code: 0, err: "" });
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(await databaseProcesses(place)).toEqual([]);
});

test("after kill -9 the database it left behind is stopped, and what was written is there", { timeout: 60_000 }, async () => {
  const place = await home();
  const killed = await start({ KITH_HOME: place });
  const before = await database(place);
  await before.query("create table kept as select 1 as one");
  await before.end();
  killed.process.kill("SIGKILL");
  await killed.ended;
  const orphan = Number((await postmaster(place))[0]);
  expect(await databaseProcesses(place)).toContain(orphan);

  await up({ KITH_HOME: place });
  expect(await databaseProcesses(place)).not.toContain(orphan);
  const after = await database(place);
  expect((await after.query("select one from kept")).rows).toEqual([{ one: 1 }]);
  await after.end();
});

test("a pid file whose number belongs to another program by now stops nobody", { timeout: 60_000 }, async () => {
  const place = await home();
  await stop(await start({ KITH_HOME: place }));
  const bystander = spawn("sleep", ["60"]);
  onTestFinished(() => void bystander.kill());
  await writeFile(join(place, "postgres/postmaster.pid"), `${bystander.pid}\n${place}/postgres\n1\n5432\n\n127.0.0.1\n\nready\n`);
  const { origin } = await up({ KITH_HOME: place });
  expect(await status(`${origin}/ready`)).toBe(200);
  expect(bystander.exitCode).toBeNull();
});

test("when every process of its database is killed, it brings the database back", { timeout: 60_000 }, async () => {
  const place = await home();
  const { origin, err } = await up({ KITH_HOME: place });
  const [old, , , port] = await postmaster(place);
  for (const pid of await databaseProcesses(place)) process.kill(pid, "SIGKILL");
  await until(async () => (await postmaster(place).catch(() => [old]))[0] !== old && (await status(`${origin}/ready`)) === 200);
  expect((await postmaster(place))[3]).toBe(port);
  expect(err()).toContain("PostgreSQL ended unexpectedly; starting it again.");
  expect(err()).not.toMatch(STACK);
});

test("asked to stop, it still answers what it had begun to hear", { timeout: 60_000 }, async () => {
  const place = await home();
  const { origin, process: child, ended } = await start({ KITH_HOME: place });
  const body = JSON.stringify({ token: "kith_not-a-token" });
  const headers = { origin, "content-type": "application/json", "content-length": body.length };
  const asking = request(`${origin}/api/session`, { method: "POST", headers });
  const answered = once(asking, "response");
  asking.write(body.slice(0, 5));
  await wait(200);
  child.kill("SIGTERM");
  await wait(200);
  expect(await status(`${origin}/health`), "takes nothing new").toBe(0);
  asking.end(body.slice(5));
  const [answer] = await answered;
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode).toBeLessThan(500);
  await text(answer);
  expect(await ended).toMatchObject({ code: 0 });
});

const Invented = z.object({
  people: z.array(z.object({ id: z.uuid(), alias: z.string(), token: z.string() })),
  spaces: z.array(z.object({ id: z.uuid(), members: z.array(z.uuid()) })),
});
const Page = z.object({ messages: z.array(z.object({ words: z.string() })) });

test("people are invented beside a running Kith, and their keys open its doors", { timeout: 60_000 }, async () => {
  const env = { KITH_HOME: await home() };
  const { origin } = await up(env);
  const populate = ["build/server/cli.js", "populate", "--people=4", "--spaces=2", "--members=3", "--messages=5", "--json"];
  const made = await run(populate, env).ended;
  expect(made.code).toBe(0);
  const { people, spaces } = Invented.parse(JSON.parse(made.out));
  expect(people).toHaveLength(4);
  expect(spaces.map(({ members }) => members.length)).toEqual([3, 3]);

  const ask = (token: string) => fetch(`${origin}/api/spaces/${spaces[0]!.id}/messages`, { headers: { authorization: `Bearer ${token}` } });
  const member = spaces[0]!.members[2]!;
  const again = await run(["build/server/cli.js", "token", member], env).ended;
  for (const token of [people.find(({ id }) => id === member)!.token, again.out.trim()])
    expect(Page.parse(await (await ask(token)).json()).messages).toHaveLength(5);
  const stranger = people.find(({ id }) => !spaces[0]!.members.includes(id))!;
  expect((await ask(stranger.token)).status).toBe(404);

  const inProduction = await run(populate, { ...env, NODE_ENV: "production" }).ended;
  expect(inProduction).toMatchObject({ code: 2, err: expect.stringContaining("NODE_ENV is production") });
});

test("a taken port is said in one sentence, before anything is made", async () => {
  const place = await home();
  const other = createServer().listen(await freePort(), "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const { code, out, err } = await run(["start.ts"], { KITH_HOME: place, PORT: `${port}` }).ended;
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toBe(`Port ${port} on 127.0.0.1 is taken by another program. Choose another one: PORT=${port + 1} npm start\n`);
  expect(await readdir(place)).toEqual([]);
});

test("a full disk is said in one sentence, at the first start and later", { timeout: 60_000 }, async () => {
  const place = mkdtempSync(join(tmpdir(), "kith-disk-"));
  const disk = (size: string) => execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", place]);
  const unmount = () => void execFileSync("umount", [place]);
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  disk("32m");
  const small = await run(["start.ts"], { KITH_HOME: place, PORT: `${await freePort()}` }).ended;
  unmount();
  expect(small).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringMatching(/^The disk that holds .+ has 3\d MB free; Kith needs 200 MB to start\.\n$/),
  });

  disk("260m");
  onTestFinished(unmount);
  await stop(await start({ KITH_HOME: place }));
  spawnSync("dd", ["if=/dev/zero", `of=${place}/filler`, "bs=1M"]);
  const filled = await run(["start.ts"], { KITH_HOME: place, PORT: `${await freePort()}` }).ended;
  expect(filled).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringMatching(/^The disk that holds .+ has 0 MB free; Kith needs 24 MB to start\.\n$/),
  });
});

test(
  "a demo town is raised once, stands again at the next start, and says what it is also without the demo",
  { timeout: 60_000 },
  async () => {
    const place = await home();
    const first = await start({ KITH_HOME: place }, "--demo");
    expect(first.err()).toBe("Building a town of forty people, once …\n");
    const chosen = await (await fetch(`${first.origin}/demo`)).text();
    expect(chosen.match(/<button[^>]* name="as"/g)).toHaveLength(40);
    await stop(first);
    const again = await start({ KITH_HOME: place }, "--demo");
    expect(again.err()).toBe("");
    expect(await (await fetch(`${again.origin}/demo`)).text()).toBe(chosen);
    await stop(again);
    const plain = await start({ KITH_HOME: place });
    onTestFinished(async () => void (await stop(plain)));
    expect((await fetch(`${plain.origin}/demo`)).status).toBe(404);
    expect(await (await fetch(`${plain.origin}/welcome`)).text()).toContain("Everyone here is invented.");
  },
);

test("a demo town is refused in production and beside real people, before anyone is invented", { timeout: 60_000 }, async () => {
  const place = await home();
  const refused = await run(["start.ts", "--demo"], { KITH_HOME: place, NODE_ENV: "production" }).ended;
  expect(refused).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(/^A demo town is invented, and NODE_ENV is production\. [^\n]+\n$/),
  });
  expect(await readdir(place)).toEqual([]);
  const real = await start({ KITH_HOME: place });
  const named = await fetch(`${real.origin}/first-steps`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: real.origin },
    body: new URLSearchParams({ name: "By the river", knownAs: "Rosa" }),
  });
  expect(named.status).toBe(303);
  await stop(real);
  const beside = await run(["start.ts", "--demo"], { KITH_HOME: place, PORT: `${await freePort()}` }).ended;
  expect(beside).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/^A real network lives here, [^\n]+\n$/) });
});

test("a wrong setting is refused by name, before anything is made", async () => {
  const { code, out, err } = await run(["start.ts"], { KITH_HOME: "/nowhere", PORT: "eighty" }).ended;
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: "PORT must be a whole number from 0 to 65535.\n" });
});

test("your own PostgreSQL serves as well, and a role that could step around the policies does not", { timeout: 60_000 }, async () => {
  const place = await home();
  const server = await systemDatabase();
  const admin = new Client(`${server}postgres`);
  await admin.connect();
  onTestFinished(() => admin.end());
  await admin.query("create database kith");

  const { origin, ...running } = await start({ KITH_HOME: place, DATABASE_URL: `${server}kith` });
  expect(await status(`${origin}/ready`)).toBe(200);
  expect(await stop(running)).toMatchObject({ code: 0, err: "" });
  expect(await readdir(place), "nothing of ours").not.toContain("postgres");

  const apart = { KITH_HOME: place, DATABASE_OWNER_URL: `${server}kith`, DATABASE_URL: `${server.replace("postgres@", "kith_app@")}kith` };
  const second = await start(apart);
  expect(await status(`${second.origin}/ready`)).toBe(200);
  const doctor = await run(["build/server/cli.js", "doctor", "--json"], apart).ended;
  expect(JSON.parse(doctor.out)).toMatchObject({ ok: true });
  await stop(second);

  const unsafe = await run(["start.ts"], { ...apart, DATABASE_URL: `${server}kith`, PORT: `${await freePort()}` }).ended;
  expect(unsafe).toMatchObject({ code: 1, out: "" });
  expect(unsafe.err).toMatch(/^The database role "postgres" could step around the policies/);
  expect(unsafe.err).not.toMatch(STACK);
  const missing = await run(["start.ts"], { KITH_HOME: place, DATABASE_URL: `${server}nowhere`, PORT: `${await freePort()}` }).ended;
  expect(missing).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/^DATABASE_URL: there is no database "nowhere" at 127/) });
});

const cli = (...words: string[]) => run(["build/server/cli.js", ...words], { KITH_HOME: "/nowhere/at/all" }).ended;

test("the command line says what it did not understand, and prints one value when asked for JSON", async () => {
  expect(await cli("--help")).toMatchObject({ code: 0, err: "" });
  expect(await cli("docter")).toMatchObject({ code: 2, out: "", err: 'There is no verb "docter". See: kith --help\n' });
  expect(await cli("doctor", "--loud")).toMatchObject({ code: 2, out: "", err: expect.stringContaining("--loud") });
  expect(await cli("doctor", "--help")).toMatchObject({ code: 0, out: expect.stringContaining("kith doctor") });
  const json = await cli("doctor", "--json");
  expect(json).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(json.out)).toHaveProperty("checks");
});
