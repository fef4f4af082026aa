import { CompiledQuery, sql } from "kysely";
import type { Database } from "#foundation/database";
import { attend, type Jobs } from "#foundation/jobs";
import type { Fact, Facts } from "./index.ts";

/** Hears one kind of fact, after it is committed, in a job of its own. `work` may be tried again, so it must bear repetition. */
export interface Listener<Kind extends keyof Facts = keyof Facts> {
  queue: string;
  hears: Kind;
  work(db: Database, fact: Fact<Kind>): Promise<void>;
}

const BATCH = 100;

/** Opens the listeners' queues and returns `hear`, to be called whenever a fact may have been committed. */
export async function openHearing(db: Database, jobs: Jobs, listeners: Listener[]): Promise<() => void> {
  for (const listener of listeners) await attend(jobs, listener.queue, (fact: Fact<keyof Facts>) => listener.work(db, fact));
  let running: Promise<void> | undefined;
  let mustRunAgain = false;
  const run = async () => {
    do {
      mustRunAgain = (await handOver(db, jobs, listeners)) === BATCH;
    } while (mustRunAgain);
  };
  return () => {
    mustRunAgain = true;
    running ??= run()
      .catch((error: unknown) => console.error("hearing:", error))
      .finally(() => (running = undefined));
  };
}

/** Turns unheard facts into jobs, in the transaction that marks them heard: none is lost, none is queued twice. */
async function handOver(db: Database, jobs: Jobs, listeners: Listener[]): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<Fact<keyof Facts>>`
      update fact set heard_at = now()
      where id in (select id from fact where heard_at is null order by id limit ${BATCH} for update skip locked)
      returning id, kind, subject, about, actor_id`.execute(tx);
    const executeSql = (text: string, values: unknown[] = []) =>
      tx.executeQuery<never>(CompiledQuery.raw(text, values)).then(({ rows: sent }) => ({ rows: [...sent] }));
    for (const fact of rows) {
      for (const { queue, hears } of listeners) if (hears === fact.kind) await jobs.send(queue, fact, { db: { executeSql } });
    }
    return rows.length;
  });
}
