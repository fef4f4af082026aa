import { sql } from "kysely";
import type { Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";
import type { Looks } from "#foundation/pages";

/** How someone is told: her language, her clock's zone, and the word in place of our name. */
export interface HowTold {
  locale: Locale;
  zone: string;
  cover: Looks["cover"];
}

/** Of at most a thousand people, by their ids. */
export async function howTold(tx: Transaction, people: readonly string[]): Promise<Map<string, HowTold>> {
  const { rows } = await sql<HowTold & { id: string }>`select id, locale, zone, cover from how_told(${people}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, ...how }) => [id, how]));
}
