import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { z } from "zod";
import { asPerson } from "#foundation/database";
import { whoAsks, type Asked } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { SpaceId } from "./space.ts";

const SPACES = 50; // in one feed; the rest of her rooms are seen on the next page she opens
const Spaces = z
  .string()
  .transform((list) => [...new Set(list.split(","))])
  .pipe(z.array(SpaceId).min(1).max(SPACES));

/** `GET /live?spaces=a,b`: what is said in rooms one is in, resumed by Last-Event-ID or ?since=. One foreign room and there is no such feed. */
export async function live(c: Asked): Promise<Response> {
  const who = await whoAsks(c);
  if (!who) throw new Refusal("not-known", "Please come in first.");
  const { db, live: feed } = c.var.resources;
  const spaces = Spaces.safeParse(c.req.query("spaces") ?? "");
  if (!spaces.success) throw new Refusal("not-found", "Name the rooms to hear: ?spaces=…");
  if (feed.isFull()) throw new Refusal("unavailable", "Too many are listening just now. The page itself shows everything.");
  const rows = await asPerson(db, who.personId, (tx) =>
    tx.selectFrom("space_member").select(["space_id", "id"]).where("space_id", "in", spaces.data).where("ended_at", "is", null).execute(),
  );
  if (rows.length < spaces.data.length) throw new Refusal("not-found", "There is no such space for you.");
  const memberships = new Map<string, string>(rows.map(({ space_id, id }) => [space_id, id]));
  const cursor = c.req.header("last-event-id") ?? c.req.query("since");
  await feed.subscribe({ out: c.env.outgoing, ...who, memberships, cursor });
  return RESPONSE_ALREADY_SENT;
}
