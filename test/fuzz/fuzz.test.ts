import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { brokenBody, nastyText, nestedMegabyte } from "./nasty.ts";
import { SHAPES } from "./shapes.ts";

const REQUESTS = Number(process.env["KITH_FUZZ_REQUESTS"] ?? 20_000);
const AT_ONCE = 16;
const PEOPLE = 12;
const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"] as const;
const STACK = /\bat .+\.(?:ts|tsx|js|mjs):\d+/;

interface Ask {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
  isValid: boolean;
}

/** Every route of the running house, by its own list. */
function routesOf({ app }: TestHouse): { method: string; path: string }[] {
  const own = app.routes.filter(({ path, method }) => !path.includes("*") && method !== "ALL");
  return [...new Map(own.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()];
}

interface Known {
  spaces: string[];
  messages: string[];
}

/** An address with ids put in: her own, another's, absent ones, and what is no id at all. */
function addressIn(path: string, known: Known): fc.Arbitrary<string> {
  const names = path.match(/:[a-z]+/gi) ?? [];
  const ids = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known.spaces) },
    { weight: 4, arbitrary: fc.constantFrom(...known.messages) },
    { weight: 1, arbitrary: fc.constant(null).map(() => randomUUID()) },
    { weight: 1, arbitrary: nastyText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 200) || "x") },
  );
  const idFor = (name: string) =>
    name === ":message" ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known.messages) }, { weight: 1, arbitrary: ids }) : ids;
  return fc.tuple(...names.map(idFor)).map((values) => names.reduce((address, name, at) => address.replace(name, values[at] ?? "x"), path));
}

function askOf(route: { method: string; path: string }, known: Known): fc.Arbitrary<Ask> {
  const address = addressIn(route.path, known);
  const shape = fc.record(SHAPES[route.path] ?? {});
  const isKnown = route.method === "GET" || route.path in SHAPES;
  const honest = fc.record({ path: address, fields: shape, asJson: fc.boolean() }).map(({ path, fields, asJson }) => {
    const type = asJson ? "application/json" : "application/x-www-form-urlencoded";
    const body = asJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
    return {
      method: route.method,
      path,
      headers: { "content-type": type, accept: asJson ? "application/json" : "text/html" },
      body,
      isValid: isKnown,
    };
  });
  const query = fc
    .tuple(nastyText, nastyText)
    .map(([name, value]) => `?${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`);
  const broken = fc
    .record({ path: address, sent: brokenBody, method: fc.constantFrom(...METHODS), query })
    .map(({ path, sent, method, query: asked }) => {
      return { method, path: (path + asked).slice(0, 3_000), headers: { "content-type": sent.type }, body: sent.body, isValid: false };
    });
  return fc.oneof({ weight: 3, arbitrary: honest }, { weight: 2, arbitrary: broken });
}

/** Sends one request as `visitor` and says what was wrong with the answer, if anything. */
async function faultIn(house: TestHouse, visitor: Visitor, ask: Ask, counts: Map<number, number>): Promise<string | undefined> {
  const bodiless = ask.method === "GET" || ask.method === "HEAD";
  const controller = new AbortController();
  const init = { method: ask.method, redirect: "manual", signal: controller.signal } as const;
  const headers = { ...ask.headers, origin: house.url, authorization: `Bearer ${visitor.token}` };
  const answer = await fetch(house.url + ask.path, {
    ...init,
    headers,
    ...(bodiless || ask.body === undefined ? {} : { body: ask.body as BodyInit }),
  });
  counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
  const type = answer.headers.get("content-type") ?? "";
  const text = type.includes("event-stream") ? "" : await answer.text();
  if (type.includes("event-stream")) controller.abort();
  const where = `${ask.method} ${ask.path.slice(0, 200)} ${JSON.stringify(ask.body)?.slice(0, 200)}`;
  if (answer.status >= 500) return `${answer.status}: ${where}\n${text.slice(0, 300)}`;
  if (STACK.test(text)) return `a stack trace: ${where}`;
  if (ask.method !== "HEAD" && answer.status >= 400 && type.includes("json") && !text.includes('"type":"/problems/'))
    return `no problem type: ${where}\n${text.slice(0, 200)}`;
  return undefined;
}

async function knownTo(house: TestHouse, people: Visitor[]): Promise<Known> {
  const known: Known = { spaces: [], messages: [] };
  for (const [index, kind] of (["group", "circle", "community", "group"] as const).entries()) {
    const some = people.slice(index * 2, index * 2 + 6);
    const space = await house.spaceOf(kind, some[0]!, ...some.slice(1));
    known.spaces.push(space);
    for (const person of some) {
      const id = randomUUID();
      await person.json(`/api/spaces/${space}/messages`, { id, text: "A message that is there" });
      known.messages.push(id);
    }
  }
  return known;
}

test(`${REQUESTS} generated requests over every route and method end in a clear answer`, { timeout: 600_000 }, async ({ house }) => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => house.newcomer()));
  const known = await knownTo(house, people);
  const routes = routesOf(house);
  expect(routes.length).toBeGreaterThan(25);
  const seed = Number(process.env["KITH_FUZZ_SEED"] ?? Date.now() % 1_000_000);
  const asks = fc.sample(
    fc.constantFrom(...routes).chain((route) => askOf(route, known)),
    { numRuns: REQUESTS, seed },
  );
  const faults: string[] = [];
  const counts = new Map<number, number>();
  let next = 0;
  const sender = async () => {
    for (let at = next++; at < asks.length; at = next++) {
      const fault = await faultIn(house, people[at % PEOPLE]!, asks[at]!, counts);
      if (fault) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  expect(faults.slice(0, 5), `seed ${seed}`).toEqual([]);
  expect(asks.filter(({ isValid }) => isValid).length).toBeGreaterThanOrEqual(REQUESTS / 2);
  const done = [200, 201, 303].reduce((sum, status) => sum + (counts.get(status) ?? 0), 0);
  expect(done, `of ${REQUESTS}: ${JSON.stringify([...counts])}`).toBeGreaterThan(REQUESTS / 10); // deep enough to be let in
  expect((await house.stranger.get("/ready")).status).toBe(200);
});

test("a megabyte of nested JSON is refused by its size, and nothing is written", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  const answer = await fetch(`${house.url}/api/spaces/${space}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${mei.token}`, "content-type": "application/json" },
    body: nestedMegabyte,
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ type: "/problems/invalid", status: 413 });
  const { messages } = (await (await mei.get(`/api/spaces/${space}/messages`)).json()) as { messages: unknown[] };
  expect(messages).toEqual([]);
});
