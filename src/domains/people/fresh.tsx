import { page, visit, wantsJson, type Asked } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { StalePage } from "./pages/me.tsx";
import { words } from "./words/index.ts";

/** Asks for a sign-in of the last day before anything that changes how one comes in. Undefined when she may go on. */
export async function mustBeFresh(c: Asked, next: string): Promise<Response | undefined> {
  const visitor = await visit(c, words);
  if (await c.var.resources.identity.entrance.isFresh(visitor)) return undefined;
  if (wantsJson(c)) throw new Refusal("not-known", "Please come in again first.");
  const { w } = visitor;
  return page(c, { title: w("ways.stale.title"), content: <StalePage w={w} next={next} />, back: "/me", isNarrow: true, status: 401 });
}
