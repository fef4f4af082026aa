import type { Client } from "pg";

/** Tries are counted where somebody is refused, so this table alone may change with a "no". */
const COUNTED = "attempt";

/** What every table of the house holds, as a count and a sum over its rows: two that are equal hold the same. */
export type Ledger = ReadonlyMap<string, string>;

/** Reads the ledger as the database's superuser, past all policies. */
export async function ledgerOf(owner: Client): Promise<Ledger> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> $1 order by 1",
    [COUNTED],
  );
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name, concat(count(*), ':', sum(hashtextextended(t::text, 0)::numeric)) as held from public."${name}" t`,
  );
  const { rows } = await owner.query<{ name: string; held: string }>(each.join(" union all "));
  return new Map(rows.map(({ name, held }) => [name, held]));
}

/** The tables in which two ledgers differ. */
export const changedBetween = (before: Ledger, after: Ledger): string[] =>
  [...after].filter(([name, held]) => before.get(name) !== held).map(([name]) => name);
