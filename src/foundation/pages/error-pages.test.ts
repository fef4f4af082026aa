import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";

const FOREIGN = { origin: "https://elsewhere.example" };
const TOO_LARGE = "x".repeat(300 * 1024);
const NOWHERE = "/spaces/00000000-0000-4000-8000-000000000000";
type Someone = Pick<Visitor, "get" | "post" | "json">;

/** Every kind of "no", as it comes to someone who asks with a browser; what it answers, and the same asked by a script. */
const noes: [what: string, status: number, ask: (who: Someone) => Promise<Response>, script?: (who: Someone) => Promise<Response>][] = [
  ["an address of nothing", 404, (who) => who.get("/nowhere"), (who) => who.get("/api/nowhere")],
  ["a room that is not hers", 404, (who) => who.post(`${NOWHERE}/leave`, {}), (who) => who.json(`${NOWHERE}/leave`, {})],
  ["a form of another site", 404, (who) => who.post("/enter", { phrase: "a" }, FOREIGN)],
  ["more than we take", 413, (who) => who.post("/enter", { phrase: TOO_LARGE }), (who) => who.json("/api/session", { token: TOO_LARGE })],
  ["what cannot be read", 422, (who) => who.post("/enter", {}), (who) => who.json("/api/session", {})],
];

async function everyone({ newcomer, stranger, owner }: TestHouse): Promise<[string, Someone][]> {
  const [member, steward] = [await newcomer(), await newcomer()];
  await owner.query("insert into person_role (person_id, role, scope, known_as) values ($1, 'steward', 'network', 'Rosa')", [steward.id]);
  return [
    ["stranger", stranger],
    ["member", member],
    ["steward", steward],
  ];
}

test.for(noes)(
  "%s is a whole page for everyone, with Leave and Help on it, and the same to a script",
  async ([, status, ask, script], { house }) => {
    for (const [name, who] of await everyone(house)) {
      const answer = await ask(who);
      const isLedToTheDoor = name === "stranger" && answer.status === 401;
      expect([name, isLedToTheDoor ? status : answer.status]).toEqual([name, status]);
      const page = await answer.text();
      expect([name, page.includes('id="tool-leave"'), page.includes('id="tool-help"'), page.match(/<h1/g)?.length]).toEqual([
        name,
        true,
        true,
        1,
      ]);
      expect(page).toMatch(/href="\/leave"[\s\S]*href="\/help"/);
      if (!script) continue;
      const { status: said, headers } = await script(who);
      expect([name, [status, 401].includes(said), headers.get("content-type")]).toEqual([name, true, "application/problem+json"]);
    }
  },
);
