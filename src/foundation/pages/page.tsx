import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Document } from "#design";
import { asPerson, type Database, type Transaction } from "#foundation/database";
import type { Identity } from "#foundation/identity";
import { Met } from "#foundation/islands";
import { directionOf, locales, type Locale } from "#foundation/language";
import type { Live } from "#foundation/live";
import { Refusal } from "#foundation/refusal";

/** Where the browser finds our files; from Vite's manifest in production, from Vite itself in development. */
export interface Assets {
  styles: string[];
  script: string;
  chunkOf: (island: string) => string[];
  reload?: string;
}
export interface Resources {
  db: Database;
  identity: Identity;
  live: Live;
  assets: Assets;
}
export interface House {
  Variables: Resources & { language: string };
}

/** Renders a page, in the visitor's language and direction. It carries a script only if it holds an island. */
export function page(c: Context<House>, title: string, content: ComponentChildren, status: ContentfulStatusCode = 200) {
  const locale = localeOf(c);
  const met = new Set<string>();
  const body = renderToString(<Met.Provider value={met}>{content}</Met.Provider>);
  const { styles, script, chunkOf, reload } = c.var.assets;
  const preloads = met.size > 0 ? [...new Set([...met].flatMap(chunkOf))] : [];
  const scripts = [...(met.size > 0 ? [script] : []), ...(reload ? [reload] : [])];
  const html = renderToString(<Document {...{ locale, title, styles, preloads, scripts }} direction={directionOf(locale)} body={body} />);
  return c.html(`<!doctype html>${html}`, status);
}

export const localeOf = (c: Context<House>): Locale => locales.find((locale) => locale === c.var.language) ?? "en";

/** Who is asking, and how to do one piece of work as them. A stranger is refused, and the front hall shows them the door. */
export async function visitorOf(c: Context<House>) {
  const session = await c.var.identity.api.getSession({ headers: c.req.raw.headers });
  if (!session) throw new Refusal("not-known", "Please come in first.");
  const personId = session.user.id;
  const work = <T,>(job: (tx: Transaction) => Promise<T>) => asPerson(c.var.db, personId, job);
  return { personId, locale: localeOf(c), work };
}
