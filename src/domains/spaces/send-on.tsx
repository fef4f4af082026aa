import { getCookie } from "hono/cookie";
import type { MiddlewareHandler } from "hono";
import { WAITS } from "#foundation/identity";
import { whoAsks, type House } from "#foundation/pages";
import Sender from "./parts/sender.island.tsx";
import { words } from "./words/index.ts";

/** No page, or one that sends by itself: a conversation. Nothing is sent on while she leaves. (What is `kept` in plain says nothing of her.) */
const WITHOUT = /^\/(spaces\/[^/]+$|rooms\/beside\/|(leave|live|health|ready)$|(api|identity|files|assets)\/)/;

/** Where something waits on her phone, every page brings the script that sends it on; no other page carries it. */
export const sendOn: MiddlewareHandler<House> = async (c, next) => {
  if (c.req.method === "GET" && getCookie(c, WAITS) && c.req.query("kept") === undefined && !WITHOUT.test(c.req.path)) {
    const who = await whoAsks(c);
    const w = words(c.var.locale);
    const said = { refused: w("refused.elsewhere"), toRoom: w("refused.to-room") };
    if (who) c.set("alongside", <Sender phone={c.var.resources.identity.phoneTag(who.personId)} words={said} />);
  }
  await next();
};
