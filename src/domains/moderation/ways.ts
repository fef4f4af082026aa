import type { Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";
import type { Way } from "#foundation/pages";
import { looksAfter, reportsWaiting } from "./desk.ts";
import { hasReports } from "./report.ts";
import { words } from "./words/index.ts";

/** From what is hers: to her own reports if she made any, and to those that wait for her if she looks after a place. */
export async function waysFromMe(tx: Transaction, locale: Locale): Promise<Way[]> {
  const w = words(locale);
  const own: Way[] = (await hasReports(tx)) ? [{ href: "/reports", icon: "flag", label: w("mine.title") }] : [];
  return [...own, ...(await waysFromNetwork(tx, locale))];
}

/** From the network's page: to the reports, with how many wait. */
export async function waysFromNetwork(tx: Transaction, locale: Locale): Promise<Way[]> {
  if (!(await looksAfter(tx))) return [];
  const w = words(locale);
  return [{ href: "/network/reports", icon: "flag", label: w("desk.title"), hint: w("desk.waiting", { count: await reportsWaiting(tx) }) }];
}
