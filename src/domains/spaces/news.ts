import type { MiddlewareHandler } from "hono";
import { asPerson } from "#foundation/database";
import { whoAsks, type House } from "#foundation/pages";
import { countNews, myRooms } from "./rooms.ts";

/** Pages that read her rooms themselves or have no places, a conversation, which must stay quick, help, which must come at any time, and what scripts ask for. */
const UNCOUNTED =
  /^\/($|(help|leave|live|welcome|join|keep|demo|first-steps)$|enter\b|spaces\/[^/]+$|rooms\/beside\/|(api|identity|files)\/)/;

/** Puts the number of what is new beside the first of the places, so that she sees it wherever she is. */
export const bringNews: MiddlewareHandler<House> = async (c, next) => {
  if (c.req.method === "GET" && !UNCOUNTED.test(c.req.path)) {
    const who = await whoAsks(c);
    if (who) c.set("news", countNews(await asPerson(c.var.resources.db, who.personId, myRooms)));
  }
  await next();
};
