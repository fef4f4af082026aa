import { Hono } from "hono";
import { z } from "zod";
import { inventedPeople, type PersonId } from "#domains/people";
import { endToken, makeToken, tokensOf } from "#foundation/identity";
import { languageNames, locales, type Locale } from "#foundation/language";
import { answer, greet, page, rememberLocale, type Asked, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { WhoPage, type Quarter } from "./pages/who.tsx";
import { roleOf } from "./roles.ts";
import { cast, talkIn } from "./talk.ts";
import { standsFor } from "./town.ts";
import { words } from "./words/index.ts";

const LABEL = "demo";
const STAFF = new Set(["social", "nurse", "surgeon"]);
const everyone = locales.flatMap((locale) => cast.map((who) => ({ locale, who, as: standsFor(locale, who) })));
const Chosen = z.object({ as: z.enum(everyone.map(({ as }) => as)) });

/** Where a visitor chooses whom to be. Mounted in a demo only; nobody but the invented can be entered. */
export const demoRoutes = new Hono<House>()
  .get("/demo", (c) => showEveryone(c))
  .post("/demo", (c) =>
    answer(
      c,
      Chosen,
      () => showEveryone(c, 422),
      async ({ as }) => {
        const { db, identity } = c.var.resources;
        const person = (await inventedPeople(db)).get(as);
        if (!person) throw new Refusal("not-found", "Nobody of that name lives here.");
        await identity.entrance.enterByToken(c, await freshToken(c, person));
        rememberLocale(c, everyone.find((one) => one.as === as)!.locale);
        return c.redirect("/", 303);
      },
    ),
  );

/** One key a person, made anew each time. */
async function freshToken(c: Asked, person: PersonId): Promise<string> {
  const { db } = c.var.resources;
  for (const { id, label } of await tokensOf(db, person)) if (label === LABEL) await endToken(db, person, id);
  return await makeToken(db, person, LABEL);
}

async function showEveryone(c: Asked, status: 200 | 422 = 200): Promise<Response> {
  const { w, locale } = greet(c, words);
  const own = [locale, ...locales.filter((other) => other !== locale)];
  const quarters = await Promise.all(own.map(quarterOf));
  return page(c, { title: w("demo.title"), content: <WhoPage {...{ w, quarters }} />, isStranger: true, status });
}

async function quarterOf(locale: Locale): Promise<Quarter> {
  const { people } = await talkIn(locale);
  return {
    locale,
    name: languageNames[locale],
    people: cast.map((who) => {
      const { circle, groups } = people[who].alias;
      const role = roleOf(who, locale);
      return { as: standsFor(locale, who), alias: groups ?? circle ?? who, role, isStaff: STAFF.has(role) };
    }),
  };
}
