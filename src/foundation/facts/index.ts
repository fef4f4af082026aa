import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import { willTell, type Transaction } from "#foundation/database";

export { openHearing, type Hearing, type Listener } from "./hearing.ts";

declare module "#foundation/database" {
  interface Tables {
    fact: {
      id: GeneratedAlways<string>;
      tx: GeneratedAlways<string>;
      kind: string;
      subject: string;
      seq: ColumnType<string, number | undefined, never>;
      about: ColumnType<object, string, never>;
      actor_id: GeneratedAlways<string | null>;
      stated_at: GeneratedAlways<Date>;
    };
    fact_listener: { name: string; heard_tx: Generated<string>; heard_id: Generated<string> };
  }
}

/** Everything that can have happened in the house. Each room adds its own kinds by declaration merging. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type
export interface Facts {}
export type Kind = keyof Facts;

/** One fact as listeners hear it. `seq` is 0 where the facts of a subject have no order of their own. */
export type Fact<K extends Kind = Kind> = {
  [One in K]: { id: string; kind: One; subject: string; seq: number; about: Facts[One]; actorId: string | null };
}[K];

/** States a fact inside the transaction that made it true; listeners hear of it only if it commits. */
export async function state<K extends Kind>(tx: Transaction, kind: K, subject: string, about: Facts[K], seq = 0): Promise<void> {
  await tx
    .insertInto("fact")
    .values({ kind, subject, seq, about: JSON.stringify(about) })
    .execute();
  willTell(tx, subject);
}
