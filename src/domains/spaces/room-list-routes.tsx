import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { clock, isReadableIn, line, type Locale } from "#foundation/language";
import { answer, emptyForm, fragment, greet, letKeep, page, visit, whoAsks, type Asked, type Form, type House } from "#foundation/pages";
import { Alias } from "./alias.ts";
import { answerRequest, RequestId } from "./membership.ts";
import { coveredLines, coveredWaits } from "./covered-lines.ts";
import { BeginPage } from "./pages/begin.tsx";
import { FindPage } from "./pages/find.tsx";
import { HomePage, RoomsBeside } from "./pages/home.tsx";
import { roomLinesOf, type Line } from "./room-lines.ts";
import { countNews, myRooms, openDoors, type OpenDoor, type RoomLine } from "./rooms.ts";
import { beginSpace, entries, SpaceId } from "./space.ts";
import { askedByMe, takeBack, waitsOf } from "./waits.ts";
import { words } from "./words/index.ts";

const TITLE_LETTERS = 120;
const NewSpace = z
  .object({
    title: line(TITLE_LETTERS),
    alias: Alias,
    kind: z.enum(["circle", "group", "community"], { error: "fault.choice" }),
    entry: z.enum(entries, { error: "fault.choice" }),
  })
  .transform((space) => ({ ...space, entry: space.kind === "circle" ? ("invitation" as const) : space.entry }));
const After = z.object({ title: z.string().max(TITLE_LETTERS), id: SpaceId });
const Answer = z.object({ answer: z.enum(["yes", "no"]) });

/** Of one page of doors first those whose name is in letters that she reads. */
const readableFirst = (doors: OpenDoor[], locale: Locale): OpenDoor[] =>
  doors.toSorted((a, b) => Number(isReadableIn(locale, b.title)) - Number(isReadableIn(locale, a.title)));

/** Her rooms as they may be seen where she is. */
function linesFor(c: Asked, rooms: RoomLine[]): Line[] {
  const { w, locale, zone } = greet(c, words);
  const lines = roomLinesOf(rooms, w, clock(locale, zone));
  return c.var.looks.cover ? coveredLines(lines, rooms, w) : lines;
}

async function home(c: Asked): Promise<Response> {
  if (!(await whoAsks(c))) return c.redirect("/welcome", 303);
  const { as, w, personId, locale, zone } = await visit(c, words);
  const { rooms, waiting } = await as(async (tx) => ({ rooms: await myRooms(tx), waiting: await waitsOf(tx) }));
  c.set("news", countNews(rooms));
  const lines = linesFor(c, rooms);
  const waits = c.var.looks.cover ? coveredWaits(waiting, lines, w) : waiting;
  letKeep(c, { personId, title: w("home.title") });
  return page(c, {
    title: w("home.title"),
    content: <HomePage {...{ w, waits }} rooms={lines} clock={clock(locale, zone)} />,
    place: "home",
  });
}

async function showBegin(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w } = await visit(c, words);
  return page(c, {
    title: w("begin.title"),
    content: <BeginPage w={w} form={form} />,
    back: "/",
    isNarrow: true,
    status: form === emptyForm ? 200 : 422,
  });
}

/** Her rooms, the rooms whose doors are open, and beginning one. */
export const roomListRoutes = new Hono<House>()
  .get("/", home)
  .get("/api/spaces", async (c) => {
    const { as } = await visit(c, words);
    return c.json({ spaces: (await as(myRooms)).map(({ id, kind, title, unread, lastAt }) => ({ id, kind, title, unread, lastAt })) });
  })
  .get("/rooms", async (c) => {
    const { as, w, locale, zone } = await visit(c, words);
    const after = After.safeParse(c.req.query());
    const { doors, next, asked } = await as(async (tx) => ({ ...(await openDoors(tx, after.data)), asked: await askedByMe(tx) }));
    return page(c, {
      title: w("find.title"),
      content: <FindPage {...{ w, next, asked }} doors={readableFirst(doors, locale)} clock={clock(locale, zone)} />,
      place: "groups",
    });
  })
  .get("/rooms/beside/:id", async (c) => {
    const { as, w, params } = await visit(c, words, { id: SpaceId });
    const lines = linesFor(c, await as(myRooms));
    return fragment(c, <RoomsBeside {...{ w, lines }} current={params.id} />);
  })
  .get("/rooms/new", (c) => showBegin(c))
  .post("/rooms/new", async (c) => {
    const { as } = await visit(c, words);
    const begin = async (space: z.infer<typeof NewSpace>) => {
      const id = SpaceId.parse(randomUUID());
      await as((tx) => beginSpace(tx, { id, ...space }));
      return c.redirect(`/spaces/${id}`, 303);
    };
    return await answer(c, NewSpace, (form) => showBegin(c, form), begin);
  })
  .post("/requests/:request/take-back", async (c) => {
    const { as, params } = await visit(c, words, { request: RequestId });
    await as((tx) => takeBack(tx, params.request));
    return c.redirect("/", 303);
  })
  .post("/offers/:request", async (c) => {
    const { as, params } = await visit(c, words, { request: RequestId });
    return await answer(
      c,
      Answer,
      () => home(c),
      async (said) => {
        const space = await as((tx) => answerRequest(tx, params.request, said.answer === "yes"));
        return c.redirect(said.answer === "yes" ? `/spaces/${space}` : "/", 303);
      },
    );
  });
