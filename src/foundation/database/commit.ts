import type { Database, Transaction } from "./index.ts";

/** Called after a commit with the subjects whose facts it stated; must not throw and must not wait. */
export type Hearer = (subjects: ReadonlySet<string>) => void;
export type Hearers = Set<Hearer>;

const stated = new WeakMap<Transaction, Set<string>>();

/** Remembers that this transaction, once committed, is news about `subject`. */
export function willTell(tx: Transaction, subject: string): void {
  const subjects = stated.get(tx) ?? new Set();
  stated.set(tx, subjects.add(subject));
}

export const heardOf = (tx: Transaction): ReadonlySet<string> => stated.get(tx) ?? new Set();

/** Hears every commit of this process; returns how to stop hearing. Other processes' commits come by notice (see foundation/live). */
export function onCommit(db: Database, hear: Hearer): () => void {
  db.hearers.add(hear);
  return () => void db.hearers.delete(hear);
}
