import { z } from "zod";
import { asPerson, type Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import type { Asked } from "./house.ts";

/** What a route for everyone needs: words and how to show times. */
export interface Greeting<W> {
  w: W;
  locale: Locale;
  zone: string;
}

/** What a route for someone who is signed in needs. `as` does one piece of work in one transaction, seen by the database as her. */
export interface Visit<W, P> extends Greeting<W> {
  personId: string;
  sessionId: string;
  params: P;
  as: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
}

type Said<W> = (locale: Locale) => W;

export function greet<W>(c: Asked, words: Said<W>): Greeting<W> {
  return { w: words(c.var.locale), locale: c.var.locale, zone: c.var.zone };
}

/** Who is asking, if anyone. A page that was left open when someone else came in asks for nobody. */
export async function whoAsks(c: Asked): Promise<{ personId: string; sessionId: string } | undefined> {
  const { identity } = c.var.resources;
  const who = await identity.whoIs(c.req.header("cookie"), c.req.header("authorization"));
  return who && identity.isFrom(who.personId, c.req.header("x-kith-phone")) ? who : undefined;
}

/** Visitor, words and parameters in one line. A stranger is shown the door; an address whose ids are none leads nowhere. */
export async function visit<W, Shape extends z.ZodRawShape>(
  c: Asked,
  words: Said<W>,
  shape: Shape,
): Promise<Visit<W, z.infer<z.ZodObject<Shape>>>>;
export async function visit<W>(c: Asked, words: Said<W>): Promise<Visit<W, unknown>>;
export async function visit<W>(c: Asked, words: Said<W>, shape: z.ZodRawShape = {}): Promise<Visit<W, unknown>> {
  const who = await whoAsks(c);
  if (!who) throw new Refusal("not-known", "Please come in first.");
  const as = <T>(work: (tx: Transaction) => Promise<T>) => asPerson(c.var.resources.db, who.personId, work);
  return { ...greet(c, words), ...who, params: paramsOf(c, shape), as };
}

/** The ids in an address, each parsed by its own schema; one that cannot be an id is an address of nothing. */
export function paramsOf<Shape extends z.ZodRawShape>(c: Asked, shape: Shape): z.infer<z.ZodObject<Shape>> {
  const params = Object.entries(shape).map(([name, schema]) => {
    const parsed = z.safeParse(schema, c.req.param(name));
    if (!parsed.success) throw new Refusal("not-found", "There is nothing at this address.");
    return [name, parsed.data];
  });
  return Object.fromEntries(params);
}
