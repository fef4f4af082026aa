import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { asPerson } from "#foundation/database";
import { guards, type Resources } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { SpaceId } from "./space.ts";

const SPACES = 50; // in one feed; the rest of her rooms are seen on the next page she opens
const Spaces = z
  .string()
  .transform((list) => [...new Set(list.split(","))])
  .pipe(z.array(SpaceId).min(1).max(SPACES));

/**
 * `GET /live?spaces=a,b`: what is said in rooms one is in, resumed by Last-Event-ID or ?since=. One foreign room and there is no such feed.
 * Speaks to the wire itself, because whatever stood between would be kept for as long as the feed is open.
 */
export async function hear({ db, identity, live }: Resources, request: IncomingMessage, out: ServerResponse): Promise<void> {
  const who = await identity.whoIs(request.headers.cookie, request.headers.authorization);
  if (!who) throw new Refusal("not-known", "Please come in first.");
  const asked = new URLSearchParams(request.url?.split("?")[1]);
  const spaces = Spaces.safeParse(asked.get("spaces") ?? "");
  if (!spaces.success) throw new Refusal("not-found", "Name the rooms to hear: ?spaces=…");
  if (live.isFull()) throw new Refusal("unavailable", "Too many are listening just now. The page itself shows everything.");
  const rows = await asPerson(db, who.personId, (tx) =>
    tx.selectFrom("space_member").select(["space_id", "id"]).where("space_id", "in", spaces.data).where("ended_at", "is", null).execute(),
  );
  if (rows.length < spaces.data.length) throw new Refusal("not-found", "There is no such space for you.");
  const memberships = new Map<string, string>(rows.map(({ space_id, id }) => [space_id, id]));
  const resumed = request.headers["last-event-id"];
  const cursor = (typeof resumed === "string" ? resumed : undefined) ?? asked.get("since") ?? undefined;
  for (const [name, value] of Object.entries(guards)) out.setHeader(name, value);
  await live.subscribe({ out, ...who, memberships, cursor });
}
