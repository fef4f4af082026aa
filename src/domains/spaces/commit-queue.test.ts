import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import type { PersonId } from "#domains/people";
import { connect, onCommit } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { test, type Ground } from "#test/people";
import { proxyTo, type Proxy } from "#test/proxy";
import { openCommitQueue, type CommitQueue, type Post } from "./commit-queue.ts";
import { say, Saying, type Said } from "./say.ts";
import type { SpaceId } from "./space.ts";

const saying = (text: string, id = randomUUID()) => Saying.parse({ id, text });
const post = (person: PersonId, space: SpaceId, words: string): Post => ({
  person,
  space,
  id: randomUUID(),
  words,
  topic: undefined,
  reply: undefined,
  names: undefined,
});
const reasonOf = (answer: PromiseSettledResult<unknown>) =>
  answer.status === "fulfilled" ? "said" : answer.reason instanceof Refusal ? answer.reason.reason : "a bug";

async function throughProxy({ db }: Ground): Promise<{ queue: CommitQueue; proxy: Proxy }> {
  const proxy = await proxyTo(db.serveUrl);
  const far = connect(proxy.url);
  const queue = openCommitQueue(far);
  onTestFinished(async () => {
    proxy.admit();
    await queue.close();
    await far.close();
    await proxy.close();
  });
  return { queue, proxy };
}

/** Says one thing after the other until it is over, each again and again under its own id until it is acknowledged. */
async function insist(queue: CommitQueue, person: PersonId, space: SpaceId, kept: Said[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const words = saying(`${kept.length}`);
    for (let said: Said | undefined; !said;) {
      said = await say(queue, person, space, words).catch((error: unknown) => {
        if (error instanceof Refusal && error.reason === "unavailable") return undefined;
        throw error;
      });
      if (said) kept.push(said);
    }
  }
}

/** Lets everyone write while harm is done twenty times, each time at some moment after something was acknowledged again. */
async function writeUnder(harm: () => unknown, queue: CommitQueue, space: SpaceId, writers: PersonId[]): Promise<Said[][]> {
  const kept = writers.map((): Said[] => []);
  let isOver = false;
  const writing = Promise.all(writers.map((writer, index) => insist(queue, writer, space, kept[index]!, () => isOver)));
  for (let time = 0; time < 20; time += 1) {
    const before = kept.flat().length;
    await expect.poll(() => kept.flat().length, { timeout: 20_000, interval: 2 }).toBeGreaterThan(before);
    await wait(Math.random() * 20);
    await harm();
  }
  isOver = true;
  await writing;
  return kept;
}

async function expectKept({ owner }: Ground, space: SpaceId, writers: Said[][]): Promise<void> {
  const messages = await owner.query<{ id: string; seq: string }>("select id, seq from space_message where space_id = $1 order by seq", [
    space,
  ]);
  const events = await owner.query("select message_id as id, seq from space_event where space_id = $1 and kind = 'said' order by seq", [
    space,
  ]);
  const facts = await owner.query(
    "select about->>'message' as id, seq from fact where subject = $1 and kind = 'spaces.message-said' order by seq",
    [space],
  );
  const acknowledged = writers.flat().toSorted((one, other) => one.seq - other.seq);
  expect(messages.rows.map(({ id, seq }) => ({ id, seq: Number(seq) }))).toEqual(acknowledged.map(({ id, seq }) => ({ id, seq })));
  expect(events.rows).toEqual(messages.rows);
  expect(facts.rows).toEqual(messages.rows);
  for (const kept of writers) expect(kept.map(({ seq }) => seq)).toEqual(kept.map(({ seq }) => seq).toSorted((a, b) => a - b));
}

test(
  "eight who write while the database's processes are killed lose nothing, double nothing and keep their order",
  { timeout: 60_000 },
  async ({ ground }) => {
    const { queue, owner, circleOf, newcomers } = ground;
    const writers = await newcomers(8);
    const space = await circleOf(writers[0]!, ...writers.slice(1));
    let kills = 0;
    const processes = "select pid from pg_stat_activity where datname = current_database() and application_name = 'kith commit queue'";
    const kept = await writeUnder(
      async () => (kills += (await owner.query(`select pg_terminate_backend(pid) from (${processes}) as writing`)).rows.length),
      queue,
      space,
      writers,
    );
    expect(kills).toBeGreaterThan(10);
    await expectKept(ground, space, kept);
  },
);

test("eight who write over a wire that is cut at any moment lose nothing and double nothing", { timeout: 60_000 }, async ({ ground }) => {
  const { circleOf, newcomers } = ground;
  const { queue, proxy } = await throughProxy(ground);
  const writers = await newcomers(8);
  const space = await circleOf(writers[0]!, ...writers.slice(1));
  const kept = await writeUnder(proxy.cut, queue, space, writers);
  expect(proxy.attempts()).toBeGreaterThan(10);
  await expectKept(ground, space, kept);
});

test("a message that the database cannot take is refused alone", async ({ ground }) => {
  const { queue, owner, circleOf, newcomer } = ground;
  const mei = await newcomer();
  const space = await circleOf(mei);
  const posts = ["Fine", "\u0000", "Also fine", "x".repeat(4_001), "Fine as well"].map((words) => post(mei, space, words));
  const answers = await Promise.allSettled(posts.map((one) => queue.add(one)));
  expect(answers.map(reasonOf)).toEqual(["said", "invalid", "said", "invalid", "said"]);
  const { rows } = await owner.query("select words from space_message where space_id = $1 order by seq", [space]);
  expect(rows.map(({ words }) => words)).toEqual(["Fine", "Also fine", "Fine as well"]);
});

test("the same thing sent again, there or here, at once or later, has the same answer and is said once", async ({ ground }) => {
  const { db, queue, owner, circleOf, newcomer } = ground;
  const mei = await newcomer();
  const space = await circleOf(mei);
  const other = openCommitQueue(db);
  const words = saying("Once");
  const answers = await Promise.all([queue, other, queue, other, queue, other].map((one) => say(one, mei, space, words)));
  expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await say(other, mei, space, { ...words, text: "Other words" })).toEqual({ ...answers[0], isNew: false });
  await other.close();
  const { rows } = await owner.query("select words from space_message where space_id = $1", [space]);
  expect(rows).toEqual([{ words: "Once" }]);
});

test("an id that is taken in a room she cannot see leaves no hole behind", async ({ ground }) => {
  const { queue, owner, circleOf, newcomer } = ground;
  const [mei, eve] = [await newcomer(), await newcomer()];
  const [hers, elsewhere] = [await circleOf(eve), await circleOf(mei)];
  const id = randomUUID();
  await say(queue, mei, elsewhere, saying("Mine", id));
  await expect(say(queue, eve, hers, saying("Stolen", id))).rejects.toMatchObject({ reason: "conflict" });
  const { rows } = await owner.query(
    "select last_seq::int as last, (select max(seq)::int from space_event where space_id = $1) as logged from space_counter where space_id = $1",
    [hers],
  );
  expect(rows[0].last).toBe(rows[0].logged);
});

test(
  "when more waits than can be said soon, the next is refused at once, and all others are answered",
  { timeout: 60_000 },
  async ({ ground }) => {
    const { queue, circleOf, newcomer } = ground;
    const mei = await newcomer();
    const space = await circleOf(await newcomer()); // not hers: each is answered, and costs little
    const answers = await Promise.allSettled(Array.from({ length: 20_001 }, () => queue.add(post(mei, space, "Hello"))));
    expect(reasonOf(answers.at(-1)!)).toBe("unavailable");
    expect(answers.slice(0, -1).every((answer) => answer.status === "fulfilled" && answer.value.outcome === "absent")).toBe(true);
  },
);

test(
  "while the database is away, everyone who waits is told so in the time of one, and later it goes on",
  { timeout: 60_000 },
  async ({ ground }) => {
    const { circleOf, newcomer } = ground;
    const { queue, proxy } = await throughProxy(ground);
    const mei = await newcomer();
    const space = await circleOf(mei);
    await say(queue, mei, space, saying("Before"));
    proxy.refuse();
    const began = Date.now();
    const answers = await Promise.allSettled(Array.from({ length: 1_500 }, (_, index) => say(queue, mei, space, saying(`${index}`)))); // eight batches
    expect(new Set(answers.map(reasonOf))).toEqual(new Set(["unavailable"]));
    expect(Date.now() - began).toBeLessThan(25_000);
    proxy.admit();
    expect(await say(queue, mei, space, saying("After"))).toMatchObject({ isNew: true });
  },
);

test("a room whose turn someone else holds delays no other, and what was said there follows in order", async ({ ground }) => {
  const { queue, owner, circleOf, newcomer } = ground;
  const mei = await newcomer();
  const [held, free] = [await circleOf(mei), await circleOf(mei)];
  await owner.query("begin");
  await owner.query("select take_turns(array[$1::uuid])", [held]);
  const later = Array.from({ length: 30 }, (_, index) => say(queue, mei, held, saying(`Held ${index}`)));
  let isHeldSaid = false;
  void Promise.race(later).then(() => (isHeldSaid = true));
  for (let index = 0; index < 20; index += 1) {
    await say(queue, mei, free, saying(`Free ${index}`)); // would wait for the other room, and fail with it
    later.push(say(queue, mei, held, saying(`Held ${30 + index}`)));
  }
  expect(isHeldSaid).toBe(false);
  await owner.query("commit");
  const seqs = (await Promise.all(later)).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  const { rows } = await owner.query("select words from space_message where space_id = $1 order by seq", [held]);
  expect(rows.map(({ words }) => words)).toEqual(Array.from({ length: 50 }, (_, index) => `Held ${index}`));
});

test("closing keeps everything that was taken on, and takes nothing more", async ({ ground }) => {
  const { db, owner, circleOf, newcomer } = ground;
  const queue = openCommitQueue(db);
  const mei = await newcomer();
  const space = await circleOf(mei);
  const saidBefore = Array.from({ length: 500 }, (_, index) => say(queue, mei, space, saying(`${index}`)));
  const closing = queue.close();
  await expect(say(queue, mei, space, saying("Late"))).rejects.toMatchObject({ reason: "unavailable" });
  await closing;
  expect((await Promise.all(saidBefore)).every(({ isNew }) => isNew)).toBe(true);
  const { rows } = await owner.query("select count(*)::int as kept from space_message where space_id = $1", [space]);
  expect(rows).toEqual([{ kept: 500 }]);
});

test("after each commit its own house is told, and no writer's transaction notifies anyone", async ({ ground }) => {
  const { db, queue, owner, circleOf, newcomer } = ground;
  const mei = await newcomer();
  const space = await circleOf(mei);
  const told: string[] = [];
  const stop = onCommit(db, (subjects) => told.push(...subjects));
  let notices = 0;
  owner.on("notification", () => (notices += 1));
  await owner.query("listen kith");
  await Promise.all(Array.from({ length: 50 }, () => say(queue, mei, space, saying("Hello"))));
  await owner.query("unlisten kith");
  stop();
  expect(new Set(told)).toEqual(new Set([space]));
  expect(told.length).toBeLessThanOrEqual(3); // once a commit, not once a message
  expect(notices).toBe(0);
  const { rows } = await owner.query("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~* 'notify'");
  expect(rows).toEqual([]);
});
