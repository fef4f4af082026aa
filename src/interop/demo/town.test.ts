import { expect } from "vitest";
import { inventedPeople, isInvented, markInvented } from "#domains/people";
import { locales } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import { Obstacle } from "#foundation/settings";
import { demoTest, freshDatabase, test, type TestHouse } from "#test/house";
import { connect } from "#foundation/database";
import { SECRET } from "#test/cluster";
import { cast, talkIn } from "./talk.ts";
import { raiseTown, standsFor } from "./town.ts";

const everyone = locales.flatMap((locale) => cast.map((who) => standsFor(locale, who)));

async function enter(house: TestHouse, as: string): Promise<{ status: number; get: (path: string) => Promise<string> }> {
  const answer = await house.stranger.post("/demo", { as });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { status: answer.status, get: async (path) => await (await house.stranger.get(path, { cookie })).text() };
}

demoTest("forty people live in the town, and one press makes a visitor any of them", { timeout: 60_000 }, async ({ house }) => {
  expect([...(await inventedPeople(house.db)).keys()].toSorted()).toEqual(everyone.toSorted());
  for (const as of everyone) {
    const { status, get } = await enter(house, as);
    expect(status, as).toBe(303);
    const home = await get("/");
    expect(home.match(/class="room-line/g)?.length ?? home.match(/href="\/spaces\//g)?.length ?? 0, as).toBeGreaterThan(0);
    expect(home, as).toContain('class="invented"');
    expect(home, as).toContain(`lang="${as.slice(0, 2)}"`);
  }
});

demoTest("a year of talk stands in the rooms in order, answers quote what they answer, and something is unread", async ({ house }) => {
  for (const locale of locales) {
    const { threads } = await talkIn(locale);
    const { get } = await enter(house, standsFor(locale, "new"));
    const last = threads.filter(({ room }) => room === "circle").toSorted((one, other) => one.day - other.day)[0]!;
    expect(await get("/")).toContain('class="count');
    const rooms = [...(await get("/")).matchAll(/href="(\/spaces\/[0-9a-f-]{36})/g)].map(([, path]) => path!);
    const pages = await Promise.all([...new Set(rooms)].map(get));
    expect(
      pages.some((page) => page.includes(last.lines[0]!.text.slice(0, 12).replaceAll("'", "&#39;"))),
      locale,
    ).toBe(true);
  }
  const { rows } = await house.owner.query<{ said: string; answers: string; origins: string; future: string; days: string }>(`
    select count(*) as said, count(reply_to) as answers, count(*) filter (where origin = 'invented') as origins,
      count(*) filter (where said_at > now()) as future, count(distinct said_at::date) as days from space_message`);
  const lines = (await Promise.all(locales.map(talkIn))).flatMap(({ threads }) => threads.flatMap((thread) => thread.lines));
  expect(Number(rows[0]!.said)).toBe(lines.length);
  expect(Number(rows[0]!.origins)).toBe(lines.length);
  expect(Number(rows[0]!.answers)).toBe(lines.filter(({ answers }) => answers !== undefined).length);
  expect(Number(rows[0]!.future)).toBe(0);
  expect(Number(rows[0]!.days)).toBeGreaterThan(120);
});

demoTest("staff are shown by their work, and the steward looks after the network", async ({ house }) => {
  const nurse = await enter(house, "en.nurse");
  const { people } = await talkIn("en");
  const room = /href="(\/spaces\/[0-9a-f-]{36})/.exec(await nurse.get("/"))![1]!;
  expect(await nurse.get(room)).toContain(people.social.work);
  expect(await (await enter(house, "en.tenth")).get("/network")).toContain("The breast unit by the river");
  expect(await (await enter(house, "en.new")).get("/network")).not.toContain("The breast unit by the river");
});

demoTest("the numbers of help are kept for fiction, and each says that it is invented", async ({ house }) => {
  const page = await (await house.stranger.get("/help?kept")).text();
  const numbers = [...page.matchAll(/href="tel:([^"]+)"/g)].map(([, number]) => number);
  expect(numbers.length).toBeGreaterThan(1);
  for (const number of numbers) expect(number).toMatch(/^\+(120255501\d{2}|442079460\d{3})$/);
  expect(page.match(/This number is invented/g)).toHaveLength(numbers.length);
  expect(page).toContain('class="invented"');
});

demoTest("raised again, the town stays as it is", async ({ house }) => {
  const count = async () => (await house.owner.query("select (select count(*) from person), (select count(*) from space_message)")).rows;
  const before = await count();
  await raiseTown(house.db, SECRET);
  expect(await count()).toEqual(before);
});

demoTest("nobody but the invented can be entered", async ({ house }) => {
  const real = await house.newcomer();
  for (const as of [real.id, "en.nobody", "", "en.new' or '1'='1"]) {
    const answer = await house.stranger.post("/demo", { as });
    expect([404, 422]).toContain(answer.status);
    expect(answer.headers.getSetCookie().filter((line) => /session/.test(line))).toEqual([]);
  }
});

test("outside a demo there is no such page and no such mark, and a real network is never marked", async ({ house }) => {
  expect((await house.stranger.get("/demo")).status).toBe(404);
  expect((await house.stranger.post("/demo", { as: "en.new" })).status).toBe(404);
  expect(await (await house.stranger.get("/welcome")).text()).not.toContain('class="invented"');
  const someone = await house.newcomer();
  await house.owner.query("insert into privacy_notice_seen (person_id, version, locale) values ($1, 1, 'en')", [someone.id]);
  await house.owner.query("insert into network (name) values ('Real')");
  await expect(raiseTown(house.db, SECRET)).rejects.toThrow(Obstacle);
  await expect(markInvented(house.db)).rejects.toThrow(Refusal);
  expect(await isInvented(house.db)).toBe(false);
});

test("a town that was cut off while it was built says how to mend it", async () => {
  const { serveUrl } = await freshDatabase();
  const db = connect(serveUrl);
  const { inventPerson } = await import("#domains/people");
  await inventPerson(db, { as: "en.new", locale: "en" });
  await expect(raiseTown(db, SECRET)).rejects.toThrow(/cut off while it was being built\. Remove its folder/);
  await db.close();
});
