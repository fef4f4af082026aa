import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { PersonId } from "#domains/people";
import { localeOf, page, visitorOf, type House } from "#foundation/pages";
import { newestIn, say, saidAfter } from "./message.ts";
import { ConversationPage } from "./pages/conversation.tsx";
import { Home, Join } from "./pages/home.tsx";
import { beginSpace, joinSpace, mySpaces, SpaceId, spaceSeen } from "./space.ts";
import { words } from "./words/index.ts";

const Seq = z.coerce.number().int().min(0).catch(0);

export const spacesRoutes = new Hono<House>()
  .get("/", async (c) => {
    const { work } = await visitorOf(c);
    const w = words(localeOf(c));
    return page(c, w("home.title"), <Home w={w} spaces={await work(mySpaces)} />);
  })
  .post("/spaces", async (c) => {
    const { work } = await visitorOf(c);
    const { title } = z.object({ title: z.string().trim().min(1).max(120) }).parse(await c.req.parseBody());
    const id = SpaceId.parse(randomUUID());
    await work((tx) => beginSpace(tx, id, title));
    return c.redirect(`/spaces/${id}`, 303);
  })
  .get("/invitations/:code", async (c) => {
    await visitorOf(c);
    const w = words(localeOf(c));
    return page(c, w("join.title"), <Join w={w} />);
  })
  .post("/invitations/:code", async (c) => {
    const { work } = await visitorOf(c);
    const code = z.uuid().parse(c.req.param("code"));
    return c.redirect(`/spaces/${await work((tx) => joinSpace(tx, code))}`, 303);
  })
  .get("/spaces/:id", async (c) => {
    const { work, locale } = await visitorOf(c);
    const id = SpaceId.parse(c.req.param("id"));
    const { space, messages } = await work(async (tx) => ({ space: await spaceSeen(tx, id), messages: await newestIn(tx, id) }));
    return page(c, space.title, <ConversationPage {...{ w: words(locale), locale, space, messages, draftId: randomUUID() }} />);
  })
  .post("/spaces/:id/messages", async (c) => {
    const { work, personId } = await visitorOf(c);
    const spaceId = SpaceId.parse(c.req.param("id"));
    const { id, body } = await c.req.parseBody();
    const seq = await work((tx) => say(tx, { id: z.uuid().parse(id), spaceId, authorId: PersonId.parse(personId), body }));
    return c.req.header("accept") === "application/json" ? c.json({ seq }, 201) : c.redirect(`/spaces/${spaceId}#${seq}`, 303);
  })
  .get("/spaces/:id/live", async (c) => {
    const { work } = await visitorOf(c);
    const id = SpaceId.parse(c.req.param("id"));
    const seen = () => work((tx) => spaceSeen(tx, id));
    await seen();
    const feed = async (after: number) => (await saidAfter(c.var.db, id, after)).map((message) => ({ seq: message.seq, data: message }));
    const after = Seq.parse(c.req.header("last-event-id") ?? c.req.query("after"));
    return c.var.live.subscribe(id, after, feed, () =>
      seen().then(
        () => true,
        () => false,
      ),
    );
  });
