import { isSteward } from "#domains/people";
import type { Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";
import type { Way } from "#foundation/pages";
import { looksAfter, reportsWaiting } from "./desk.ts";
import { hasReports } from "./report.ts";
import { words } from "./words/index.ts";

const REPORTS = "/network/reports";

/** From what is hers: to her own reports if she made any, and to the desk, with how many wait, if she looks after a place. */
export async function waysFromMe(tx: Transaction, locale: Locale): Promise<Way[]> {
  const w = words(locale);
  const own: Way[] = (await hasReports(tx)) ? [{ href: "/reports", icon: "flag", label: w("mine.title") }] : [];
  if (!(await looksAfter(tx))) return own;
  const count = await reportsWaiting(tx);
  const hint = count > 0 ? w("start.waiting", { count }) : w("start.none");
  return [{ href: "/desk", icon: "list", label: w("start.title"), hint, isFirst: true }, ...own];
}

/** From the network's page: to the reports, with how many wait. */
export async function waysFromNetwork(tx: Transaction, locale: Locale): Promise<Way[]> {
  if (!(await looksAfter(tx))) return [];
  const w = words(locale);
  return [{ href: REPORTS, icon: "flag", label: w("desk.title"), hint: w("desk.waiting", { count: await reportsWaiting(tx) }) }];
}

/** From the desk: to all that rooms lay ways to from the network's page, but the reports, which stand there themselves; and to that page. */
export async function waysFromDesk(tx: Transaction, locale: Locale, fromNetwork: typeof waysFromNetwork): Promise<Way[]> {
  const others = (await fromNetwork(tx, locale)).filter(({ href }) => href !== REPORTS);
  return (await isSteward(tx)) ? [...others, { href: "/network", icon: "groups", label: words(locale)("start.network") }] : others;
}
