import { Hono, type Context } from "hono";
import { askIdentity } from "#foundation/identity";
import { localeOf, page, type House } from "#foundation/pages";
import { Enter } from "./pages/enter.tsx";
import { words } from "./words/index.ts";

/** Only a path of our own house; anything else would make us an open door to other people's. */
const pathOf = (next: unknown) => (typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/");

const enterPage = (c: Context<House>, next: string, refused?: Response) => {
  const w = words(localeOf(c));
  return page(
    c,
    w("enter.title"),
    <Enter w={w} next={next} isRefused={Boolean(refused)} />,
    refused?.status === 429 ? 429 : refused ? 401 : 200,
  );
};

const ask = (c: Context<House>, path: string, body: object) => askIdentity(c, c.var.identity, { path, body });

function leadOn(c: Context<House>, answer: Response, next: string) {
  for (const cookie of answer.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  return c.redirect(next, 303);
}

export const peopleRoutes = new Hono<House>()
  .get("/enter", (c) => enterPage(c, pathOf(c.req.query("next"))))
  .post("/enter", async (c) => {
    const { name, email, password, next } = await c.req.parseBody();
    const answer = name ? await ask(c, "sign-up/email", { name, email, password }) : await ask(c, "sign-in/email", { email, password });
    return answer.ok ? leadOn(c, answer, pathOf(next)) : enterPage(c, pathOf(next), answer);
  })
  .post("/leave", async (c) => leadOn(c, await ask(c, "sign-out", {}), "/enter"));
