import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect } from "vitest";
import { beginNetwork } from "#domains/people";
import { asPerson } from "#foundation/database";
import { test, type TestHouse, type Visitor } from "#test/house";
import { dayIn } from "./day.ts";
import { confirmNumber, Entering, enterNumber, NumberId, Phone, withdrawNumber } from "./number.ts";

const LIST = "/network/numbers";
const line = {
  country: "GB",
  kind: "crisis",
  name: "Night line",
  phone: "+44 20 7946 0001",
  hours: "Day and night",
  languages: "English, Polish",
  note: "Free of charge",
  source: "Sourcebird, told by the ward",
};

async function steward({ db, owner, newcomer }: TestHouse): Promise<Visitor> {
  const visitor = await newcomer();
  await owner.query("delete from network");
  await owner.query("delete from help_number");
  await asPerson(db, visitor.id, (tx) => beginNetwork(tx, visitor.id, "Kith by the river", "Ana"));
  return visitor;
}

async function entered(boss: Visitor, fields: Partial<typeof line> = {}): Promise<string> {
  const answer = await boss.post(LIST, { ...line, ...fields });
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
}
const called = (boss: Visitor, path: string, phone = line.phone) => boss.post(`${path}/confirm`, { phone });
const help = async ({ stranger }: TestHouse, query = "", headers: Record<string, string> = {}) =>
  await (await stranger.get(`/help${query}`, headers)).text();
const facts = async ({ owner }: TestHouse, path: string) =>
  (await owner.query<{ kind: string }>("select kind from fact where subject = $1 order by id", [path.split("/").at(-1)])).rows.map(
    ({ kind }) => kind,
  );

test("a number is shown to everyone once a steward has called it, and not before", async ({ house }) => {
  const boss = await steward(house);
  expect(await help(house)).toContain("have not entered local telephone numbers");
  const path = await entered(boss);
  for (const query of ["", "?country=GB", "?kept"]) expect(await help(house, query)).not.toMatch(/7946|tel:/);
  expect(await (await boss.get("/help?country=GB")).text()).not.toMatch(/7946|tel:/);
  expect(await (await boss.get(path)).text()).toContain("Not shown yet");
  expect((await called(boss, path)).headers.get("location")).toBe(`${path}?confirmed`);
  const page = await help(house, "?country=GB");
  expect(page).toContain('href="tel:+442079460001"');
  expect(page).toContain('<bdi dir="ltr">+44\u00a020\u00a07946\u00a00001</bdi>');
  expect(page).toContain("Free of charge");
  expect(page).toContain(`Confirmed on ${dayIn("en", new Date().toISOString().slice(0, 10))}`);
  expect(page).not.toContain("have not entered local telephone numbers");
  expect(await facts(house, path)).toEqual(["safety.number-entered", "safety.number-confirmed"]);
});

test("nobody learns from the help page who confirmed a number or where it was found", async ({ house }) => {
  const boss = await steward(house);
  await called(boss, await entered(boss));
  for (const query of ["?country=GB", "?kept"]) {
    const page = await help(house, query);
    expect(page).toContain("7946");
    for (const secret of ["Sourcebird", boss.id, "Ana"]) expect(page).not.toContain(secret);
  }
  await expect(asPerson(house.db, boss.id, (tx) => sql`select checked_by from help_number`.execute(tx))).rejects.toMatchObject({
    reason: "not-allowed",
  });
});

test("another number, or someone else who answers, is hidden until it was called again; other words are not", async ({ house }) => {
  const boss = await steward(house);
  const path = await entered(boss);
  await called(boss, path);
  expect((await boss.post(path, { ...line, hours: "From 8 to 20", note: "" })).status).toBe(303);
  expect(await help(house, "?country=GB")).toContain("From 8 to 20");
  for (const change of [{ phone: "+44 20 7946 0002" }, { name: "Another line" }, { kind: "cancer" }, { country: "IE" }]) {
    await boss.post(path, line);
    await called(boss, path);
    expect(await help(house)).toContain("tel:");
    expect((await boss.post(path, { ...line, ...change })).status).toBe(303);
    expect(await help(house, "?kept"), JSON.stringify(change)).not.toContain("tel:");
  }
});

test("whoever called the number as it was does not confirm what it has become", async ({ house }) => {
  const boss = await steward(house);
  const path = await entered(boss);
  await boss.post(path, { ...line, phone: "+44 20 7946 0009" });
  const late = await called(boss, path);
  expect(late.status).toBe(422);
  expect(await late.text()).toContain("has changed since you saw it");
  expect(await help(house, "?kept")).not.toContain("tel:");
});

test("a number that nobody confirmed for six months is still shown, and says since when", async ({ house }) => {
  const boss = await steward(house);
  const { owner } = house;
  const insert = `insert into help_number (country, kind, name, phone, hours, languages, source, checked_on, checked_by)
    values ('GB', 'crisis', $1, $2, 'day', 'English', 'x', (now() at time zone 'UTC')::date - $3::interval, $4) returning id, checked_on::text as day`;
  const { rows: old } = await owner.query<{ id: string; day: string }>(insert, ["Old", "116 123", "6 months 1 day", boss.id]);
  await owner.query(insert, ["Fresh", "116 124", "5 months 27 days", boss.id]);
  const page = await help(house, "?country=GB");
  expect(page.match(/Not confirmed since/g)).toHaveLength(1);
  expect(page.match(/Confirmed on/g)).toHaveLength(1);
  expect(page).toContain(`Not confirmed since ${dayIn("en", old[0]!.day)}`);
  expect(await help(house, "?country=GB", { "accept-language": "ru" })).toContain(`Не проверялось с ${dayIn("ru", old[0]!.day)}`);
  await called(boss, `${LIST}/${old[0]!.id}`, "116 123");
  expect(await help(house, "?country=GB")).not.toContain("Not confirmed since");
});

test("her country is remembered by her browser alone, and countries stand in the order of her language", async ({ house }) => {
  const boss = await steward(house);
  for (const [country, phone] of [
    ["DE", "112"],
    ["AT", "113"],
    ["CN", "114"],
  ] as const)
    await called(boss, await entered(boss, { country, phone }), phone);
  await entered(boss, { country: "FR", phone: "115" });
  const first = await house.stranger.get("/help");
  expect(first.headers.getSetCookie()).toEqual([]);
  const page = await first.text();
  expect(page).toContain("Please choose");
  expect([...page.matchAll(/<option value="([A-Z]*)"/g)].map(([, code]) => code)).toEqual(["AT", "CN", "DE"]);
  expect(page).not.toContain("tel:");
  const chosen = await house.stranger.get("/help?country=DE");
  expect(chosen.headers.getSetCookie()).toEqual([expect.stringMatching(/^kith-country=DE; Max-Age=31536000; Path=\/; SameSite=Lax$/)]);
  const again = await help(house, "", { cookie: "kith-country=DE" });
  expect([again.includes("tel:112"), again.includes("tel:113")]).toEqual([true, false]);
  const chinese = await help(house, "", { "accept-language": "zh" });
  expect([...chinese.matchAll(/<option value="([A-Z]+)">([^<]+)/g)].map(([, , name]) => name)).toEqual(["奥地利", "德国", "中国"]);
  for (const query of ["?country=FR", "?country=XX", "?country=%3Cb%3E"]) {
    const none = await house.stranger.get(`/help${query}`);
    expect([none.status, none.headers.getSetCookie()], query).toEqual([200, []]);
    expect(await none.text()).not.toMatch(/tel:|<b>"/);
  }
});

test("the page that a phone keeps holds every country, hers open, says nothing of her, and is sent again only when it changed", async ({
  house,
}) => {
  const boss = await steward(house);
  for (const [country, phone] of [
    ["AT", "113"],
    ["DE", "112"],
  ] as const)
    await called(boss, await entered(boss, { country, phone }), phone);
  const asked = await boss.get("/help?kept", { cookie: "kith-country=DE" });
  const page = await asked.text();
  expect([...page.matchAll(/<details class="fold"( open)?><summary>([^<]+)/g)].map(([, open, name]) => [name, open === " open"])).toEqual([
    ["Germany", true],
    ["Austria", false],
  ]);
  expect(page).not.toContain('href="/me"');
  expect(page).not.toContain("<form");
  const tag = { cookie: "kith-country=DE", "if-none-match": asked.headers.get("etag") ?? "" };
  expect((await boss.get("/help?kept", tag)).status).toBe(304);
  await called(boss, await entered(boss, { country: "AT", phone: "114" }), "114");
  expect((await boss.get("/help?kept", tag)).status).toBe(200);
});

test("for everyone but stewards there is no such page, and nothing is written", async ({ house }) => {
  const boss = await steward(house);
  const path = await entered(boss);
  const [eve, moderator] = [await house.newcomer(), await house.newcomer()];
  await house.owner.query("insert into person_role (person_id, role, scope, known_as) values ($1, 'moderator', 'network', 'Mo')", [
    moderator.id,
  ]);
  const nowhere = `${LIST}/${randomUUID()}`;
  const shown = async (answer: Response) => (await answer.text()).replaceAll(/[0-9a-f-]{36}/g, "");
  for (const who of [eve, moderator]) {
    for (const [real, none] of [
      [LIST, "/nowhere"],
      [`${LIST}/new`, "/nowhere"],
      [path, nowhere],
    ] as const) {
      const answer = await who.get(real);
      expect(answer.status, real).toBe(404);
      expect(await shown(answer)).toBe(await shown(await who.get(none)));
    }
    for (const to of [LIST, path, `${path}/confirm`, `${path}/end`]) expect((await who.post(to, line)).status, to).toBe(404);
    expect(await (await who.get("/me")).text()).not.toContain(LIST);
  }
  for (const to of [LIST, path, `${path}/confirm`, `${path}/end`]) expect((await house.stranger.post(to, line)).status, to).toBe(401);
  expect((await boss.get(nowhere)).status).toBe(404);
  expect(await (await boss.get("/network")).text()).toContain("1 is to be called");
  const { rows } = await house.owner.query("select name, checked_on from help_number");
  expect(rows).toEqual([{ name: "Night line", checked_on: null }]);
});

test("the database itself refuses whoever is no steward, shows her nothing unconfirmed, and lets nobody choose the day", async ({
  house,
}) => {
  const boss = await steward(house);
  const { db, owner } = house;
  const id = NumberId.parse((await entered(boss)).split("/").at(-1));
  const eve = await house.newcomer();
  const seen = (who: string) => asPerson(db, who, (tx) => tx.selectFrom("help_number").select("id").execute());
  expect([await seen(eve.id), await seen(boss.id)]).toEqual([[], [{ id }]]);
  expect(await db.person.selectFrom("help_number").select("id").execute()).toEqual([]);
  const entering = Entering.parse({ ...line, phone: "116 000" });
  await expect(asPerson(db, eve.id, (tx) => enterNumber(tx, entering))).rejects.toMatchObject({ reason: "not-allowed" });
  await expect(asPerson(db, eve.id, (tx) => confirmNumber(tx, id, line.phone))).rejects.toMatchObject({ reason: "not-found" });
  await asPerson(db, boss.id, (tx) => tx.updateTable("help_number").set({ checked_on: "1999-01-01" }).where("id", "=", id).execute());
  const { rows } = await owner.query("select checked_on = (now() at time zone 'UTC')::date as today, checked_by from help_number");
  expect(rows).toEqual([{ today: true, checked_by: boss.id }]);
  expect(await db.person.selectFrom("help_number").select("id").execute()).toEqual([{ id }]);
  for (const bad of [{ name: "Eve's" }, { checked_on: "1999-01-01" }])
    expect((await asPerson(db, eve.id, (tx) => tx.updateTable("help_number").set(bad).executeTakeFirst())).numUpdatedRows).toBe(0n);
  await expect(asPerson(db, eve.id, (tx) => withdrawNumber(tx, id))).rejects.toMatchObject({ reason: "not-found" });
  const early = { ...entering, checked_on: "2026-01-01" };
  await expect(asPerson(db, boss.id, (tx) => tx.insertInto("help_number").values(early).execute())).rejects.toMatchObject({
    reason: "not-allowed",
  });
});

test("what is wrong is said at its field, in her language, and what she typed is kept", async ({ house }) => {
  const boss = await steward(house);
  const wrong = { ...line, country: "UK", kind: "friend", name: " ", phone: "+44 (0)20 7946 0001", hours: "x".repeat(121), source: "" };
  const faults = {
    country: "fault.choice",
    kind: "fault.choice",
    name: "fault.empty",
    phone: "fault.phone",
    hours: "fault.long",
    source: "fault.empty",
  };
  const answer = await boss.json(LIST, wrong);
  expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ faults })]);
  const said = { en: "A 0 in brackets", zh: "括号里的 0", ar: "يُحذف الصفر", ru: "Ноль в скобках" };
  for (const [locale, sentence] of Object.entries(said)) {
    const page = await (await boss.post(LIST, wrong, { "accept-language": locale })).text();
    expect(page).toContain(sentence);
    expect(page).toContain('value="+44 (0)20 7946 0001"');
  }
  await entered(boss);
  expect(await (await boss.post(LIST, { ...line, phone: "+44 (20) 7946-0001" })).text()).toContain("stands here already");
});

test("a number is read however it is grouped and in whatever digits; what cannot be dialled is refused", () => {
  const good = {
    "+44 (20) 7946-0001": "+44 20 7946 0001",
    "١١٢": "112",
    "۱۱۵": "115",
    "１２０": "120",
    "0800.111 222": "0800 111 222",
    "15": "15",
  };
  for (const [typed, phone] of Object.entries(good)) expect(Phone.parse(typed), typed).toBe(phone);
  for (const bad of [
    "",
    "1",
    "+112",
    "+0 20 7946 0001",
    "call us",
    "112;ext=5",
    "+44 (0)20 7946 0001",
    "1".repeat(16),
    "++44 20 7946 0001",
    "tel:112",
  ])
    expect(Phone.safeParse(bad).success, bad).toBe(false);
});

test("what is taken out is gone from the help page at once", async ({ house }) => {
  const boss = await steward(house);
  const path = await entered(boss);
  await called(boss, path);
  expect(await help(house, "?kept")).toContain("7946");
  expect((await boss.post(`${path}/end`, {})).headers.get("location")).toBe(`${LIST}?done`);
  expect(await help(house, "?kept")).not.toMatch(/7946|tel:/);
  expect((await boss.get(path)).status).toBe(404);
  expect(await facts(house, path)).toEqual(["safety.number-entered", "safety.number-confirmed", "safety.number-withdrawn"]);
});
