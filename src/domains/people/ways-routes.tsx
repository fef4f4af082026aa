import { Hono } from "hono";
import { z } from "zod";
import { removeMailbox, removePasskey, waysIn } from "#foundation/identity";
import { clock } from "#foundation/language";
import { answer, emptyForm, page, visit, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { carry } from "./carried.ts";
import { Mailbox } from "./enter-routes.tsx";
import { mustBeFresh } from "./fresh.tsx";
import { ledOn } from "./led-on.ts";
import { ConfirmMailboxPage, WaysInPage } from "./pages/ways-in.tsx";
import { aliasOffered } from "./person.ts";
import { words } from "./words/index.ts";

const HERE = "/me/ways-in";
const MailboxToken = { token: z.string().regex(/^[\w-]{43}$/) };

async function showWays(c: Asked, form: Form = emptyForm): Promise<Response> {
  const stale = await mustBeFresh(c, HERE);
  if (stale) return stale;
  const { w, personId, locale, zone, as } = await visit(c, words);
  const { db, hasMail } = c.var.resources;
  const [ways, name] = [await waysIn(db, personId), (await as(aliasOffered)) ?? "Kith"];
  const done = (["sent", "kept"] as const).find((one) => one === c.req.query("done"));
  const content = <WaysInPage {...{ w, form, ways, hasMail, done, name }} clock={clock(locale, zone)} />;
  return page(c, { title: w("ways.title"), content, back: "/me", isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

async function showConfirm(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w } = await visit(c, words, MailboxToken);
  const content = <ConfirmMailboxPage w={w} form={form} action={c.req.path} />;
  return page(c, { title: w("ways.mailbox.confirm"), content, back: HERE, isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

/** How she comes in, and changing it. */
export const waysRoutes = new Hono<House>()
  .get(HERE, (c) => showWays(c))
  .post(`${HERE}/phrase`, async (c) => {
    const stale = await mustBeFresh(c, HERE);
    if (stale) return stale;
    const phrase = await c.var.resources.identity.entrance.renewPhrase(await visit(c, words), c.var.locale);
    carry(c, "phrase", "/keep", phrase);
    return ledOn(c, `/keep?next=${encodeURIComponent(HERE)}`, { phrase });
  })
  .post(`${HERE}/passkeys/:id/remove`, async (c) => {
    const { personId, params } = await visit(c, words, { id: z.uuid() });
    const stale = await mustBeFresh(c, HERE);
    if (stale) return stale;
    await removePasskey(c.var.resources.db, personId, params.id);
    return ledOn(c, HERE);
  })
  .post(`${HERE}/mailbox`, async (c) => {
    const visitor = await visit(c, words);
    const stale = await mustBeFresh(c, HERE);
    if (stale) return stale;
    return await answer(
      c,
      Mailbox,
      (form) => showWays(c, form),
      async ({ mailbox }) => {
        const wording = { subject: visitor.w("mail.subject"), text: visitor.w("mail.prove") };
        await c.var.resources.identity.entrance.proveMailbox(c, visitor, mailbox, wording);
        return ledOn(c, `${HERE}?done=sent`);
      },
    );
  })
  .post(`${HERE}/mailbox/remove`, async (c) => {
    const { personId } = await visit(c, words);
    const stale = await mustBeFresh(c, HERE);
    if (stale) return stale;
    await removeMailbox(c.var.resources.db, personId);
    return ledOn(c, HERE);
  })
  .get("/me/mailbox/:token", (c) => showConfirm(c))
  .post("/me/mailbox/:token", async (c) => {
    const visitor = await visit(c, words, MailboxToken);
    return await answer(
      c,
      z.object({}),
      (form) => showConfirm(c, form),
      async () => {
        const isHers = await c.var.resources.identity.entrance.confirmMailbox(visitor, visitor.params.token);
        if (!isHers) throw new Refusal("invalid", "This link is used or too old.", { faults: { link: "fault.link" } });
        return ledOn(c, `${HERE}?done=kept`);
      },
    );
  });
