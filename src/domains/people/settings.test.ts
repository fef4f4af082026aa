import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { test } from "#test/house";
import { fill, phraseOn, plainBrowser } from "#test/plain-browser";
import { beginNetwork } from "./network.ts";

test("a session that is ended, one by one or all together, is a stranger's from then on", async ({ house }) => {
  const phone = plainBrowser(house);
  await fill(phone);
  const phrase = phraseOn(await phone.text("/keep"));
  const laptop = plainBrowser(house);
  await laptop.go("/enter", { phrase, next: "/me" });
  expect((await laptop.go("/me")).status).toBe(200);
  const [, id] = /\/me\/sessions\/([\w-]+)\/end/.exec(await phone.text("/me/sessions")) ?? [];
  expect((await phone.go(`/me/sessions/${id}/end`, {})).status).toBe(303);
  expect((await laptop.go("/me")).status).toBe(303);
  await laptop.go("/enter", { phrase, next: "/me" });
  await phone.go("/me/sessions/end-others", {});
  expect((await laptop.go("/me")).status).toBe(303);
  const cookie = `kith=${phone.cookies.get("kith")}`;
  await phone.go("/me/sign-out", {});
  expect(phone.cookies.has("kith")).toBe(false);
  expect((await house.stranger.get("/me", { cookie })).status).toBe(303);
});

test("a new phrase ends the old one and every other session", async ({ house }) => {
  const phone = plainBrowser(house);
  await fill(phone);
  const old = phraseOn(await phone.text("/keep"));
  const laptop = plainBrowser(house);
  await laptop.go("/enter", { phrase: old, next: "/me" });
  expect((await phone.go("/me/ways-in/phrase", {})).headers.get("location")).toBe("/keep?next=%2Fme%2Fways-in");
  const fresh = phraseOn(await phone.text("/keep"));
  expect(fresh).not.toBe(old);
  expect((await laptop.go("/me")).status).toBe(303);
  expect((await phone.go("/me")).status).toBe(200);
  expect((await plainBrowser(house).go("/enter", { phrase: old })).status).toBe(422);
  expect((await plainBrowser(house).go("/enter", { phrase: fresh })).status).toBe(303);
});

test("what changes the ways in needs a fresh sign-in, which a script's key is not", async ({ house }) => {
  const script = await house.newcomer();
  for (const path of ["/me/ways-in/phrase", "/me/ways-in/mailbox", "/me/tokens"])
    expect((await script.post(path, {})).status, path).toBe(401);
  const session = await house.stranger.json("/api/session", { token: script.token });
  expect(await session.json()).toEqual({ person: { id: script.id } });
  const cookie = session.headers.getSetCookie().find((line) => line.startsWith("kith="))!;
  expect((await house.stranger.get("/me", { cookie: cookie.split(";")[0]! })).status).toBe(200);
  expect((await house.stranger.post("/me/ways-in/phrase", {}, { cookie: cookie.split(";")[0]! })).status).toBe(401);
  expect((await house.stranger.get("/identity/passkey/generate-register-options", { cookie: cookie.split(";")[0]! })).status).toBe(403);
});

test("a key for scripts is shown once, works, and ends when she ends it", async ({ house }) => {
  const browser = plainBrowser(house);
  await fill(browser);
  expect((await browser.go("/me/tokens", { label: " " })).status).toBe(422);
  expect((await browser.go("/me/tokens", { label: "My calendar" })).headers.get("location")).toBe("/me/tokens/made");
  const [token = ""] = /kith_[\w-]{43}/.exec(await browser.text("/me/tokens/made")) ?? [];
  const authorization = `Bearer ${token}`;
  expect((await house.stranger.get("/me", { authorization })).status).toBe(200);
  const list = await browser.text("/me/tokens");
  expect(list).toContain("My calendar");
  expect(list).not.toContain(token);
  const [, id] = /\/me\/tokens\/([\w-]+)\/end/.exec(list) ?? [];
  const eve = await house.newcomer();
  await eve.post(`/me/tokens/${id}/end`, {});
  expect((await house.stranger.get("/me", { authorization })).status).toBe(200);
  await browser.go(`/me/tokens/${id}/end`, {});
  expect((await house.stranger.get("/me", { authorization })).status).toBe(303);
});

/** What the page sends when she leaves everything as it is, but for what is said. */
const looking = (chosen: Record<string, string>) => ({
  locale: "en",
  zone: "UTC",
  light: "system",
  size: "system",
  data: "system",
  cover: "system",
  ...chosen,
});

test("language, time zone and light are kept, and a zone that is none is refused", async ({ house }) => {
  const browser = plainBrowser(house);
  await fill(browser);
  expect((await browser.go("/me/look", looking({ locale: "ru", zone: "Nowhere/Land" }))).status).toBe(422);
  expect((await browser.go("/me/look", looking({ locale: "ru", zone: "Asia/Tashkent", light: "night" }))).status).toBe(303);
  expect(await browser.text("/me/look")).toMatch(/<html lang="ru" dir="ltr" data-light="night"/);
});

test("the text is as large as she chose, on all her devices, and as it was when she takes that back", async ({ house }) => {
  const phone = plainBrowser(house);
  await fill(phone);
  const phrase = phraseOn(await phone.text("/keep"));
  expect(await phone.text("/me")).not.toContain("data-size");
  expect((await phone.go("/me/look", looking({ size: "huge" }))).status).toBe(422);
  expect((await phone.go("/me/look", looking({ size: "largest" }))).status).toBe(303);
  expect(await phone.text("/me")).toMatch(/<html[^>]* data-size="largest"/);
  const laptop = plainBrowser(house);
  await laptop.go("/enter", { phrase, next: "/me" });
  expect(await laptop.text("/help")).toMatch(/<html[^>]* data-size="largest"/);
  await laptop.go("/me/look", looking({}));
  expect(await laptop.text("/me")).not.toContain("data-size");
});

test("with little data pages carry no drawing and fetch nothing ahead, by her choice or her browser's", async ({ house }) => {
  const phone = plainBrowser(house);
  await fill(phone);
  const isSpared = (html: string) => [
    /<svg class="drawing/.test(html),
    html.includes("modulepreload"),
    html.includes('data-sparing="yes"'),
  ];
  const seen = async (headers?: Record<string, string>) => [
    isSpared(await (await phone.go("/", undefined, headers)).text()),
    isSpared(await (await phone.go("/me/ways-in", undefined, headers)).text()),
  ];
  const [all, little] = [
    [
      [true, false, false],
      [false, true, false],
    ],
    [
      [false, false, true],
      [false, false, true],
    ],
  ];
  expect(await seen()).toEqual(all);
  expect(await seen({ "save-data": "on" })).toEqual(little);
  expect((await phone.go("/")).headers.get("vary")).toContain("save-data");
  await phone.go("/me/look", looking({ data: "little" }));
  expect(await seen()).toEqual(little);
  await phone.go("/me/look", looking({ data: "all" }));
  expect(await seen({ "save-data": "on" })).toEqual(all);
});

test("the word she chose stands where our name would, on every page and in her language", async ({ house }) => {
  const phone = plainBrowser(house);
  await fill(phone);
  expect((await phone.go("/me/look", looking({ cover: "games" }))).status).toBe(422);
  await phone.go("/me/look", looking({ cover: "recipes" }));
  for (const path of ["/", "/me", "/help", "/rooms", "/nowhere", "/leave"]) {
    const html = await phone.text(path);
    expect(html, path).toContain("<title>Recipes</title>");
    expect(html.replace(/<main[\s\S]*<\/main>/, ""), path).not.toContain("Kith");
  }
  await phone.go("/me/look", looking({ cover: "recipes", locale: "ru" }));
  expect(await phone.text("/")).toContain("<title>Рецепты</title>");
  await phone.go("/me/look", looking({}));
  expect(await phone.text("/")).toContain("<title>Kith</title>");
});

test("a person reads herself and nobody else, whoever asks", async ({ house }) => {
  const [mei, eve] = [await house.newcomer(), await house.newcomer()];
  const boss = await house.newcomer();
  await asPerson(house.db, boss.id, (tx) => beginNetwork(tx, boss.id, "Kith by the river", "Ana"));
  for (const [who, id] of [
    ["eve", eve.id],
    ["a steward", boss.id],
  ] as const) {
    const seen = await asPerson(house.db, id, (tx) => tx.selectFrom("person").select("id").execute());
    expect(seen, who).toEqual([{ id }]);
    await asPerson(house.db, id, (tx) => tx.updateTable("person").set({ alias: "taken over" }).where("id", "=", mei.id).execute());
  }
  expect(await house.db.person.selectFrom("person").selectAll().execute()).toEqual([]);
  const { rows } = await house.owner.query("select alias from person where id = $1", [mei.id]);
  expect(rows[0]).toEqual({ alias: null });
});
