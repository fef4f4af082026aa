import { Hono } from "hono";
import { z } from "zod";
import { aliasOffered, passTo } from "#domains/people";
import { clock, paragraph } from "#foundation/language";
import { answer, emptyForm, page, visit, whoAsks, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { Alias } from "./alias.ts";
import { isOpenInvitation, joinBy, secretIn, welcomeBy } from "./invitation.ts";
import { askToJoin, joinOpenSpace } from "./membership.ts";
import { CodePage, DoorPage, AskedPage } from "./pages/door.tsx";
import { openDoor } from "./rooms.ts";
import { SpaceId } from "./space.ts";
import { askedByMe, type Asking } from "./waits.ts";
import { words } from "./words/index.ts";

const REQUEST_LETTERS = 500;
const Named = z.object({ alias: Alias });
const Asking = z.object({ alias: Alias, words: paragraph(REQUEST_LETTERS, 0) });
const Code = z.object({ code: z.string().transform((typed, context) => secretIn(typed) ?? fault(context)) });

const fault = (context: z.RefinementCtx): never => {
  context.addIssue({ code: "custom", message: "fault.code" });
  return z.NEVER;
};

/** An invitation is followed by strangers too: they make themselves a name first, and come back to it. */
async function invitation(c: Asked, form: Form = emptyForm): Promise<Response> {
  const secret = secretIn(c.req.param("secret") ?? "");
  if (!secret) throw new Refusal("not-found", "This invitation leads nowhere.");
  await c.var.resources.identity.allowGuess(c);
  if (!(await whoAsks(c))) return await strangersWay(c, secret);
  const { as, w } = await visit(c, words);
  const seen = await as((tx) => welcomeBy(tx, secret, c.var.resources.secret));
  const offered = await as(aliasOffered);
  const status = form === emptyForm ? 200 : 422;
  return page(c, {
    title: w("join.title"),
    content: <DoorPage w={w} form={withAlias(form, offered)} door={seen} asks={false} />,
    back: "/",
    isNarrow: true,
    status,
  });
}

/** To a name first, and back here; with a pass when the invitation is one, for the network's door may be open to invited people only. */
async function strangersWay(c: Asked, secret: string): Promise<Response> {
  const { db, secret: key } = c.var.resources;
  const next = c.req.path;
  const pass = (await isOpenInvitation(db, secret, key)) ? passTo(key, next) : "";
  return c.redirect(`/join?${new URLSearchParams({ next, ...(pass ? { pass } : {}) })}`, 303);
}

/** What she called herself when she came, where she has typed nothing yet. */
const withAlias = (form: Form, alias: string | undefined): Form => (alias ? { ...form, typed: { alias, ...form.typed } } : form);

/** What she has asked in already, where she has typed nothing since. */
const withAsked = (form: Form, asked: Asking | undefined): Form =>
  asked && Object.keys(form.faults).length === 0 ? { ...form, typed: { ...form.typed, alias: asked.alias, words: asked.words } } : form;

async function door(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { as, w, locale, zone, params } = await visit(c, words, { id: SpaceId });
  const found = await as((tx) => openDoor(tx, params.id));
  const offered = await as(aliasOffered);
  const asks = found.entry === "request";
  const asked = asks ? (await as(askedByMe)).find(({ space }) => space === params.id) : undefined;
  const before = asked && { id: asked.id, when: clock(locale, zone).full(asked.askedAt) };
  const status = form === emptyForm ? 200 : 422;
  return page(c, {
    title: asks ? w("ask.title") : w("find.join"),
    content: <DoorPage {...{ w, asks }} asked={before} form={withAsked(withAlias(form, offered), asked)} door={found} />,
    back: "/rooms",
    isNarrow: true,
    status,
  });
}

async function showCode(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w } = await visit(c, words);
  return page(c, {
    title: w("code.title"),
    content: <CodePage {...{ w, form }} />,
    back: "/",
    isNarrow: true,
    status: form === emptyForm ? 200 : 422,
  });
}

/** Ways into a room: by invitation (link, picture or six digits), by an open door, by asking. */
export const doorRoutes = new Hono<House>()
  .get("/invitations/:secret", (c) => invitation(c))
  .post("/invitations/:secret", async (c) => {
    const { as } = await visit(c, words);
    const secret = secretIn(c.req.param("secret"));
    if (!secret) throw new Refusal("not-found", "This invitation leads nowhere.");
    await c.var.resources.identity.allowGuess(c);
    return await answer(
      c,
      Named,
      (form) => invitation(c, form),
      async ({ alias }) => {
        const space = await as((tx) => joinBy(tx, secret, c.var.resources.secret, alias));
        return c.redirect(`/spaces/${space}`, 303);
      },
    );
  })
  .get("/code", (c) => showCode(c))
  .post("/code", async (c) => {
    const { as } = await visit(c, words);
    await c.var.resources.identity.allowGuess(c);
    return await answer(
      c,
      Code,
      (form) => showCode(c, form),
      async ({ code }) => {
        const leadsNowhere = new Refusal("invalid", "This code leads nowhere.", { faults: { code: "fault.code-unknown" } });
        await as((tx) => welcomeBy(tx, code, c.var.resources.secret)).catch(() => Promise.reject(leadsNowhere));
        return c.redirect(`/invitations/${code}`, 303);
      },
    );
  })
  .get("/rooms/:id/join", (c) => door(c))
  .post("/rooms/:id/join", async (c) => {
    const { as, w, params } = await visit(c, words, { id: SpaceId });
    const found = await as((tx) => openDoor(tx, params.id));
    if (found.entry === "open") {
      return await answer(
        c,
        Named,
        (form) => door(c, form),
        async ({ alias }) => {
          await as((tx) => joinOpenSpace(tx, params.id, alias));
          return c.redirect(`/spaces/${params.id}`, 303);
        },
      );
    }
    return await answer(
      c,
      Asking,
      (form) => door(c, form),
      async ({ alias, words: asking }) => {
        await as((tx) => askToJoin(tx, params.id, alias, asking));
        return page(c, { title: w("ask.done.title"), content: <AskedPage w={w} />, back: "/" });
      },
    );
  });
