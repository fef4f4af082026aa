import type { MiddlewareHandler } from "hono";
import { asPerson, type Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";
import { whoAsks, type House, type Way } from "#foundation/pages";
import { countOthers, waitingForMe } from "./list.ts";
import { words } from "./words/index.ts";

/** From what is hers: to what is new, with how much it is, and to how she is told. */
export async function waysToNews(tx: Transaction, locale: Locale): Promise<Way[]> {
  const w = words(locale);
  const count = (await waitingForMe(tx)).length;
  return [
    { href: "/news", icon: "bell", label: w("list.title"), hint: w("list.count", { count }), isFirst: true },
    { href: "/me/news", icon: "clock", label: w("list.settle") },
  ];
}

/** Pages with the places on them; a conversation has none on a phone, and must stay quick. */
const isCounted = (path: string): boolean => /^\/($|rooms$|rooms\/new$|search$|code$|keys$|news$|me$|me\/)/.test(path);

/** Puts beside the last of the places how much waits for her that is no new message. */
export const bringWaiting: MiddlewareHandler<House> = async (c, next) => {
  if (c.req.method === "GET" && isCounted(c.req.path)) {
    const who = await whoAsks(c);
    if (who) c.set("waits", await asPerson(c.var.resources.db, who.personId, countOthers));
  }
  await next();
};
