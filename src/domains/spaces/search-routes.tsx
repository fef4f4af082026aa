import { Hono } from "hono";
import { z } from "zod";
import { clock, line } from "#foundation/language";
import { page, visit, type Asked, type House } from "#foundation/pages";
import { Refusal, type Faults } from "#foundation/refusal";
import { SearchPage } from "./pages/search.tsx";
import { Before, searchSaid } from "./search.ts";
import { searchAsked } from "./search-asked.ts";
import { marked } from "./search-marks.ts";
import { SpaceId, spaceSeen, type Seen } from "./space.ts";
import { words } from "./words/index.ts";

export const ASKED_LETTERS = 200;
const Asking = z.object({
  q: line(ASKED_LETTERS, 0).default(""),
  in: z.preprocess((id) => id || undefined, SpaceId.optional()),
  before: z.preprocess((place) => place || undefined, Before.optional()),
});

/** What is asked for in the address, or what is wrong with it. An `in` that is no room is a room that is not there. */
function askingOf(c: Asked): { asking: z.infer<typeof Asking>; faults: Faults } {
  const { q, in: room, before } = c.req.query();
  const parsed = Asking.safeParse({ q, in: room, before });
  if (parsed.success) return { asking: parsed.data, faults: {} };
  const issue = parsed.error.issues.find(({ path }) => path[0] === "q");
  if (!issue) throw new Refusal("not-found", "There is nothing at this address.");
  const space = Asking.shape.in.safeParse(room);
  return { asking: { q: "", in: space.data, before: undefined }, faults: { q: issue.message } };
}

async function searched(c: Asked) {
  const { as, ...rest } = await visit(c, words);
  const { asking, faults } = askingOf(c);
  const asked = searchAsked(asking.q);
  const answer = await as(async (tx) => {
    const room: Seen | undefined = asking.in && (await spaceSeen(tx, asking.in));
    const { found, next } = await searchSaid(tx, asked, { zone: rest.zone, space: asking.in, before: asking.before });
    const pieces = await marked(
      tx,
      asked.words,
      found.map((one) => one.words),
    );
    return { room, next, found: found.map((one, nth) => ({ ...one, pieces: pieces[nth] ?? [] })) };
  });
  return { ...rest, ...answer, q: asking.q, faults };
}

/** Searching what was said in her rooms, or in one of them: as a page, and for scripts. */
export const searchRoutes = new Hono<House>()
  .get("/search", async (c) => {
    const { w, locale, zone, room, faults, ...found } = await searched(c);
    return page(c, {
      title: w("search.title"),
      content: (
        <SearchPage {...{ w, room, ...found, fault: faults["q"] }} clock={clock(locale, zone)} now={new Date()} letters={ASKED_LETTERS} />
      ),
      place: "search",
      back: room ? `/spaces/${room.id}` : "/",
      isNarrow: true,
      status: faults["q"] ? 422 : 200,
    });
  })
  .get("/api/search", async (c) => {
    const { found, next, faults } = await searched(c);
    if (faults["q"]) throw new Refusal("invalid", "This cannot be searched for.", { faults });
    const messages = found.map(({ id, spaceId, seq, title, alias, isMine, words: text, leftOut, hasPhotos, at }) => {
      return { id, space: spaceId, seq, title, alias, isMine, words: text, leftOut, hasPhotos, at };
    });
    return c.json({ messages, before: next ?? null });
  });
