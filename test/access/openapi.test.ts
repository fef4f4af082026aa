import { expect } from "vitest";
import { z } from "zod";
import { test, type TestHouse } from "#test/house";

const Described = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ summary: z.string().min(5), responses: z.record(z.string(), z.object({ description: z.string() })) })),
  ),
});

/** What a person does with a message answers machines too; so do these few. */
const ACTS = ["edit", "remove", "reactions", "pin", "hide"].map((act) => `POST /spaces/:id/messages/:message/${act}`);
const ALSO = [
  "GET /health",
  "GET /ready",
  "GET /live",
  "POST /spaces/:id/read",
  "POST /spaces/:id/draft",
  "POST /spaces/:id/hidden/:member/show",
  "POST /me/news/devices",
  ...ACTS,
];

const routesOf = ({ app }: TestHouse) => new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
const written = (route: string) => route.replaceAll(/:([a-z]+)/g, "{$1}");

async function described(house: TestHouse) {
  const { paths } = Described.parse(await (await house.stranger.get("/api/openapi.json")).json());
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]) => ({ route: `${method.toUpperCase()} ${path}`, said })),
  );
}

test("the description for machines names every JSON route of the running house, and none that is not there", async ({ house }) => {
  const running = [...routesOf(house)];
  expect(running).toEqual(expect.arrayContaining(ALSO));
  const expected = [...running.filter((route) => route.includes(" /api/")), ...ALSO].map(written);
  expect((await described(house)).map(({ route }) => route).toSorted()).toEqual([...new Set(expected)].toSorted());
});

test("what the description says of success and of a stranger is what the house answers", async ({ house }) => {
  for (const { route, said } of await described(house)) {
    const [method = "", path = ""] = route.split(" ");
    const isOpen = ["/health", "/ready", "/api/openapi.json"].includes(path);
    const address = path.replaceAll(/\{[a-z]+\}/g, "00000000-0000-4000-8000-000000000000");
    const answer = await fetch(house.url + address, {
      method,
      headers: { accept: "application/json", "content-type": "application/json" },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    const status = path === "/api/session" ? 422 : isOpen ? 200 : 401;
    expect({ route, status: answer.status }).toEqual({ route, status });
    expect(Object.keys(said.responses), route).toContain(`${status}`);
    const type = answer.headers.get("content-type") ?? "";
    expect(type, route).toContain(isOpen ? "application/json" : "application/problem+json");
    await answer.text();
  }
});
