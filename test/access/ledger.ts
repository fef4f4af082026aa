import type { Client } from "pg";

/**
 * Tries are counted where somebody is refused, so that table may change with a "no". What listeners keep changes after a commit, whenever they
 * come to hear of it; a device goes too when it cannot be reached, whenever that is tried.
 */
const APART = ["attempt", "fact_listener", "notification", "notification_look", "notification_delivery", "notification_device"];

/** What every table of the house holds, as a count and a sum over its rows: two that are equal hold the same. */
export type Ledger = ReadonlyMap<string, string>;

/** Reads the ledger as the database's superuser, past all policies. */
export async function ledgerOf(owner: Client): Promise<Ledger> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1) order by 1",
    [APART],
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
