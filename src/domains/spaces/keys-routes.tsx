import { Hono } from "hono";
import { page, visit, type House } from "#foundation/pages";
import { KeysPage } from "./pages/keys.tsx";
import { words } from "./words/index.ts";

/** The page that lists the keys of a room. */
export const keysRoutes = new Hono<House>().get("/keys", async (c) => {
  const { w } = await visit(c, words);
  return page(c, { title: w("keys.title"), content: <KeysPage w={w} />, back: "/me", isNarrow: true });
});
