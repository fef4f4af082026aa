import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { clock } from "#foundation/language";
import { hasUpTo, letKeep, visit, type Asked, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { LEFT_OUT, type Sign } from "#foundation/worker";
import { linesOf } from "./pages/room.tsx";
import { changedSince, LinesAsked, roomBack } from "./phone-lines.ts";
import type { Room } from "./room.ts";
import { SpaceId } from "./space.ts";
import { spokenIn } from "./spoken.ts";
import { words } from "./words/index.ts";

const OLDER = 3; // pages of fifty, in one answer: apart they would cost half as much again
const NOTHING_CHANGED = { seqs: [], isMore: false };
const WORTH_ZIPPING = 1_000;
const THOROUGH = { level: 9 }; // asked for once for each room and phone

type Seen = Awaited<ReturnType<typeof visit>>;

/** Lets her phone keep a room. Whom she hides changes what it shows. */
export function letKeepRoom(c: Asked, personId: string, { id, title, hiding, lastSeq }: Room): Sign {
  return letKeep(c, { personId, title, sees: hiding, log: { seq: lastSeq, more: `/spaces/${id}/lines`, name: id.slice(0, 8) } });
}

/** Which lines of her newest page her phone has already, as they are now: they need not travel again. The answer says that they are left out. */
export async function leftOut(c: Asked, room: Room, sign: Sign, as: Seen["as"]): Promise<(seq: number) => boolean> {
  const since = hasUpTo(c, sign);
  const [first] = room.messages;
  const isKnown = since !== undefined && first !== undefined && since >= first.seq && since <= room.lastSeq;
  if (!isKnown) return () => false;
  const changed = since === room.lastSeq ? NOTHING_CHANGED : await as((tx) => changedSince(tx, room.id, since, first.seq, null));
  if (changed.isMore) return () => false;
  c.header(LEFT_OUT, `${first.seq}`);
  const seqs = new Set(changed.seqs);
  return (seq) => seq <= since && !seqs.has(seq) && seq !== room.firstUnread;
}

/** Lines of a room for a phone that keeps it, and nothing around them. */
async function lines(c: Asked): Promise<Response> {
  const { personId, as, w, params, locale, zone } = await visit(c, words, { id: SpaceId });
  const asked = LinesAsked.safeParse(c.req.query());
  if (!asked.success) throw new Refusal("not-found", "There are no such lines.");
  const room = await wanted(c, personId, params.id, asked.data, as);
  if (room.messages.length === 0) return c.body(null, 204);
  const view = { room, w, clock: clock(locale, zone), locale, zone, isSparing: c.var.isSparing };
  const html = linesOf(view, spokenIn(room, w, view.clock));
  c.header("content-type", "text/html; charset=utf-8");
  c.header("cache-control", "no-store");
  if (html.length < WORTH_ZIPPING || !/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) return c.body(html);
  c.header("content-encoding", "gzip");
  return c.body(gzipSync(html, THOROUGH));
}

async function wanted(c: Asked, personId: string, space: SpaceId, asked: LinesAsked, as: Seen["as"]): Promise<Room> {
  const { db } = c.var.resources;
  const { before, since, from, view, news } = asked;
  if (since === undefined)
    return await roomBack(db, personId, space, before === undefined ? {} : { before }, Number.NEGATIVE_INFINITY, OLDER);
  const changed = await as((tx) => changedSince(tx, space, since, from, before ?? null));
  const seqs = new Set(changed.seqs);
  const isNew = (seq: number) => seq > since && before === undefined && news === undefined;
  const oldest = Math.min(since, ...changed.seqs);
  const whole = await roomBack(db, personId, space, {}, oldest);
  const room = { ...whole, messages: whole.messages.filter(({ seq }) => isNew(seq) || seqs.has(seq)) };
  const now = letKeepRoom(c, personId, room).view;
  if (view !== now || (changed.isMore && before === undefined)) throw new Refusal("conflict", "Take the room anew.");
  return room;
}

export const roomPhoneRoutes = new Hono<House>().get("/spaces/:id/lines", lines);
