import { Hono } from "hono";
import { z } from "zod";
import { answer, type Asked, bodyOf, emptyForm, type Form, greet, type House, page, pathWithin, visit, whoAsks } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { line } from "#foundation/language";
import { carried, carry, putDown } from "./carried.ts";
import { ledOn } from "./led-on.ts";
import { Name } from "./name.ts";
import { beginNetwork, network } from "./network.ts";
import { NOTICE_VERSION } from "./notice.ts";
import { FirstStepsPage } from "./pages/first-steps.tsx";
import { JoinPage, QuietDoorPage } from "./pages/join.tsx";
import { KeepPage, KeptPage } from "./pages/keep.tsx";
import { WelcomePage } from "./pages/welcome.tsx";
import { isPassTo } from "./pass.ts";
import { aliasOffered, beginPerson } from "./person.ts";
import { words } from "./words/index.ts";

const NETWORK_LETTERS = 80;
const next = z.unknown().optional().transform(pathWithin);
const Joining = z.object({ alias: Name, next, pass: z.string().max(200).default("") });
const FirstSteps = z.object({ name: line(NETWORK_LETTERS), knownAs: Name });

/** Which door a newcomer finds: open to her, for invited people only, or closed. A pass opens the second. */
async function doorFor(c: Asked, path: string, pass: string): Promise<"open" | "invitation" | "closed"> {
  const { db, secret } = c.var.resources;
  const door = (await network(db))?.door ?? "open";
  return door === "invitation" && isPassTo(secret, path, pass) ? "open" : door;
}

async function showJoin(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w } = greet(c, words);
  const path = pathWithin(form.typed["next"] ?? c.req.query("next"));
  const pass = form.typed["pass"] ?? c.req.query("pass") ?? "";
  const door = await doorFor(c, path, pass);
  if (door !== "open") {
    const content = <QuietDoorPage w={w} door={door} next={path} />;
    return page(c, { title: w(`join.${door}.title`), content, isStranger: true, status: c.req.method === "GET" ? 200 : 409 });
  }
  const content = <JoinPage {...{ w, form, pass }} next={path} as={c.req.query("as") ?? ""} />;
  return page(c, { title: w("join.title"), content, isStranger: true, isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

async function join(c: Asked): Promise<Response> {
  return await answer(
    c,
    Joining,
    (form) => showJoin(c, form),
    async ({ alias, next: path, pass }) => {
      if (await whoAsks(c)) return ledOn(c, path);
      if ((await doorFor(c, path, pass)) !== "open")
        throw new Refusal("conflict", "New people come in by invitation.", { faults: { door: "join.closed.title" } });
      const coming = { locale: c.var.locale, zone: c.var.zone, notice: NOTICE_VERSION, alias };
      const { personId, phrase } = await c.var.resources.identity.entrance.join(
        c,
        c.var.locale,
        async (tx, id) => void (await beginPerson(tx, id, coming)),
      );
      return handOver(c, personId, phrase, path);
    },
  );
}

/** On to the page that shows the phrase once. */
function handOver(c: Asked, personId: string, phrase: string, path: string): Response {
  carry(c, "phrase", "/keep", phrase);
  return ledOn(c, `/keep?next=${encodeURIComponent(path)}`, { person: { id: personId }, phrase });
}

async function showKeep(c: Asked): Promise<Response> {
  const { w, as } = await visit(c, words);
  const path = pathWithin(c.req.query("next"));
  const phrase = carried(c, "phrase");
  if (phrase === undefined) return page(c, { title: w("keep.gone.title"), content: <KeptPage w={w} next={path} />, isStranger: true });
  const name = (await as(aliasOffered)) ?? "Kith";
  return page(c, { title: w("keep.title"), content: <KeepPage {...{ w, phrase, name }} next={path} />, isStranger: true, isNarrow: true });
}

function showFirstSteps(c: Asked, form: Form = emptyForm): Response {
  const { w, locale } = greet(c, words);
  const status = form === emptyForm ? 200 : 422;
  return page(c, {
    title: w("first.title"),
    content: <FirstStepsPage {...{ w, form, locale }} />,
    isStranger: true,
    isNarrow: true,
    status,
  });
}

/** Names the network and makes its first steward, in one transaction with her account. Once there is a network, there is no such page. */
async function firstSteps(c: Asked): Promise<Response> {
  const { db, identity } = c.var.resources;
  if (await network(db)) throw new Refusal("not-found", "There is nothing at this address.");
  if (c.req.method === "GET") return showFirstSteps(c);
  return await answer(
    c,
    FirstSteps,
    (form) => showFirstSteps(c, form),
    async ({ name, knownAs }) => {
      const coming = { locale: c.var.locale, zone: c.var.zone, notice: NOTICE_VERSION, alias: knownAs };
      const { personId, phrase } = await identity.entrance.join(c, c.var.locale, async (tx, id) => {
        await beginPerson(tx, id, coming);
        await beginNetwork(tx, id, name, knownAs);
      });
      return handOver(c, personId, phrase, "/");
    },
  );
}

/** From a stranger's first look to a place of her own. */
export const joinRoutes = new Hono<House>()
  .get("/welcome", async (c) => {
    if (await whoAsks(c)) return c.redirect("/", 303);
    const here = await network(c.var.resources.db);
    if (!here) return c.redirect("/first-steps", 303);
    const { w, locale } = greet(c, words);
    return page(c, {
      title: w("welcome.title"),
      content: <WelcomePage {...{ w, locale }} network={here.name} />,
      isStranger: true,
      isNarrow: true,
      isFirst: true,
    });
  })
  .get("/join", async (c) => ((await whoAsks(c)) ? c.redirect(pathWithin(c.req.query("next")), 303) : await showJoin(c)))
  .post("/join", join)
  .get("/keep", showKeep)
  .post("/keep", async (c) => {
    const { next: path } = z.object({ next }).parse(await bodyOf(c));
    putDown(c, "phrase", "/keep");
    return ledOn(c, path);
  })
  .get("/first-steps", firstSteps)
  .post("/first-steps", firstSteps);
