import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { Refusal } from "#foundation/refusal";
import { test, type Ground } from "#test/people";
import { proxyTo } from "#test/proxy";
import { asPerson, asWorker, clientFor, connect, onCommit, pauses, retry, SERVING, willTell, type Database } from "./index.ts";

/** A database of its own connections, so that what is done to them is done to nobody else. */
function apart({ db }: Ground, onTestFinished: (undo: () => Promise<void>) => void): Database {
  const own = connect(db.serveUrl);
  onTestFinished(() => own.close());
  return own;
}

test.concurrent(
  "a flood of slow requests is cut after its time, the next is told so, and everything else goes on meanwhile",
  { timeout: 30_000 },
  async ({ ground, expect, onTestFinished }) => {
    const db = apart(ground, onTestFinished);
    const me = await ground.newcomer();
    const { connections, statementMs } = SERVING.kith_person;
    const flood = Array.from({ length: connections + 3 }, () =>
      asPerson(db, me, (tx) => sql`select pg_sleep(${(statementMs * 2) / 1_000})`.execute(tx)),
    );
    const answers = Promise.allSettled(flood);
    const client = clientFor(db.serveUrl, "kith_person", "beside the flood");
    await client.connect();
    await expect
      .poll(
        async () =>
          (
            await ground.owner.query(
              "select from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()",
            )
          ).rowCount,
      )
      .toBe(connections);
    expect((await db.pools.worker.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect((await db.pools.identity.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await client.end();
    for (const answer of await answers)
      expect(answer).toMatchObject({ status: "rejected", reason: expect.objectContaining({ name: "Refusal", reason: "unavailable" }) });
    await asPerson(db, me, (tx) => sql`select`.execute(tx)); // and serves again
  },
);

test.concurrent(
  "a transaction that was forgotten is ended and lets go of what it held",
  { timeout: 30_000 },
  async ({ ground, expect, onTestFinished }) => {
    const db = apart(ground, onTestFinished);
    const forgotten = await db.pools.person.connect();
    forgotten.on("error", () => {});
    await forgotten.query("begin");
    const ended = new Promise<void>((resolve) => forgotten.once("end", () => resolve()));
    await ended;
    forgotten.release(true);
    expect((await db.pools.person.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  },
);

test("each connection has become its role before it is used, and cannot read as another", async ({ ground: { db }, expect }) => {
  for (const [purpose, role] of [
    ["person", "kith_person"],
    ["worker", "kith_worker"],
    ["identity", "kith_identity"],
  ] as const) {
    const { rows } = await db.pools[purpose].query("select current_user as role, session_user as login, me() as who");
    expect(rows).toEqual([{ role, login: "kith_app", who: null }]);
  }
});

test("what the database refuses is a plain no, and a fault of ours stays a fault", async ({ ground, expect }) => {
  const { db, newcomer } = ground;
  const me = await newcomer();
  const ask = (text: string) => asPerson(db, me, (tx) => sql.raw(text).execute(tx));
  await expect(ask("delete from space")).rejects.toMatchObject({ name: "Refusal", reason: "not-allowed" });
  await expect(ask("select from space where id = 'none'")).rejects.toMatchObject({ name: "Refusal", reason: "not-found" });
  await expect(ask(`select '"\\u0000"'::jsonb->>0`)).rejects.toMatchObject({ name: "Refusal", reason: "invalid" });
  await expect(ask("select set_config('statement_timeout', '20', true); select pg_sleep(1)")).rejects.toMatchObject({
    name: "Refusal",
    reason: "unavailable",
  });
  await expect(ask("selec")).rejects.not.toBeInstanceOf(Refusal);
  await expect(ask("select from no_such_table")).rejects.not.toBeInstanceOf(Refusal);
});

test("a connection that is lost within a transaction is told as such, keeps nothing, and the next one serves", async ({
  ground,
  expect,
  onTestFinished,
}) => {
  const wire = await proxyTo(ground.db.serveUrl);
  onTestFinished(() => wire.close());
  const db = connect(wire.url);
  onTestFinished(() => db.close());
  const subject = randomUUID();
  const lost = asWorker(db, async (tx) => {
    await sql`insert into fact (kind, subject, about) values ('spaces.space-begun', ${subject}, '{}')`.execute(tx);
    wire.cut();
    await sql`select`.execute(tx);
  });
  await expect(lost).rejects.toMatchObject({ name: "Refusal", reason: "unavailable" });
  const { rows } = await db.pools.worker.query("select from fact where subject = $1", [subject]);
  expect(rows).toEqual([]);
  wire.refuse();
  await expect(asWorker(db, (tx) => sql`select`.execute(tx))).rejects.toMatchObject({ reason: "unavailable" });
  wire.admit();
  await asWorker(db, (tx) => sql`select`.execute(tx));
});

test("news is told after the commit, once, and never of what was taken back", async ({ ground: { db }, expect }) => {
  const told: string[][] = [];
  const stop = onCommit(db, (subjects) => told.push([...subjects]));
  await asWorker(db, async (tx) => {
    for (const subject of ["a", "b", "a"]) willTell(tx, subject);
    expect(told).toEqual([]);
    await sql`select`.execute(tx);
  });
  const undone = asWorker(db, async (tx) => {
    willTell(tx, "never");
    await sql`select 1 / 0`.execute(tx);
  });
  await expect(undone).rejects.toThrow("division by zero");
  await asWorker(db, (tx) => sql`select`.execute(tx));
  stop();
  expect(told).toEqual([["a", "b"]]);
});

test("what fails is tried again with longer and longer pauses, until it succeeds or it has been long enough", async ({ expect }) => {
  let attempts = 0;
  const works = () => (++attempts < 4 ? Promise.reject(new Error("Not yet.")) : Promise.resolve("done"));
  expect(await retry(works, { firstMs: 1, longestMs: 4 })).toBe("done");
  expect(attempts).toBe(4);
  const began = Date.now();
  const never = retry(() => Promise.reject(new Error("Never.")), { firstMs: 20, longestMs: 10_000, signal: AbortSignal.timeout(200) });
  await expect(never).rejects.toThrow("Never."); // what was wrong, not that the time was over
  expect(Date.now() - began).toBeLessThan(2_000);
  const longest = pauses({ firstMs: 100, longestMs: 1_000 }, () => 1);
  expect(Array.from({ length: 6 }, () => longest.next().value)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  const shortest = pauses({ firstMs: 100, longestMs: 1_000 }, () => 0);
  expect(shortest.next().value).toBe(75);
});
