import { Hono } from "hono";
import { visit, wantsJson, type House } from "#foundation/pages";
import { hide, showAgain } from "./hidden.ts";
import { authorOf } from "./mend.ts";
import { MessageId } from "./say.ts";
import { MemberId, SpaceId, spaceSeen } from "./space.ts";
import { words } from "./words/index.ts";

/** Not being shown what someone writes, from any message of theirs; and being shown it again. */
export const hiddenRoutes = new Hono<House>()
  .post("/spaces/:id/messages/:message/hide", async (c) => {
    const { as, params } = await visit(c, words, { id: SpaceId, message: MessageId });
    await as(async (tx) => {
      const space = await spaceSeen(tx, params.id);
      const { member } = await authorOf(tx, params.id, params.message);
      await hide(tx, space, member);
    });
    return wantsJson(c) ? c.json({ id: params.message, hidden: true }) : c.redirect(`/spaces/${params.id}#i${params.message}`, 303);
  })
  .post("/spaces/:id/hidden/:member/show", async (c) => {
    const { as, params } = await visit(c, words, { id: SpaceId, member: MemberId });
    await as(async (tx) => showAgain(tx, await spaceSeen(tx, params.id), params.member));
    return wantsJson(c) ? c.json({ hidden: false }) : c.redirect(`/spaces/${params.id}/about`, 303);
  });
