import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { asWorker, connect, type Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { test } from "#test/people";
import { openHearing, state, type Fact, type Listener } from "./index.ts";

const soon = { timeout: 8_000, interval: 20 };

/** Tells facts about one subject, numbered from `from`; each transaction tells `each` of them. */
async function tell(db: Database, subject: string, from: number, count: number, each = 1): Promise<void> {
  for (let seq = from; seq < from + count; seq += each) {
    await asWorker(db, async (tx) => {
      for (let next = seq; next < seq + each; next += 1) await state(tx, "spaces.member-asked", subject, { request: `${next}` }, next);
    });
  }
}

/** A listener that remembers what it heard about one subject, batch by batch. */
function ear(
  subject: string,
  pause: () => Promise<void> = () => Promise.resolve(),
): Listener & { batches: number[][]; seqs: () => number[] } {
  const batches: number[][] = [];
  async function work(_tx: unknown, facts: Fact[]): Promise<void> {
    const mine = facts.filter((fact) => fact.subject === subject);
    if (mine.length === 0) return;
    await pause();
    batches.push(mine.map(({ seq }) => seq));
  }
  return { name: `ear-${randomUUID()}`, hears: ["spaces.member-asked"], work, batches, seqs: () => batches.flat() };
}

function hear(db: Database, ...listeners: Listener[]) {
  const hearing = openHearing(db, listeners);
  onTestFinished(() => hearing.close());
  return hearing;
}

/** Another process of the same house. */
function another({ serveUrl }: Database): Database {
  const process = connect(serveUrl);
  onTestFinished(() => process.close());
  return process;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test("facts that waited for their listener are heard when it comes, many at a time", async ({ ground: { db } }) => {
  const subject = randomUUID();
  await tell(db, subject, 1, 1_200, 100);
  const listener = ear(subject);
  hear(db, listener);
  await expect.poll(() => listener.seqs().length, soon).toBe(1_200);
  expect(listener.seqs()).toEqual(upTo(1_200));
  expect(listener.batches.length).toBeLessThanOrEqual(5);
});

test("facts that come while it is busy with others are heard next", async ({ ground: { db } }) => {
  const subject = randomUUID();
  let goOn = () => {};
  const busy = new Promise<void>((resolve) => (goOn = resolve));
  const listener = ear(subject, () => busy);
  hear(db, listener);
  await tell(db, subject, 1, 1);
  await wait(50);
  await tell(db, subject, 2, 20);
  expect(listener.seqs()).toEqual([]);
  goOn();
  await expect.poll(() => listener.seqs().length, soon).toBe(21);
  expect(listener.seqs()).toEqual(upTo(21));
});

test("facts of another process are heard at the latest with the sweep", async ({ ground: { db } }) => {
  const subject = randomUUID();
  const listener = ear(subject);
  hear(db, listener);
  await tell(another(db), subject, 1, 3);
  await expect.poll(() => listener.seqs(), soon).toEqual([1, 2, 3]);
});

test("two processes attend, and each fact is heard by one of them, in order", async ({ ground: { db } }) => {
  const subject = randomUUID();
  const other = another(db);
  const [one, two] = [ear(subject, () => wait(2)), ear(subject, () => wait(2))];
  const heard: number[] = [];
  const name = one.name;
  for (const [where, listener] of [
    [db, one],
    [other, two],
  ] as const) {
    hear(where, {
      ...listener,
      name,
      async work(tx, facts) {
        await listener.work(tx, facts);
        heard.push(...facts.filter((fact) => fact.subject === subject).map(({ seq }) => seq));
      },
    });
  }
  for (let seq = 1; seq <= 120; seq += 2) {
    await tell(db, subject, seq, 1);
    await tell(other, subject, seq + 1, 1);
  }
  await expect.poll(() => heard.length, soon).toBe(120);
  await wait(1_100); // a sweep more brings nothing again
  expect(heard).toEqual(upTo(120));
  expect(one.batches.length + two.batches.length).toBeGreaterThan(1);
});

test("a transaction that began earlier and ends later is waited for: nothing of it is stepped over", async ({ ground: { db, owner } }) => {
  const subject = randomUUID();
  const listener = ear(subject);
  hear(db, listener);
  await owner.query("begin");
  await owner.query("insert into fact (kind, subject, seq, about) values ('spaces.member-asked', $1, 1, '{}')", [subject]);
  await tell(db, subject, 2, 3);
  await wait(1_200);
  expect(listener.seqs()).toEqual([]); // heard now, the first would come out of order or never
  await owner.query("commit");
  await expect.poll(() => listener.seqs(), soon).toEqual([1, 2, 3, 4]);
});

test("a listener that fails loses nothing and skips nothing, what it wrote is undone, and the others do not wait for it", async ({
  ground: { db },
}) => {
  const subject = randomUUID();
  const echo = randomUUID();
  const [steady, unsteady, echoes] = [ear(subject), ear(subject), ear(echo)];
  let failures = 0;
  hear(db, steady, echoes, {
    ...unsteady,
    async work(tx, facts) {
      const mine = facts.filter((fact) => fact.subject === subject);
      for (const { seq } of mine) await state(tx, "spaces.member-asked", echo, { request: "" }, seq);
      if (mine.length > 0 && failures++ < 2) throw new Refusal("unavailable", "Not now.");
      await unsteady.work(tx, facts);
    },
  });
  await tell(db, subject, 1, 5, 5);
  await expect.poll(() => steady.seqs(), soon).toEqual(upTo(5));
  expect(unsteady.seqs()).toEqual([]);
  await expect.poll(() => unsteady.seqs(), soon).toEqual(upTo(5));
  await expect.poll(() => echoes.seqs(), soon).toEqual(upTo(5)); // written three times, kept once
  expect(failures).toBe(3);
});

test("a listener that takes its time holds up no other", async ({ ground: { db } }) => {
  const subject = randomUUID();
  let goOn = () => {};
  const busy = new Promise<void>((resolve) => (goOn = resolve));
  const [slow, quick] = [ear(subject, () => busy), ear(subject)];
  hear(db, slow, quick);
  await tell(db, subject, 1, 1);
  await expect.poll(() => quick.seqs(), soon).toEqual([1]);
  await tell(db, subject, 2, 3);
  await expect.poll(() => quick.seqs(), soon).toEqual([1, 2, 3, 4]);
  expect(slow.seqs()).toEqual([]);
  goOn();
  await expect.poll(() => slow.seqs(), soon).toEqual([1, 2, 3, 4]);
});

test("an idle house hears without writing anything", async ({ ground: { db, owner } }) => {
  const listener = ear(randomUUID());
  const hearing = hear(db, listener);
  await wait(500); // what earlier tests told has passed by
  const row = async () => (await owner.query("select ctid, xmin, xmax from fact_listener where name = $1", [listener.name])).rows[0];
  const before = await row();
  for (let time = 0; time < 20; time += 1) {
    hearing.wake();
    await wait(10);
  }
  expect(await row()).toEqual(before);
  expect(before).toBeDefined();
});

test("what a listener had not finished when its house went down, the next house finishes", async ({ ground: { db } }) => {
  const subject = randomUUID();
  const listener = ear(subject);
  let isBroken = true;
  const fragile: Listener = {
    ...listener,
    work: async (tx, facts) => (isBroken ? Promise.reject(new Refusal("unavailable", "Not now.")) : await listener.work(tx, facts)),
  };
  const first = openHearing(db, [fragile]);
  await tell(db, subject, 1, 10);
  await first.close();
  isBroken = false;
  hear(db, fragile);
  await expect.poll(() => listener.seqs(), soon).toEqual(upTo(10));
});

test("a fact of a change that was taken back is heard by nobody", async ({ ground: { db } }) => {
  const subject = randomUUID();
  const listener = ear(subject);
  hear(db, listener);
  const undone = asWorker(db, async (tx) => {
    await state(tx, "spaces.member-asked", subject, { request: "undone" }, 1);
    throw new Refusal("conflict", "Changed my mind.");
  });
  await expect(undone).rejects.toMatchObject({ reason: "conflict" });
  await tell(db, subject, 2, 1);
  await expect.poll(() => listener.seqs(), soon).toEqual([2]);
});
