import type { MiddlewareHandler } from "hono";
import { asPerson } from "#foundation/database";
import { whoAsks, type House } from "#foundation/pages";
import { countNews, myRooms } from "./rooms.ts";

/** Pages with the places on them that do not read her rooms themselves; a conversation has no places on a phone, and must stay quick. */
const isCounted = (path: string): boolean => /^\/(rooms|rooms\/new|code|keys|me|me\/.+)$/.test(path);

/** Puts the number of what is new beside the first of the places, so that she sees it wherever she is. */
export const bringNews: MiddlewareHandler<House> = async (c, next) => {
  if (c.req.method === "GET" && isCounted(c.req.path)) {
    const who = await whoAsks(c);
    if (who) c.set("news", countNews(await asPerson(c.var.resources.db, who.personId, myRooms)));
  }
  await next();
};
