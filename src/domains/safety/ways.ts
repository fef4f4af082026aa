import type { Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";
import type { Way } from "#foundation/pages";
import { isSteward } from "#domains/people";
import { numbers } from "./number.ts";
import { words } from "./words/index.ts";

/** From the network's page: to the numbers of help, with how many are to be called. For stewards. */
export async function waysToNumbers(tx: Transaction, locale: Locale): Promise<Way[]> {
  if (!(await isSteward(tx))) return [];
  const w = words(locale);
  const all = await numbers(tx);
  const count = all.filter(({ checkedOn, isOld }) => checkedOn === null || isOld).length;
  const hint = all.length === 0 ? w("numbers.none") : w("numbers.waiting", { count });
  return [{ href: "/network/numbers", icon: "help", label: w("numbers.title"), hint }];
}
