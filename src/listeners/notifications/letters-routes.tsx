import { Hono } from "hono";
import { greet, page, wantsJson, type Asked, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { EndLettersPage, LettersEndedPage } from "./pages/letters.tsx";
import { endLetters, personOf } from "./unsubscribe.ts";
import { words } from "./words/index.ts";

/** Whoever holds a letter may end such letters, without coming in; an address that is none leads nowhere. */
function holderOf(c: Asked): string {
  const person = personOf(c.var.resources.secret, c.req.param("token") ?? "");
  if (person === undefined) throw new Refusal("not-found", "There is nothing at this address.");
  return person;
}

/** Mounted before foreign forms are refused: a mailbox ends letters by a form of its own (RFC 8058). A GET changes nothing. */
export const letterRoutes = new Hono<House>()
  .get("/letters/:token", (c) => {
    holderOf(c);
    const { w } = greet(c, words);
    const content = <EndLettersPage w={w} action={c.req.path} />;
    return page(c, { title: w("letters.title"), content, isStranger: true, isNarrow: true });
  })
  .post("/letters/:token", async (c) => {
    await endLetters(c.var.resources.db, holderOf(c));
    const { w } = greet(c, words);
    if (wantsJson(c)) return c.json({ ok: true });
    return page(c, { title: w("letters.done.title"), content: <LettersEndedPage w={w} />, isStranger: true, isNarrow: true });
  });
