import { Hono } from "hono";
import { forgetPhone } from "#foundation/identity";
import { greet, page, whoAsks, type House } from "#foundation/pages";
import { HelpPage } from "./pages/help.tsx";
import { LeftPage } from "./pages/left.tsx";
import { words } from "./words/index.ts";

export const safetyRoutes = new Hono<House>()
  .get("/help", async (c) => {
    const { w } = greet(c, words);
    const isStranger = c.req.query("kept") !== undefined || !(await whoAsks(c)); // kept on a phone, it says nothing of anyone
    return page(c, { title: w("help.title"), content: <HelpPage w={w} />, back: "/", isStranger, isNarrow: true });
  })
  .get("/leave", (c) => {
    const { w } = greet(c, words);
    // A link of someone else's page may bring her here, but not destroy what she has not sent yet.
    const isByLink = c.req.header("sec-fetch-site") === "cross-site";
    if (isByLink) c.header("clear-site-data", '"cache"');
    else if (c.req.query("kept") === undefined) forgetPhone(c, ["cache"]);
    return page(c, { title: w("left.title"), content: <LeftPage w={w} />, isBare: true });
  });
