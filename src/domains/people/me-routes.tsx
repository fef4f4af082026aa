import { Hono } from "hono";
import { z } from "zod";
import { endOtherSessions, endSession, endToken, makeToken, sessionsOf, tokensOf } from "#foundation/identity";
import { clock, isZone, line, locales } from "#foundation/language";
import {
  answer,
  emptyForm,
  greet,
  lookChoices,
  lookNames,
  page,
  rememberLocale,
  rememberLooks,
  rememberZone,
  visit,
  whoAsks,
  type Asked,
  type Form,
  type House,
} from "#foundation/pages";
import { carried, carry, putDown } from "./carried.ts";
import { mustBeFresh } from "./fresh.tsx";
import { ledOn } from "./led-on.ts";
import { hasSeenNotice, keepNoticeSeen, NOTICE_VERSION } from "./notice.ts";
import { LookPage } from "./pages/look.tsx";
import { MePage } from "./pages/me.tsx";
import { NoticePage } from "./pages/notice.tsx";
import { SessionsPage } from "./pages/sessions.tsx";
import { ShownOncePage, TokensPage } from "./pages/tokens.tsx";
import { myPreferences, prefer } from "./person.ts";
import { isSteward } from "./role.ts";
import { words } from "./words/index.ts";

const LABEL_LETTERS = 60;
const choice = { error: "fault.choice" };
/** "system" is no choice of hers: the device decides, or it is as we made it. */
const ownOf = <T extends string>(said: T | "system"): T | null => (said === "system" ? null : said);
const Look = z.object({
  locale: z.enum(locales, choice),
  zone: z.string(choice).refine(isZone, choice),
  light: z.enum(["system", ...lookChoices.light], choice).transform(ownOf),
  size: z.enum(["system", ...lookChoices.size], choice).transform(ownOf),
  data: z.enum(["system", ...lookChoices.data], choice).transform(ownOf),
  cover: z.enum(["system", ...lookChoices.cover], choice).transform(ownOf),
});
const Labelled = z.object({ label: line(LABEL_LETTERS) });
const Id = { id: z.uuid() };

async function showLook(c: Asked, form?: Form): Promise<Response> {
  const { w, as } = await visit(c, words);
  const hers = await as(myPreferences);
  const typed: Record<string, string> = {
    locale: hers?.locale ?? c.var.locale,
    zone: hers?.zone ?? c.var.zone,
    ...Object.fromEntries(lookNames.map((name) => [name, hers?.[name] ?? "system"])),
  };
  const content = <LookPage w={w} form={form ?? { typed, faults: {} }} isSaved={c.req.query("done") !== undefined} />;
  return page(c, { title: w("look.title"), content, back: "/me", isNarrow: true, status: form ? 422 : 200 });
}

async function showTokens(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w, personId, locale, zone } = await visit(c, words);
  const tokens = await tokensOf(c.var.resources.db, personId);
  const content = <TokensPage {...{ w, form, tokens }} clock={clock(locale, zone)} />;
  return page(c, { title: w("tokens.title"), content, back: "/me", isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

/** What is hers to settle and to see. */
export const meRoutes = new Hono<House>()
  .get("/me", async (c) => {
    const { w, as, locale } = await visit(c, words);
    const shown = await as(async (tx) => ({
      isSteward: await isSteward(tx),
      hasSeenNotice: await hasSeenNotice(tx),
      ways: await c.var.resources.ways.me(tx, locale),
    }));
    return page(c, { title: w("me.title"), content: <MePage w={w} {...shown} />, place: "me", isNarrow: true });
  })
  .get("/notice", async (c) => {
    const { w } = greet(c, words);
    const isStranger = !(await whoAsks(c));
    const asks = !isStranger && !(await (await visit(c, words)).as(hasSeenNotice));
    return page(c, {
      title: w("notice.title"),
      content: <NoticePage w={w} asks={asks} />,
      back: isStranger ? "/join" : "/me",
      isStranger,
      isNarrow: true,
    });
  })
  .post("/notice", async (c) => {
    const { as, personId, locale } = await visit(c, words);
    await as((tx) => keepNoticeSeen(tx, personId, NOTICE_VERSION, locale));
    return ledOn(c, "/me");
  })
  .get("/me/look", (c) => showLook(c))
  .post("/me/look", async (c) => {
    const { as } = await visit(c, words);
    return await answer(
      c,
      Look,
      (form) => showLook(c, form),
      async (chosen) => {
        await as((tx) => prefer(tx, chosen));
        rememberLocale(c, chosen.locale);
        rememberZone(c, chosen.zone);
        rememberLooks(c, chosen);
        return ledOn(c, "/me/look?done");
      },
    );
  })
  .get("/me/sessions", async (c) => {
    const { w, personId, sessionId, locale, zone } = await visit(c, words);
    const sessions = await sessionsOf(c.var.resources.db, personId);
    const content = <SessionsPage {...{ w, sessions }} thisId={sessionId} clock={clock(locale, zone)} />;
    return page(c, { title: w("sessions.title"), content, back: "/me", isNarrow: true });
  })
  .post("/me/sessions/end-others", async (c) => {
    const { personId, sessionId } = await visit(c, words);
    await endOtherSessions(c.var.resources.db, personId, sessionId);
    return ledOn(c, "/me/sessions");
  })
  .post("/me/sessions/:id/end", async (c) => {
    const { personId, params } = await visit(c, words, Id);
    await endSession(c.var.resources.db, personId, params.id);
    return ledOn(c, "/me/sessions");
  })
  .get("/me/tokens", (c) => showTokens(c))
  .post("/me/tokens", async (c) => {
    const { personId } = await visit(c, words);
    const stale = await mustBeFresh(c, "/me/tokens");
    if (stale) return stale;
    return await answer(
      c,
      Labelled,
      (form) => showTokens(c, form),
      async ({ label }) => {
        const token = await makeToken(c.var.resources.db, personId, label);
        carry(c, "token", "/me/tokens", token);
        return ledOn(c, "/me/tokens/made", { token });
      },
    );
  })
  .get("/me/tokens/made", async (c) => {
    const { w } = await visit(c, words);
    const text = carried(c, "token");
    if (text === undefined) return c.redirect("/me/tokens", 303);
    const said = { title: w("tokens.made.title"), body: w("tokens.made.body"), done: w("tokens.made.done") };
    return page(c, {
      title: said.title,
      content: <ShownOncePage {...said} text={text} action="/me/tokens/made" />,
      back: "/me/tokens",
      isNarrow: true,
    });
  })
  .post("/me/tokens/made", async (c) => {
    await visit(c, words);
    putDown(c, "token", "/me/tokens");
    return ledOn(c, "/me/tokens");
  })
  .post("/me/tokens/:id/end", async (c) => {
    const { personId, params } = await visit(c, words, Id);
    await endToken(c.var.resources.db, personId, params.id);
    return ledOn(c, "/me/tokens");
  });
