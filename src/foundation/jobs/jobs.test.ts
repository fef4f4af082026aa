import { setTimeout as wait } from "node:timers/promises";
import { asWorker } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { test, type Ground } from "#test/people";
import { attend, closeJobs, hand, openJobs, type Jobs } from "./index.ts";

const soon = { timeout: 15_000, interval: 50 };

type Finish = (undo: () => Promise<void>) => void;

async function opened({ db }: Ground, onTestFinished: Finish): Promise<Jobs> {
  const jobs = await openJobs(db);
  onTestFinished(() => closeJobs(jobs));
  return jobs;
}

test.concurrent(
  "a job is done once when the change that gave rise to it stands, and never when it falls",
  { timeout: 30_000 },
  async ({ ground, expect, onTestFinished }) => {
    const jobs = await opened(ground, onTestFinished);
    const done: string[] = [];
    await attend<{ name: string }>(jobs, "letters", async ({ name }) => void done.push(await Promise.resolve(name)));
    const fallen = asWorker(ground.db, async (tx) => {
      await hand(jobs, tx, "letters", { name: "never" });
      throw new Refusal("conflict", "Changed my mind.");
    });
    await expect(fallen).rejects.toMatchObject({ reason: "conflict" });
    await asWorker(ground.db, (tx) => hand(jobs, tx, "letters", { name: "once" }));
    await expect.poll(() => done, soon).toEqual(["once"]);
    await wait(2_500); // another look into the queue brings nothing again
    expect(done).toEqual(["once"]);
  },
);

test.concurrent(
  "a job that fails is tried again, and holds up no other",
  { timeout: 30_000 },
  async ({ ground, expect, onTestFinished }) => {
    const jobs = await opened(ground, onTestFinished);
    const tries: string[] = [];
    await attend<{ name: string }>(jobs, "timers", async ({ name }) => {
      tries.push(await Promise.resolve(name));
      if (name === "fails once" && tries.filter((one) => one === name).length === 1) throw new Error("Not now.");
    });
    for (const name of ["fails once", "works"]) await asWorker(ground.db, (tx) => hand(jobs, tx, "timers", { name }));
    await expect.poll(() => tries.filter((name) => name === "fails once").length, soon).toBe(2);
    expect(tries.filter((name) => name === "works")).toEqual(["works"]);
  },
);

test.concurrent("many jobs do not wait for one another", { timeout: 30_000 }, async ({ ground, expect, onTestFinished }) => {
  const jobs = await opened(ground, onTestFinished);
  const done: number[] = [];
  await attend<{ number: number }>(jobs, "many", async ({ number }) => void done.push(await Promise.resolve(number)));
  await asWorker(ground.db, async (tx) => {
    for (let number = 0; number < 60; number += 1) await hand(jobs, tx, "many", { number });
  });
  await expect.poll(() => done.length, soon).toBe(60); // one at each look, every two seconds, would take two minutes
  expect(new Set(done).size).toBe(60);
});

test.concurrent(
  "a job that nobody attended to waits for the next house",
  { timeout: 30_000 },
  async ({ ground, expect, onTestFinished }) => {
    const first = await openJobs(ground.db);
    await first.createQueue("waiting");
    await asWorker(ground.db, (tx) => hand(first, tx, "waiting", { name: "waited" }));
    await closeJobs(first);
    const done: string[] = [];
    await attend<{ name: string }>(
      await opened(ground, onTestFinished),
      "waiting",
      async ({ name }) => void done.push(await Promise.resolve(name)),
    );
    await expect.poll(() => done, soon).toEqual(["waited"]);
  },
);
