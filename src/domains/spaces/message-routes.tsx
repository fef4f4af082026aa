import { Hono } from "hono";
import { z } from "zod";
import { PersonId } from "#domains/people";
import type { Pictures } from "#foundation/files";
import { paragraph } from "#foundation/language";
import { answer, bodyOf, visit, wantsJson, type Asked, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import type { CommitQueue } from "./commit-queue.ts";
import { edit, remove } from "./mend.ts";
import { mayCarryFiles, sayForm } from "./file-routes.ts";
import { pin } from "./pin.ts";
import { keepDraft, readUpTo } from "./place.ts";
import { feel, Reaction } from "./reaction.ts";
import { Opening, PAGE_MESSAGES, roomPage } from "./room.ts";
import { showRoom } from "./room-route.tsx";
import { MESSAGE_LETTERS, MessageId, say, Saying } from "./say.ts";
import { SpaceId, spaceSeen } from "./space.ts";
import { TopicId } from "./topic.ts";
import { words } from "./words/index.ts";

/** What a reaction's button says: "hug.on" or "hug.off". */
export const Feeling = z.object({ feel: z.templateLiteral([Reaction, ".", z.enum(["on", "off"])]) });
export const Pinning = z.object({ pin: z.enum(["on", "off"]) });
export const NewWords = z.object({ text: paragraph(MESSAGE_LETTERS) });
export const Draft = z.object({ text: paragraph(MESSAGE_LETTERS, 0) });
export const ReadUpTo = z.object({
  seq: z.coerce.number().int().min(0),
  topic: z.preprocess((value) => value || undefined, TopicId.optional()),
});
const HistoryAsked = z.object({
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MESSAGES).default(PAGE_MESSAGES),
});

const here = { id: SpaceId };
const one = { id: SpaceId, message: MessageId };

/** After an act on a message: a word for machines, the room at that message for people. */
const backTo = (c: Asked, space: SpaceId, place: string, body: object, status: 200 | 201 = 200) =>
  wantsJson(c) ? c.json(body, status) : c.redirect(`/spaces/${space}#${place}`, 303);

/** Says what a form or a script sent, and answers after it is safely kept. */
async function saySomething(c: Asked, queue: CommitQueue, pictures: Pictures): Promise<Response> {
  const { personId, params } = await visit(c, words, here);
  const said = mayCarryFiles(c) ? await sayForm(c, pictures, (form) => showRoom(c, params.id, {}, form)) : undefined;
  if (said instanceof Response) return said;
  if (said) return backTo(c, params.id, `m${said.seq}`, { id: said.id, seq: said.seq }, said.isNew ? 201 : 200);
  const speak = async (saying: Saying) => {
    const { id, seq, isNew } = await say(queue, PersonId.parse(personId), params.id, saying);
    return backTo(c, params.id, `m${seq}`, { id, seq }, isNew ? 201 : 200);
  };
  return await answer(c, Saying, (form) => showRoom(c, params.id, {}, form), speak);
}

/** A page of a room for machines. */
async function history(c: Asked): Promise<Response> {
  const { personId, params } = await visit(c, words, here);
  const asked = HistoryAsked.safeParse(c.req.query());
  if (!asked.success)
    throw new Refusal("invalid", "before is a place in the log, limit a number from 1 to 50.", {
      faults: { before: "number", limit: "number" },
    });
  const { before, limit } = asked.data;
  const { messages, people, photos, files } = await roomPage(
    c.var.resources.db,
    personId,
    params.id,
    before === undefined ? {} : { before },
  );
  const some = messages.slice(-limit);
  const named = new Set(some.flatMap(({ member, quotedMember }) => [member, quotedMember]));
  const ids = new Set(some.map(({ id }) => id));
  const beside = <One extends { message: string }>(all: One[] | null) => (all ?? []).filter(({ message }) => ids.has(message));
  return c.json({ messages: some, people: people.filter(({ id }) => named.has(id)), photos: beside(photos), files: beside(files) });
}

/** What can be done with one message: change, remove, feel, pin. */
const actRoutes = new Hono<House>()
  .post("/spaces/:id/messages/:message/edit", async (c) => {
    const { as, params } = await visit(c, words, one);
    const change = async ({ text }: { text: string }) => {
      await as(async (tx) => edit(tx, await spaceSeen(tx, params.id), params.message, text));
      return backTo(c, params.id, `i${params.message}`, { id: params.message });
    };
    return await answer(c, NewWords, (form) => showRoom(c, params.id, {}, form), change);
  })
  .post("/spaces/:id/messages/:message/remove", async (c) => {
    const { as, params } = await visit(c, words, one);
    await as(async (tx) => remove(tx, await spaceSeen(tx, params.id), params.message));
    return backTo(c, params.id, `i${params.message}`, { id: params.message });
  })
  .post("/spaces/:id/messages/:message/reactions", async (c) => {
    const { as, params } = await visit(c, words, one);
    const [kind, state] = read(Feeling, await bodyOf(c)).feel.split(".");
    const count = await as(async (tx) => feel(tx, await spaceSeen(tx, params.id), params.message, Reaction.parse(kind), state === "on"));
    return backTo(c, params.id, `i${params.message}`, { id: params.message, kind, count });
  })
  .post("/spaces/:id/messages/:message/pin", async (c) => {
    const { as, params } = await visit(c, words, one);
    const put = async ({ pin: state }: z.infer<typeof Pinning>) => {
      await as(async (tx) => pin(tx, await spaceSeen(tx, params.id), params.message, state === "on"));
      return backTo(c, params.id, `i${params.message}`, { id: params.message, pin: state });
    };
    return await answer(c, Pinning, (form) => showRoom(c, params.id, {}, form), put);
  });

/** What people do with words in a room. The same addresses serve forms and machines; `/api/…` answers JSON only. */
export function messageRoutes(queue: CommitQueue, pictures: Pictures): Hono<House> {
  return new Hono<House>()
    .post("/spaces/:id/messages", (c) => saySomething(c, queue, pictures))
    .post("/api/spaces/:id/messages", (c) => saySomething(c, queue, pictures))
    .get("/api/spaces/:id/messages", history)
    .route("/", actRoutes)
    .post("/spaces/:id/read", async (c) => {
      const { as, params } = await visit(c, words, here);
      const { seq, topic } = read(ReadUpTo, await bodyOf(c));
      await as(async (tx) => readUpTo(tx, await spaceSeen(tx, params.id), seq, topic));
      return backTo(c, params.id, "page", { seq });
    })
    .post("/spaces/:id/draft", async (c) => {
      const { as, params } = await visit(c, words, here);
      const { text } = read(Draft, await bodyOf(c));
      await as(async (tx) => keepDraft(tx, await spaceSeen(tx, params.id), text));
      return backTo(c, params.id, "page", { kept: text.length });
    })
    .get("/spaces/:id", async (c) => {
      const { params } = await visit(c, words, here);
      const opening = Opening.safeParse(c.req.query());
      return await showRoom(c, params.id, opening.success ? opening.data : {});
    });
}

/** What a button sends. Whoever sends anything else did not press ours. */
function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new Refusal("invalid", "This button was not one of ours.", {
      faults: { [parsed.error.issues[0]?.path.join(".") || "body"]: "value" },
    });
  return parsed.data;
}
