import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { clock, line, paragraph } from "#foundation/language";
import { answer, emptyForm, page, visit, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { Alias } from "./alias.ts";
import { hiddenIn } from "./hidden.ts";
import { endInvitation, InvitationId, invitationsTo, invite } from "./invitation.ts";
import { answerRequest, leaveSpace, renameMe, RequestId, requestsAt } from "./membership.ts";
import { AboutPage } from "./pages/about.tsx";
import { InvitedPage } from "./pages/invited.tsx";
import { mute, Muting, quietIn } from "./place.ts";
import { archive, entries, furnish, SpaceId, spaceSeen, type Seen } from "./space.ts";
import { beginTopic, TopicId } from "./topic.ts";
import { words } from "./words/index.ts";

const Named = z.object({ alias: Alias });
const Muted = z.object({ for: Muting, topic: z.preprocess((value) => value || undefined, TopicId.optional()) });
const Furnished = z.object({ title: line(120), startHere: paragraph(1_000, 0), entry: z.enum(entries).optional() });
const NewTopic = z.object({ title: line(60) });
const Invited = z.object({ how: z.enum(["link", "digits"], { error: "fault.choice" }) });
const Answered = z.object({ answer: z.enum(["in", "no"], { error: "fault.choice" }) });
const Archived = z.object({ archive: z.enum(["on", "off"]) });
const here = { id: SpaceId };

async function showAbout(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { as, w, locale, zone, params } = await visit(c, words, here);
  const seen = await as(async (tx) => {
    const space = await spaceSeen(tx, params.id);
    const isMine = space.part === "facilitator";
    const hidden = await hiddenIn(tx, space);
    return {
      space,
      hidden,
      quiet: await quietIn(tx, space),
      waiting: isMine ? await requestsAt(tx, space.id) : [],
      invitations: isMine ? await invitationsTo(tx, space.id) : [],
    };
  });
  const title = w("about.title", { title: seen.space.title });
  const status = form === emptyForm ? 200 : 422;
  return page(c, {
    title,
    content: <AboutPage {...{ w, form, ...seen }} sent={c.req.path.split("/").at(3) ?? ""} clock={clock(locale, zone)} />,
    back: `/spaces/${params.id}`,
    isNarrow: true,
    status,
  });
}

/** Answers a form of the page about a room, and shows that page again. */
function change<T>(schema: z.ZodType<T>, act: (c: Asked, space: Seen, value: T) => Promise<Response | void>) {
  return async (c: Asked) => {
    const { as, params } = await visit(c, words, here);
    const space = await as((tx) => spaceSeen(tx, params.id));
    return await answer(
      c,
      schema,
      (form) => showAbout(c, form),
      async (value) => {
        return (await act(c, space, value)) ?? c.redirect(`/spaces/${params.id}/about`, 303);
      },
    );
  };
}

async function makeInvitation(c: Asked, space: Seen, { how }: z.infer<typeof Invited>): Promise<Response> {
  const { as, w, locale, zone } = await visit(c, words);
  if (space.part !== "facilitator") throw new Refusal("not-found", "There is no such space for you to invite to.");
  const { origin, secret: key } = c.var.resources;
  const made = await as((tx) => invite(tx, space, key, how));
  const link = `${origin}/invitations/${made.secret}`;
  const when = clock(locale, zone).full(made.expiresAt);
  const shown = { w, link, digits: how === "digits" ? made.secret : undefined, until: w("about.invite.until", { uses: made.uses, when }) };
  c.header("cache-control", "no-store");
  return page(c, { title: w("about.invite.made"), content: <InvitedPage {...shown} />, back: `/spaces/${space.id}/about`, isNarrow: true });
}

/** Her name and quiet in a room, and for those who care for it: invitations, requests, its door and its end. */
export const aboutRoutes = new Hono<House>()
  .get("/spaces/:id/about", (c) => showAbout(c))
  .post(
    "/spaces/:id/alias",
    change(Named, async (c, space, { alias }) => (await visit(c, words)).as((tx) => renameMe(tx, space.id, alias))),
  )
  .post(
    "/spaces/:id/mute",
    change(Muted, async (c, space, { for: muting, topic }) => (await visit(c, words)).as((tx) => mute(tx, space, muting, topic))),
  )
  .post(
    "/spaces/:id/furnish",
    change(Furnished, async (c, space, { entry, ...rest }) => {
      const isFixed = space.kind === "circle" || space.kind === "pair" || entry === undefined;
      await (await visit(c, words)).as((tx) => furnish(tx, space.id, isFixed ? rest : { ...rest, entry }));
    }),
  )
  .post(
    "/spaces/:id/topics",
    change(NewTopic, async (c, space, { title }) => {
      const id = TopicId.parse(randomUUID());
      await (await visit(c, words)).as((tx) => beginTopic(tx, space, id, title));
      return c.redirect(`/spaces/${space.id}?topic=${id}`, 303);
    }),
  )
  .post("/spaces/:id/invitations", change(Invited, makeInvitation))
  .post(
    "/spaces/:id/archive",
    change(Archived, async (c, space, { archive: state }) => (await visit(c, words)).as((tx) => archive(tx, space.id, state === "on"))),
  )
  .post("/spaces/:id/invitations/:invitation/end", async (c) => {
    const { as, params } = await visit(c, words, { ...here, invitation: InvitationId });
    await as(async (tx) => endInvitation(tx, (await spaceSeen(tx, params.id)).id, params.invitation));
    return c.redirect(`/spaces/${params.id}/about`, 303);
  })
  .post(
    "/spaces/:id/requests/:request",
    change(Answered, async (c, space, { answer: said }) => {
      const { as, params } = await visit(c, words, { request: RequestId });
      await as(async (tx) => {
        const asked = await answerRequest(tx, params.request, said === "in");
        if (asked !== space.id) throw new Refusal("not-found", "Nobody asks at this door.");
      });
    }),
  )
  .post(
    "/spaces/:id/leave",
    change(z.object({}), async (c, space) => {
      await (await visit(c, words)).as((tx) => leaveSpace(tx, space.id));
      return c.redirect("/", 303);
    }),
  );
