import { Hono } from "hono";
import { z } from "zod";
import { line } from "#foundation/language";
import { answer, emptyForm, page, visit, whoAsks, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { carried, carry, putDown } from "./carried.ts";
import { ledOn } from "./led-on.ts";
import { doors, network, settleNetwork } from "./network.ts";
import { addOrganisation, endOrganisation, OrganisationId, organisations, type Organisation } from "./organisation.ts";
import { AcceptPage, NetworkPage, roleName } from "./pages/network.tsx";
import { ShownOncePage } from "./pages/tokens.tsx";
import { passTo } from "./pass.ts";
import { acceptRole, endRole, GrantId, grants, isSteward, offerBehind, offerRole, rolesToGive, scopes } from "./role.ts";
import { words, type PeopleWords } from "./words/index.ts";

const Settling = z.object({ name: line(80), door: z.enum(doors, { error: "fault.choice" }) });
const Founding = z.object({ organisation: line(120) });
/** "navigator organisation <id>" or "steward network", as the page's list gives it. */
const Offered = z.string({ error: "fault.choice" }).transform((text, context) => {
  const [role, scope, place] = text.split(" ");
  const parsed = z
    .object({ role: z.string().max(40), scope: z.enum(scopes), scopeId: z.uuid().nullable() })
    .safeParse({ role, scope, scopeId: place ?? null });
  if (!parsed.success) context.addIssue({ code: "custom", message: "fault.choice" });
  return parsed.data ?? z.NEVER;
});
const Offering = z.object({ knownAs: line(60), offer: Offered });
const Secret = { secret: z.string().regex(/^[\w-]{22}$/) };

/** A page that is there for stewards only; for everyone else there is nothing at its address. */
async function stewardsVisit(c: Asked) {
  const visitor = await visit(c, words);
  if (!(await visitor.as(isSteward))) throw new Refusal("not-found", "There is nothing at this address.");
  return visitor;
}

async function showNetwork(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w, as, locale } = await stewardsVisit(c);
  const settled = (await network(c.var.resources.db)) ?? { name: "", door: "open" as const };
  const view = await as(async (tx) => {
    const all = await organisations(tx);
    return {
      organisations: all,
      grants: await grants(tx),
      offers: offersIn(w, await rolesToGive(tx), all),
      ways: await c.var.resources.ways.network(tx, locale),
    };
  });
  const content = <NetworkPage {...{ w, form }} {...view} network={settled} isSaved={c.req.query("done") !== undefined} />;
  return page(c, { title: w("network.title"), content, back: "/me", isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

/** Each role with each place it can be given in. Roles in a room are given in that room. */
function offersIn(w: PeopleWords, roles: Awaited<ReturnType<typeof rolesToGive>>, all: Organisation[]) {
  const said = (role: string, place: string) => w("network.role.in", { role: roleName(w, role), place });
  return roles.flatMap(({ role, scope }) => {
    if (scope === "network") return [{ value: `${role} network`, label: said(role, w("network.role.whole")) }];
    return scope === "organisation" ? all.map(({ id, name }) => ({ value: `${role} organisation ${id}`, label: said(role, name) })) : [];
  });
}

async function showOffer(c: Asked): Promise<Response> {
  const { db, secret } = c.var.resources;
  const parsed = Secret.secret.safeParse(c.req.param("secret"));
  const offer = parsed.success ? await offerBehind(db.person, secret, parsed.data) : undefined;
  if (!offer) throw new Refusal("not-found", "This invitation leads nowhere.");
  const here = c.req.path;
  if (!(await whoAsks(c)))
    return c.redirect(`/join?next=${encodeURIComponent(here)}&pass=${encodeURIComponent(passTo(secret, here))}`, 303);
  const { w } = await visit(c, words);
  return page(c, { title: w("accept.title"), content: <AcceptPage w={w} role={offer.role} action={here} />, back: "/", isNarrow: true });
}

/** For stewards: the network, its organisations, and who works here; and for whoever was asked to work here. */
export const networkRoutes = new Hono<House>()
  .get("/network", (c) => showNetwork(c))
  .post("/network", async (c) => {
    const { as } = await stewardsVisit(c);
    return await answer(
      c,
      Settling,
      (form) => showNetwork(c, form),
      async (settled) => {
        await as((tx) => settleNetwork(tx, settled));
        return ledOn(c, "/network?done");
      },
    );
  })
  .post("/network/organisations", async (c) => {
    const { as } = await stewardsVisit(c);
    return await answer(
      c,
      Founding,
      (form) => showNetwork(c, form),
      async ({ organisation }) => {
        await as((tx) => addOrganisation(tx, organisation));
        return ledOn(c, "/network");
      },
    );
  })
  .post("/network/organisations/:id/end", async (c) => {
    await stewardsVisit(c);
    const { as, params } = await visit(c, words, { id: OrganisationId });
    await as((tx) => endOrganisation(tx, params.id));
    return ledOn(c, "/network");
  })
  .post("/network/roles", async (c) => {
    const { as } = await stewardsVisit(c);
    return await answer(
      c,
      Offering,
      (form) => showNetwork(c, form),
      async ({ knownAs, offer }) => {
        const { secret: key, origin } = c.var.resources;
        const link = `${origin}/roles/${await as((tx) => offerRole(tx, key, { ...offer, knownAs }))}`;
        carry(c, "offer", "/network", link);
        return ledOn(c, "/network/offered", { link });
      },
    );
  })
  .get("/network/offered", async (c) => {
    const { w } = await stewardsVisit(c);
    const text = carried(c, "offer");
    if (text === undefined) return c.redirect("/network", 303);
    const said = { title: w("network.offered.title"), body: w("network.offered.body"), done: w("network.offered.done") };
    return page(c, {
      title: said.title,
      content: <ShownOncePage {...said} text={text} action="/network/offered" />,
      back: "/network",
      isNarrow: true,
    });
  })
  .post("/network/offered", async (c) => {
    await stewardsVisit(c);
    putDown(c, "offer", "/network");
    return ledOn(c, "/network");
  })
  .post("/network/roles/:id/end", async (c) => {
    await stewardsVisit(c);
    const { as, params } = await visit(c, words, { id: GrantId });
    return await answer(
      c,
      z.object({}),
      (form) => showNetwork(c, form),
      async () => {
        await as((tx) => endRole(tx, params.id));
        return ledOn(c, "/network");
      },
    );
  })
  .get("/roles/:secret", (c) => showOffer(c))
  .post("/roles/:secret", async (c) => {
    const { as, personId, params } = await visit(c, words, Secret);
    await as((tx) => acceptRole(tx, c.var.resources.secret, params.secret, personId));
    return ledOn(c, "/");
  });
