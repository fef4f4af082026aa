import { sql, type GeneratedAlways } from "kysely";
import { willTell, type Database, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";

/** Who may make herself a name: anyone, whoever holds an invitation, or nobody for now. */
export const doors = ["open", "invitation", "closed"] as const;
export type Door = (typeof doors)[number];

declare module "#foundation/database" {
  interface Tables {
    network: {
      is_here: GeneratedAlways<boolean>;
      name: string;
      door: Door;
      made_at: GeneratedAlways<Date>;
      is_invented: GeneratedAlways<boolean>;
    };
  }
}

export interface Network {
  name: string;
  door: Door;
}

/** This network, for everyone who asks; undefined until its first steward has named it. */
export async function network(db: Database): Promise<Network | undefined> {
  return await db.person.selectFrom("network").select(["name", "door"]).executeTakeFirst();
}

/**
 * Names the network and makes the person its first steward, known as `knownAs`. Of two who do it at once one wins; the other is refused
 * with conflict, and everything in her transaction is undone.
 */
export async function beginNetwork(tx: Transaction, personId: string, name: string, knownAs: string): Promise<void> {
  await sql`select set_config('kith.person_id', ${personId}, true)`.execute(tx);
  const { rows } = await sql<{ begun: boolean }>`select begin_network(${name}, ${knownAs}) as begun`.execute(tx);
  if (!rows[0]?.begun) throw new Refusal("conflict", "Someone has made the first step here already.");
  willTell(tx, personId);
}

/** Changes the network's name or its door; by a steward. Refuses with not-found whoever is none. */
export async function settleNetwork(tx: Transaction, settled: Partial<Network>): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable("network").set(settled).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal("not-found", "There is nothing at this address.");
}
