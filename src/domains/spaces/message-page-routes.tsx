import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { willTell } from "#foundation/database";
import { clock, line } from "#foundation/language";
import { answer, emptyForm, page, visit, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { nameWork, offerPair, removeMember, WORK_LETTERS } from "./membership.ts";
import { authorOf, EDIT_MINUTES, isFresh, seqOf } from "./mend.ts";
import { MessagePage } from "./pages/message.tsx";
import { reportHintIn } from "./pages/room-words.ts";
import { roomPage, type Room, type Shown } from "./room.ts";
import { MessageId } from "./say.ts";
import { SpaceId, spaceSeen } from "./space.ts";
import { spokenIn } from "./spoken.ts";
import { words } from "./words/index.ts";

const one = { id: SpaceId, message: MessageId };
const Work = z.object({ work: z.preprocess((typed) => typed || undefined, line(WORK_LETTERS).optional()) });

/** One message's own page, and the acts that are found only there: writing to someone alone, ending someone's stay. */
export const messagePageRoutes = new Hono<House>()
  .get("/spaces/:id/messages/:message", (c) => messagePage(c, emptyForm))
  .post("/spaces/:id/messages/:message/work", async (c) => {
    const { as, params } = await visit(c, words, one);
    const again = (form: Form) => messagePage(c, form);
    return await answer(c, Work, again, async ({ work = "" }) => {
      await as(async (tx) => {
        await nameWork(tx, (await authorOf(tx, params.id, params.message)).member, work);
        willTell(tx, params.id);
      });
      return c.redirect(`/spaces/${params.id}/messages/${params.message}`, 303);
    });
  })
  .post("/spaces/:id/messages/:message/pair", async (c) => {
    const { as, params } = await visit(c, words, one);
    const id = SpaceId.parse(randomUUID());
    const pair = await as(async (tx) => {
      const mine = await spaceSeen(tx, params.id);
      const other = await authorOf(tx, params.id, params.message);
      return await offerPair(tx, id, other.member, `${mine.alias} · ${other.alias}`);
    });
    return c.redirect(`/spaces/${pair}`, 303);
  })
  .post("/spaces/:id/messages/:message/expel", async (c) => {
    const { as, params } = await visit(c, words, one);
    await as(async (tx) => {
      const { member } = await authorOf(tx, params.id, params.message);
      await removeMember(tx, params.id, member);
    });
    return c.redirect(`/spaces/${params.id}`, 303);
  });

async function messagePage(c: Asked, form: Form): Promise<Response> {
  const { personId, as, w, locale, zone, params } = await visit(c, words, one);
  const seq = await as((tx) => seqOf(tx, params.id, params.message));
  const room = await roomPage(c.var.resources.db, personId, params.id, { before: seq + 1 });
  const shown = room.messages.at(-1);
  const said = spokenIn({ ...room, messages: room.messages.slice(-1) }, w, clock(locale, zone))[0];
  if (!shown || !said) throw new Refusal("not-found", "There is no such message for you.");
  const isPinned = room.pins?.some(({ id }) => id === said.id) ?? false;
  const content = (
    <MessagePage {...{ w, said, isPinned, form }} replyId={randomUUID()} may={mayIn(room, shown)} reportHint={reportHintIn(room.kind)} />
  );
  const status = Object.keys(form.faults).length > 0 ? 422 : 200;
  return page(c, { title: w("act.title"), content, back: `/spaces/${params.id}#m${seq}`, isNarrow: true, status });
}

/** What she may do with a message: the page offers nothing that would be refused. */
function mayIn(room: Room, message: Shown) {
  const isMine = message.member === room.memberId;
  const isThere = message.removed === null && room.archivedAt === null && !message.hidden;
  const author = room.people.find(({ id }) => id === message.member);
  const cares = room.part === "facilitator";
  const isOther = !isMine && author?.is_here === true;
  return {
    speak: isThere,
    edit: isThere && isMine && isFresh(new Date(message.at), EDIT_MINUTES),
    remove: isThere && (isMine || cares),
    pin: isThere && cares,
    expel: cares && isOther,
    nameWork: cares && author?.is_here === true,
    hide: author !== undefined && !isMine,
    report: author !== undefined && !isMine && message.removed === null,
    writeAlone: isOther && room.kind !== "pair" && room.kind !== "circle",
  };
}
