import { Hono } from "hono";
import { z } from "zod";
import { forgetPhone } from "#foundation/identity";
import { answer, emptyForm, greet, page, pathWithin, whoAsks, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { ledOn } from "./led-on.ts";
import { ByLinkPage, EnterPage, LinkSentPage } from "./pages/enter.tsx";
import { rememberHers } from "./remembered.ts";
import { words } from "./words/index.ts";

const PHRASE_LETTERS = 300;
const Entering = z.object({
  phrase: z.string({ error: "fault.phrase-form" }).max(PHRASE_LETTERS, { error: "fault.phrase-form" }),
  next: z.unknown().optional().transform(pathWithin),
});
export const Mailbox = z.object({
  mailbox: z
    .email({ error: "fault.mailbox" })
    .max(200, { error: "fault.mailbox" })
    .transform((typed) => typed.toLowerCase()),
});
const Token = z.object({ token: z.string().max(200) });
/** A link's token, as better-auth makes it. */
const LinkToken = z.string().regex(/^[A-Za-z]{32}$/);

function showEnter(c: Asked, form: Form = emptyForm): Response {
  const { w } = greet(c, words);
  const next = pathWithin(form.typed["next"] ?? c.req.query("next"));
  const content = <EnterPage {...{ w, form, next }} hasMail={c.var.resources.hasMail} />;
  return page(c, { title: w("enter.title"), content, isStranger: true, isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

function showByLink(c: Asked, form: Form = emptyForm): Response {
  const { w } = greet(c, words);
  const content = <ByLinkPage w={w} form={form} action={c.req.path} />;
  return page(c, { title: w("enter.by-link.title"), content, isStranger: true, isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

function linkTokenOf(c: Asked): string {
  const parsed = LinkToken.safeParse(c.req.param("token"));
  if (!parsed.success) throw new Refusal("not-found", "There is nothing at this address.");
  return parsed.data;
}

/** Ways back in: phrase, passkey, a link by e-mail; and an access token for scripts. */
export const enterRoutes = new Hono<House>()
  .get("/enter", (c) => showEnter(c))
  .post("/enter", async (c) =>
    answer(
      c,
      Entering,
      (form) => showEnter(c, form),
      async ({ phrase, next }) => {
        const { personId } = await c.var.resources.identity.entrance.enterByPhrase(c, phrase);
        await rememberHers(c, personId);
        return ledOn(c, next, { person: { id: personId } });
      },
    ),
  )
  .post("/enter/link", async (c) =>
    answer(
      c,
      Mailbox,
      (form) => showEnter(c, form),
      async ({ mailbox }) => {
        const { w } = greet(c, words);
        await c.var.resources.identity.entrance.sendLink(c, mailbox, { subject: w("mail.subject"), text: w("mail.enter") });
        return ledOn(c, "/enter/link");
      },
    ),
  )
  .get("/enter/link", (c) => {
    const { w } = greet(c, words);
    return page(c, { title: w("enter.link.sent.title"), content: <LinkSentPage w={w} />, isStranger: true });
  })
  .get("/enter/link/:token", (c) => {
    linkTokenOf(c);
    return showByLink(c);
  })
  .post("/enter/link/:token", async (c) => {
    const token = linkTokenOf(c);
    return await answer(
      c,
      z.object({}),
      (form) => showByLink(c, form),
      async () => {
        const { personId } = await c.var.resources.identity.entrance.enterByLink(c, token);
        await rememberHers(c, personId);
        return ledOn(c, "/", { person: { id: personId } });
      },
    );
  })
  .all("/identity/*", async (c) => (await c.var.resources.identity.entrance.passkeyStep(c)) ?? c.notFound())
  .post("/api/session", async (c) =>
    answer(
      c,
      Token,
      () => c.notFound(),
      async ({ token }) => {
        const { personId } = await c.var.resources.identity.entrance.enterByToken(c, token);
        return c.json({ person: { id: personId } });
      },
    ),
  )
  .post("/me/sign-out", async (c) => {
    if (await whoAsks(c)) await c.var.resources.identity.entrance.leave(c);
    else forgetPhone(c, ["cache"]);
    return ledOn(c, "/welcome");
  });
