import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { faultBeside, leadingTo, plain, seqsOn, typedIn } from "#test/read-page";

const textOf = async (answer: Response | Promise<Response>) => await (await answer).text();
const pageOf = (visitor: Visitor, path: string) => textOf(visitor.get(path));

async function scene(house: TestHouse, kind: "group" | "circle" = "group") {
  const [mei, bo, ana] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf(kind, mei, bo, ana);
  const say = async (visitor: Visitor, text: string, more: Record<string, string> = {}) => {
    const id = randomUUID();
    await visitor.post(`/spaces/${space}/messages`, { id, text, ...more });
    return id;
  };
  return { mei, bo, ana, space, say };
}

test("she leaves without a word: to the others nothing happened, and her words stay under her name", async ({ house }) => {
  const { mei, bo, ana, space, say } = await scene(house);
  await say(bo, "Good night, all");
  const before = await pageOf(ana, `/spaces/${space}/about`);
  const left = await bo.post(`/spaces/${space}/leave`, {});
  expect([left.status, left.headers.get("location")]).toEqual([303, "/"]);
  expect((await bo.get(`/spaces/${space}`)).status).toBe(404);
  expect(await pageOf(bo, "/")).not.toContain("First year");
  for (const other of [mei, ana]) {
    const room = await pageOf(other, `/spaces/${space}`);
    expect(seqsOn(room)).toHaveLength(1);
    expect(plain(room).match(/Person 2/g)).toHaveLength(1);
    expect(plain(await pageOf(other, "/"))).not.toMatch(/left|gone/i);
  }
  expect(await pageOf(ana, `/spaces/${space}/about`)).toBe(before);
  const again = await bo.post(`/rooms/${space}/join`, { alias: "Person 2" });
  expect(again.status).toBe(303);
  expect(plain(await pageOf(bo, `/spaces/${space}`))).toContain("Good night, all");
});

test("the last one who cares for a room is told why she cannot go yet", async ({ house }) => {
  const { mei, bo, ana, space } = await scene(house);
  const refused = await mei.post(`/spaces/${space}/leave`, {});
  expect(refused.status).toBe(422);
  expect(plain(await refused.text())).toContain("You are the last one who cares for this room.");
  expect((await mei.get(`/spaces/${space}`)).status).toBe(200);
  for (const other of [bo, ana]) await other.post(`/spaces/${space}/leave`, {});
  expect((await mei.post(`/spaces/${space}/leave`, {})).status).toBe(303);
});

test("a facilitator ends someone's stay from a message; the others see only that her words are still there", async ({ house }) => {
  const { mei, bo, ana, space, say } = await scene(house);
  const message = await say(bo, "Buy my cure");
  const path = `/spaces/${space}/messages/${message}`;
  expect(plain(await pageOf(ana, path))).not.toContain("End Person 2");
  expect((await ana.post(`${path}/expel`, {})).status).toBe(404);
  expect(plain(await pageOf(mei, path))).toContain("End Person 2’s stay in this room");
  expect((await mei.post(`${path}/expel`, {})).status).toBe(303);
  expect((await bo.get(`/spaces/${space}`)).status).toBe(404);
  expect((await bo.post(`/rooms/${space}/join`, { alias: "Innocent" })).status).toBe(404);
  expect((await bo.get(`/api/spaces/${space}/messages`)).status).toBe(404);
  expect(plain(await pageOf(ana, `/spaces/${space}`))).toContain("Buy my cure");
  expect(plain(await pageOf(mei, path))).not.toContain("End Person 2");
});

test("a facilitator says beside a name what someone does here; nobody else can, and everyone sees it", async ({ house }) => {
  const { mei, bo, ana, space, say } = await scene(house);
  const path = `/spaces/${space}/messages/${await say(bo, "I am in the clinic until four")}`;
  expect((await ana.post(`${path}/work`, { work: "Surgeon" })).status).toBe(404);
  expect((await bo.post(`${path}/work`, { work: "Surgeon" })).status).toBe(404);
  expect(plain(await pageOf(ana, path))).not.toContain("does here");
  expect((await mei.post(`${path}/work`, { work: "Breast care nurse" })).status).toBe(303);
  expect(plain(await pageOf(ana, `/spaces/${space}`))).toContain("Breast care nurse");
  const refused = await mei.post(`${path}/work`, { work: "n".repeat(61) });
  expect(refused.status).toBe(422);
  expect(plain(await refused.text())).toContain("This is too long.");
  expect((await mei.post(`${path}/work`, { work: "" })).status).toBe(303);
  expect(plain(await pageOf(ana, `/spaces/${space}`))).not.toContain("Breast care nurse");
});

test("a closed room is read and not written in, until it is opened again", async ({ house }) => {
  const { mei, bo, space, say } = await scene(house);
  await say(bo, "Still here");
  const archive = (state: string) => mei.post(`/spaces/${space}/archive`, { archive: state });
  expect((await archive("on")).status).toBe(303);
  const closed = await pageOf(bo, `/spaces/${space}`);
  expect(plain(closed)).toContain("This room is closed.");
  expect(plain(closed)).toContain("Still here");
  expect(closed).not.toContain("<textarea");
  const refused = await bo.post(`/spaces/${space}/messages`, { id: randomUUID(), text: "One more" });
  expect(refused.status).toBe(422);
  expect(plain(await refused.text())).toContain("This room is closed. Nothing more can be said here.");
  expect(plain(await pageOf(bo, "/"))).toContain("Closed");
  expect(await pageOf(await house.newcomer(), "/rooms")).not.toContain(space);
  expect((await archive("off")).status).toBe(303);
  expect((await bo.post(`/spaces/${space}/messages`, { id: randomUUID(), text: "One more" })).status).toBe(303);
});

test("her name in a room is changed for all her words, and one that is taken comes back beside the field", async ({ house }) => {
  const { mei, bo, space, say } = await scene(house);
  await say(bo, "Who am I?");
  const taken = await bo.post(`/spaces/${space}/alias`, { alias: "PERSON 1" });
  expect(taken.status).toBe(422);
  const page = await taken.text();
  expect([typedIn(page, "alias"), faultBeside(page, "alias")]).toEqual([
    "PERSON 1",
    "Someone here has this name already. Please choose another.",
  ]);
  expect((await bo.post(`/spaces/${space}/alias`, { alias: "ليلى" })).status).toBe(303);
  const room = plain(await pageOf(mei, `/spaces/${space}`));
  expect(room).toContain("ليلى");
  expect(room).not.toContain("Person 2");
});

test("what stands on the door is changed by those who care for it, and what was wrong comes back in its own form", async ({ house }) => {
  const { mei, bo, space } = await scene(house);
  const wrong = await mei.post(`/spaces/${space}/furnish`, { title: " ", startHere: "Welcome & <b>sit</b>", entry: "open" });
  expect(wrong.status).toBe(422);
  const page = await wrong.text();
  expect([faultBeside(page, "title"), faultBeside(page, "topic-title")]).toEqual(["Please write something here.", undefined]);
  expect(typedIn(page, "startHere")).toBe("Welcome &amp; &lt;b>sit&lt;/b>");
  expect((await mei.post(`/spaces/${space}/furnish`, { title: "Second year", startHere: "Sit down", entry: "invitation" })).status).toBe(
    303,
  );
  expect(plain(await pageOf(bo, `/spaces/${space}`))).toContain("Sit down");
  expect(await pageOf(bo, "/rooms")).not.toContain("Second year");
  expect(plain(await pageOf(bo, `/spaces/${space}/about`))).not.toContain("What stands on the door");
});

test("a room is quiet for her alone, for as long as she says", async ({ house }) => {
  const { bo, ana, space, say, mei } = await scene(house);
  const about = async (who: Visitor) => plain(await pageOf(who, `/spaces/${space}/about`));
  expect(await about(bo)).not.toMatch(/Not quiet|Quiet until|Always quiet/);
  for (const [length, said] of [
    ["8h", /Quiet until \w+ \d+/],
    ["week", /Quiet until \w+ \d+/],
    ["always", /Always quiet/],
  ] as const) {
    expect((await bo.post(`/spaces/${space}/mute`, { for: length })).status).toBe(303);
    expect(await pageOf(bo, "/")).toContain('aria-label="Quiet"');
    expect(await about(bo)).toMatch(said);
    expect(await about(bo)).toMatch(/Not quiet/);
  }
  await say(mei, "Hello?");
  expect(plain(await pageOf(bo, "/"))).toMatch(/new: 1/);
  expect(await pageOf(ana, "/")).not.toContain('aria-label="Quiet"');
  await bo.post(`/spaces/${space}/mute`, { for: "off" });
  expect(await pageOf(bo, "/")).not.toContain('aria-label="Quiet"');
  expect((await bo.post(`/spaces/${space}/mute`, { for: "eternity" })).status).toBe(422);
});

test("a topic is a page of its own, counts its own news, and is read and made quiet alone", async ({ house }) => {
  const { mei, bo, space, say } = await scene(house);
  const begun = await mei.post(`/spaces/${space}/topics`, { title: "Sleep" });
  const here = begun.headers.get("location") ?? "";
  expect(here).toMatch(new RegExp(`^/spaces/${space}\\?topic=[\\w-]{36}$`));
  const topic = here.slice(-36);
  await say(mei, "About the weather");
  await say(mei, "About sleep", { topic });
  await say(mei, "More about sleep", { topic });
  const all = await pageOf(bo, `/spaces/${space}`);
  expect(plain(all)).toMatch(/Sleep new: 2/);
  expect(leadingTo(all, "All")).toBe(`/spaces/${space}`);
  const page = plain(await pageOf(bo, here));
  expect(page).toContain("More about sleep");
  expect(page).not.toContain("About the weather");
  await bo.post(`/spaces/${space}/read`, { seq: "999999", topic });
  expect(plain(await pageOf(bo, `/spaces/${space}`))).not.toMatch(/Sleep new:/);
  expect(plain(await pageOf(bo, "/"))).toMatch(/new: \d/);
  expect((await bo.post(`/spaces/${space}/mute`, { for: "always", topic })).status).toBe(303);
  expect(await pageOf(bo, "/")).not.toContain('aria-label="Quiet"');
  const taken = await bo.post(`/spaces/${space}/topics`, { title: "Sleep" });
  const back = await taken.text();
  expect([taken.status, typedIn(back, "topic-title"), typedIn(back, "title")]).toEqual([422, "Sleep", undefined]);
  expect(faultBeside(back, "topic-title")).toBeDefined();
});

test("on a topic's page only what is new in that topic counts, from where she last read it", async ({ house }) => {
  const { mei, bo, space, say } = await scene(house);
  const topic = ((await mei.post(`/spaces/${space}/topics`, { title: "Sleep" })).headers.get("location") ?? "").slice(-36);
  const here = `/spaces/${space}?topic=${topic}`;
  await say(mei, "An old dream", { topic });
  await bo.post(`/spaces/${space}/read`, { seq: "999999", topic });
  expect(await pageOf(bo, here)).not.toContain('id="new"');
  await Promise.all(Array.from({ length: 5 }, (_, index) => say(mei, `Elsewhere ${index}`)));
  await Promise.all(Array.from({ length: 55 }, (_, index) => say(mei, `Dream ${index}`, { topic })));
  const page = await pageOf(bo, here);
  const first = leadingTo(page, "55 new messages: go to the first") ?? "";
  expect(first).toMatch(new RegExp(`topic=${topic}&at=\\d+#m\\d+$`));
  const top = await pageOf(bo, first);
  expect(top.indexOf("An old dream")).toBeGreaterThan(0);
  expect(top.indexOf('id="new"')).toBeGreaterThan(top.indexOf("An old dream"));
  expect(leadingTo(await pageOf(bo, `/spaces/${space}`), "61 new messages: go to the first")).toBeDefined();
});

test("a circle has no topics, no open door and no list of who is in it", async ({ house }) => {
  const { mei, bo, space } = await scene(house, "circle");
  const about = await pageOf(mei, `/spaces/${space}/about`);
  expect(about).not.toMatch(/name="entry"|id="topic-title"/);
  await mei.post(`/spaces/${space}/furnish`, { title: "Us", startHere: "", entry: "open" });
  expect((await (await house.newcomer()).get(`/rooms/${space}/join`)).status).toBe(404);
  for (const path of [`/spaces/${space}`, `/spaces/${space}/about`]) expect(plain(await pageOf(bo, path))).not.toMatch(/Person [13]/);
});
