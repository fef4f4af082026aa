import { Hono } from "hono";
import { greet, page, whoAsks, type House } from "#foundation/pages";
import { HelpPage } from "./pages/help.tsx";
import { LeftPage } from "./pages/left.tsx";
import { words } from "./words/index.ts";

export const safetyRoutes = new Hono<House>()
  .get("/help", async (c) => {
    const { w } = greet(c, words);
    const isStranger = !(await whoAsks(c));
    return page(c, { title: w("help.title"), content: <HelpPage w={w} />, back: "/", isStranger, isNarrow: true });
  })
  .get("/leave", (c) => {
    const { w } = greet(c, words);
    c.header("clear-site-data", '"cache"');
    return page(c, { title: w("left.title"), content: <LeftPage w={w} />, isBare: true });
  });
