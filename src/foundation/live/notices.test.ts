import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { assert, double, infiniteStream, property } from "fast-check";
import { Client } from "pg";
import { expect as expectNow, test as base } from "vitest";
import { connect, pauses } from "#foundation/database";
import { freshDatabase } from "#test/people";
import { proxyTo, type Proxy } from "#test/proxy";
import { PACE } from "./line.ts";
import { openNotices, type Notices } from "./notices.ts";

interface Line {
  notices: Notices;
  heard: Set<string>;
  returns: () => number;
}

/** A database of its own, so that the lines to it can be counted, its superuser, and a wire to it. */
interface Place {
  url: string;
  owner: Client;
  wire: Proxy;
  /** One process's end of the line. */
  lineAt: (url: string) => Promise<Line>;
  listeners: () => Promise<number[]>;
}

const test = base.extend<{ place: Place }>({
  // oxlint-disable-next-line no-empty-pattern
  place: async ({}, use) => {
    const { ownerUrl, serveUrl: url } = await freshDatabase();
    const owner = new Client(ownerUrl);
    await owner.connect();
    const wire = await proxyTo(url);
    const closing: (() => Promise<void>)[] = [];
    async function lineAt(where: string): Promise<Line> {
      const db = connect(where);
      const heard = new Set<string>();
      let returns = 0;
      const onSubjects = (subjects: ReadonlySet<string>) => subjects.forEach((subject) => heard.add(subject));
      const notices = await openNotices(db, { onSubjects, onReturn: () => (returns += 1) });
      closing.push(
        () => notices.close(),
        () => db.close(),
      );
      return { notices, heard, returns: () => returns };
    }
    async function listeners(): Promise<number[]> {
      const open = "select pid from pg_stat_activity where datname = current_database() and application_name = 'kith notices'";
      return (await owner.query<{ pid: number }>(open)).rows.map(({ pid }) => pid);
    }
    await use({ url, owner, wire, lineAt, listeners });
    for (const close of closing) await close();
    await wire.close();
    await owner.end();
  },
});

test("a minute away is at most 20 attempts, however chance falls", () => {
  const chances = infiniteStream(double({ min: 0, max: 1, noNaN: true }));
  assert(
    property(chances, (chance) => {
      let attempts = 1;
      let awayMs = 0;
      for (const pauseMs of pauses(PACE, () => chance.next().value)) {
        if ((awayMs += pauseMs) > 60_000) break;
        attempts += 1;
      }
      expectNow(attempts).toBeLessThanOrEqual(20);
      expectNow(attempts).toBeGreaterThan(10);
    }),
  );
});

test.concurrent("what one process tells, the others hear and it does not; many things told at once are few notices", async ({
  place,
  expect,
}) => {
  const { lineAt, owner, url } = place;
  const [here, there] = [await lineAt(url), await lineAt(url)];
  let notices = 0;
  owner.on("notification", () => (notices += 1));
  await owner.query("listen kith");
  const subjects = Array.from({ length: 1_000 }, () => randomUUID());
  for (const subject of subjects) here.notices.tell(new Set([subject]));
  await expect.poll(() => there.heard.size).toBe(1_000);
  await owner.query("unlisten kith");
  expect([...there.heard].toSorted()).toEqual(subjects.toSorted());
  expect(here.heard.size).toBe(0);
  expect(notices).toBeLessThanOrEqual(6);
});

test.concurrent(
  "killed again and again, the line comes back once, without hurry, and exactly one is open",
  { timeout: 30_000 },
  async ({ place, expect }) => {
    const { wire, lineAt, listeners, owner } = place;
    const line = await lineAt(wire.url);
    const began = Date.now();
    let kills = 0;
    while (Date.now() - began < 4_000) {
      for (const pid of await listeners()) {
        const { rowCount } = await owner.query("select pg_terminate_backend($1)", [pid]);
        kills += rowCount ?? 0;
      }
      await wait(20);
    }
    // The pauses are at least 150, 300, 600, 1,200 and 2,400 ms: four ends fit into four seconds.
    expect(kills).toBeGreaterThanOrEqual(3);
    expect(line.notices.attempts()).toBeLessThanOrEqual(6);
    expect(wire.attempts()).toBe(line.notices.attempts());
    await expect.poll(() => line.notices.isListening(), { timeout: 10_000 }).toBe(true);
    await wait(500);
    expect(await listeners()).toHaveLength(1);
    expect(line.returns()).toBeGreaterThanOrEqual(3); // once for each that came to listen; some may have been killed before
  },
);

test.concurrent(
  "away for a while, it asks ever more rarely, returns to one line, and what was told meanwhile is heard then",
  { timeout: 30_000 },
  async ({ place, expect }) => {
    const { wire, lineAt, listeners, url } = place;
    const [away, other] = [await lineAt(wire.url), await lineAt(url)];
    const before = wire.attempts();
    wire.refuse();
    await expect.poll(() => away.notices.isListening()).toBe(false);
    const subject = randomUUID();
    away.notices.tell(new Set([subject]));
    await wait(4_000);
    // With pauses of at least 150, 300, 600, 1,200 and 2,400 ms no more than five attempts fit; doubling attempts would be dozens.
    expect(wire.attempts() - before).toBeLessThanOrEqual(5);
    expect(wire.attempts() - before).toBeGreaterThanOrEqual(3);
    expect(other.heard.has(subject)).toBe(false);
    wire.admit();
    await expect.poll(() => other.heard.has(subject), { timeout: 10_000 }).toBe(true);
    expect(away.returns()).toBe(2);
    expect(await listeners()).toHaveLength(2); // one for each of the two processes
  },
);

test.concurrent("a closed line is closed, also when it was just being opened again", { timeout: 20_000 }, async ({ place, expect }) => {
  const { wire, lineAt, listeners, url } = place;
  const line = await lineAt(wire.url);
  wire.cut();
  await expect.poll(() => wire.attempts()).toBe(2);
  await line.notices.close();
  await expect.poll(() => listeners()).toEqual([]);
  const { notices } = await lineAt(url);
  await notices.close();
  await expect.poll(() => listeners()).toEqual([]);
  expect(wire.attempts()).toBe(2);
});

test.concurrent(
  "a network that is gone without a word is noticed, the line is opened anew, and what was on its way is told then",
  { timeout: 60_000 },
  async ({ place, expect }) => {
    const { wire, lineAt, url } = place;
    const line = await lineAt(wire.url);
    const other = await lineAt(url);
    wire.silence();
    const subject = randomUUID();
    line.notices.tell(new Set([subject])); // it is on its way when the silence begins
    await expect.poll(() => line.notices.isListening(), { timeout: 25_000, interval: 200 }).toBe(false);
    expect(other.heard.has(subject)).toBe(false);
    wire.admit();
    await expect.poll(() => line.notices.isListening(), { timeout: 25_000, interval: 200 }).toBe(true);
    expect(line.returns()).toBe(2);
    await expect.poll(() => other.heard.has(subject), { timeout: 10_000 }).toBe(true);
  },
);
