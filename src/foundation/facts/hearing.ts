import { sql } from "kysely";
import { asWorker, onCommit, type Database, type Transaction } from "#foundation/database";
import type { Fact, Kind } from "./index.ts";

/**
 * Hears committed facts in batches, in the order of each subject's seq. `work` runs in the transaction that remembers how far was heard,
 * so what it writes in the database happens once; anything it does outside must bear repetition.
 */
export interface Listener<K extends Kind = Kind> {
  name: string;
  hears: readonly K[];
  work(tx: Transaction, facts: Fact<K>[]): Promise<void>;
}

const BATCH = 500;
const SWEEP_MS = 1_000;
const PATIENCE_MS = 10_000; // a listener that keeps failing is tried again no faster than this

export type Hearing = ReturnType<typeof openHearing>;

/** Starts every listener: now, at each commit here, when `wake` is called for commits elsewhere, and every second. */
export function openHearing(db: Database, listeners: readonly Listener[]) {
  const attending = listeners.map((listener) => attend(db, listener));
  const wake = () => {
    for (const { run } of attending) run();
  };
  const stop = onCommit(db, wake);
  const sweep = setInterval(wake, SWEEP_MS);
  wake();
  async function close(): Promise<void> {
    stop();
    clearInterval(sweep);
    await Promise.all(attending.map(({ settle }) => settle()));
  }
  return { wake, close };
}

function attend(db: Database, listener: Listener) {
  let running: Promise<void> | undefined;
  let mustRunAgain = false;
  let isClosed = false;
  let notBefore = 0;

  async function hearAll(): Promise<void> {
    do {
      mustRunAgain = false;
      if ((await hearSome(db, listener)) === BATCH) mustRunAgain = true;
    } while (mustRunAgain && !isClosed);
  }
  function run(): void {
    mustRunAgain = true;
    if (isClosed || running || Date.now() < notBefore) return;
    running = hearAll()
      .catch((error: unknown) => {
        notBefore = Date.now() + (isPassing(error) ? SWEEP_MS : PATIENCE_MS);
        if (!isPassing(error)) console.error(`listener ${listener.name}:`, error);
      })
      .finally(() => (running = undefined));
  }
  async function settle(): Promise<void> {
    isClosed = true;
    await running;
  }
  return { run, settle };
}

const isPassing = (error: unknown) => error instanceof Error && "reason" in error && error.reason === "unavailable";

/**
 * One batch. A second process that finds the listener's turn taken leaves it to the first. The turn is a lock and not a row, because a row
 * that is locked numbers the transaction, and everyone's hearing would wait for whoever works longest. Returns how many facts passed.
 */
async function hearSome(db: Database, listener: Listener): Promise<number> {
  const { name, hears } = listener;
  return await asWorker(db, async (tx) => {
    const turn = sql<{ isMine: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 11)) as "isMine"`;
    if (!(await turn.execute(tx)).rows[0]?.isMine) return 0;
    const row = tx.selectFrom("fact_listener").select(["heard_tx", "heard_id"]).where("name", "=", name);
    const heard =
      (await row.executeTakeFirst()) ??
      (await tx.insertInto("fact_listener").values({ name }).returning(["heard_tx", "heard_id"]).executeTakeFirstOrThrow());
    // Below the snapshot's xmin nothing can still commit, so the cursor never steps over a fact that comes late.
    const { rows } = await sql<Fact & { tx: string; seq: string }>`
      select id, tx, kind, subject, seq, about, actor_id as "actorId" from fact
      where (tx, id) > (${heard.heard_tx}::xid8, ${heard.heard_id}::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
      order by tx, id limit ${BATCH}`.execute(tx);
    const last = rows.at(-1);
    if (!last) return 0;
    const wanted = rows.filter(({ kind }) => hears.includes(kind)).map(({ tx: _tx, ...fact }) => ({ ...fact, seq: Number(fact.seq) }));
    if (wanted.length > 0) await listener.work(tx, wanted);
    await tx.updateTable("fact_listener").set({ heard_tx: last.tx, heard_id: last.id }).where("name", "=", name).execute();
    return rows.length;
  });
}
