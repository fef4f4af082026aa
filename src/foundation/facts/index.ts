import type { GeneratedAlways } from "kysely";
import type { Transaction } from "#foundation/database";

export { openHearing, type Listener } from "./hearing.ts";

declare module "#foundation/database" {
  interface Tables {
    fact: { id: GeneratedAlways<string>; kind: string; subject: string; about: string; actor_id: GeneratedAlways<string | null> };
  }
}

/** Everything that can have happened in the house. Each room adds its own kinds by declaration merging. */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type
export interface Facts {}
export type Fact<Kind extends keyof Facts> = { id: string; kind: Kind; subject: string; about: Facts[Kind]; actor_id: string | null };

/** States a fact inside the transaction that made it true; listeners hear of it only if it commits. */
export async function state<Kind extends keyof Facts>(tx: Transaction, kind: Kind, subject: string, about: Facts[Kind]): Promise<void> {
  await tx
    .insertInto("fact")
    .values({ kind, subject, about: JSON.stringify(about) })
    .execute();
}
