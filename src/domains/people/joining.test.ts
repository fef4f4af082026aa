import { expect } from "vitest";
import { asPerson } from "#foundation/database";
import { test, type TestHouse, type Visitor } from "#test/house";
import { fill, phraseOn, plainBrowser, wordsOn } from "#test/plain-browser";
import { beginNetwork } from "./network.ts";

async function steward(house: TestHouse): Promise<Visitor> {
  const visitor = await house.newcomer();
  await house.owner.query("delete from network");
  await asPerson(house.db, visitor.id, (tx) => beginNetwork(tx, visitor.id, "Kith by the river", "Ana"));
  return visitor;
}

test("before there is a network, strangers are led to its first steps, and of two who take them at once one wins", async ({ house }) => {
  const browsers = [plainBrowser(house), plainBrowser(house)];
  const welcome = await browsers[0]!.go("/welcome");
  expect([welcome.status, welcome.headers.get("location")]).toEqual([303, "/first-steps"]);
  expect(await browsers[0]!.text("/first-steps")).toContain("The first step");
  const again = await browsers[0]!.go("/first-steps", { name: "", knownAs: "Ana" });
  expect(again.status).toBe(422);
  expect(await again.text()).toContain('value="Ana"');
  const answers = await Promise.all(browsers.map((browser, at) => browser.go("/first-steps", { name: `Network ${at}`, knownAs: "Ana" })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  const { rows } = await house.owner.query(
    "select (select count(*)::int from network) as networks, (select count(*)::int from person) as people",
  );
  expect(rows[0]).toEqual({ networks: 1, people: 1 });
  const winner = browsers[answers.findIndex(({ status }) => status === 303)]!;
  expect((await winner.go("/network")).status).toBe(200);
  for (const [method, fields] of [
    ["GET", undefined],
    ["POST", { name: "Mine", knownAs: "Eve" }],
  ] as const)
    expect((await plainBrowser(house).go("/first-steps", fields)).status, method).toBe(404);
});

test("a stranger's first page has three ways on, at most sixty words and no number", async ({ house }) => {
  await steward(house);
  const html = await plainBrowser(house).text("/welcome");
  const main = wordsOn(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "");
  expect(main.trim().split(/\s+/).length).toBeLessThanOrEqual(60);
  expect(main).not.toMatch(/\d/);
  expect([...html.matchAll(/class="choice"/g)]).toHaveLength(3);
  expect(html).not.toContain("<script");
  expect(html).toContain("<title>Kith</title>");
});

test("three pages lead from a link to the room: a name, the phrase, the door", async ({ house }) => {
  const browser = plainBrowser(house);
  const join = await browser.go("/join?next=/invitations/abcdefghijklmnopqrstuv");
  expect(join.status).toBe(200);
  const came = await fill(browser, "Linden", { next: "/invitations/abcdefghijklmnopqrstuv" });
  expect([came.status, came.headers.get("location")]).toEqual([303, "/keep?next=%2Finvitations%2Fabcdefghijklmnopqrstuv"]);
  const keep = await browser.text("/keep?next=%2Finvitations%2Fabcdefghijklmnopqrstuv");
  expect(phraseOn(keep).split(" ")).toHaveLength(7);
  const kept = await browser.go("/keep", { next: "/invitations/abcdefghijklmnopqrstuv" });
  expect(kept.headers.get("location")).toBe("/invitations/abcdefghijklmnopqrstuv");
  expect(await browser.text("/keep")).toContain("The phrase was shown once");
  const { rows } = await house.owner.query("select locale, version from privacy_notice_seen order by seen_at desc limit 1");
  expect(rows[0]).toEqual({ locale: "en", version: 1 });
});

test("nobody is led out of the house after coming in", async ({ house }) => {
  for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
    expect((await fill(plainBrowser(house), "Linden", { next })).headers.get("location")).toBe("/keep?next=%2F");
});

test("a name that cannot be one comes back with what was typed, in every language", async ({ house }) => {
  for (const [language, says] of Object.entries({
    en: "A name has letters and digits.",
    zh: "名字由文字和数字组成。",
    ar: "الاسم من حروف وأرقام.",
    ru: "Имя состоит из букв и цифр.",
  })) {
    const answer = await fill(plainBrowser(house, language), "<Linden>");
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(says);
    expect(html).toContain("&lt;Linden>");
    expect(html).toContain(`lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`);
    expect(answer.headers.getSetCookie().filter((line) => line.startsWith("kith="))).toEqual([]);
  }
});

test(
  "each language has a phrase of its own that opens the door again, on a browser that knows nothing",
  { timeout: 30_000 },
  async ({ house }) => {
    for (const language of ["en", "zh", "ar", "ru"]) {
      const first = plainBrowser(house, language);
      await fill(first, "Липа 树 زيزفون");
      const phrase = phraseOn(await first.text("/keep"));
      const second = plainBrowser(house, "en");
      const entered = await second.go("/enter", { phrase: ` ${phrase.toUpperCase()} `, next: "/me/look" });
      expect([entered.status, entered.headers.get("location")], phrase).toEqual([303, "/me/look"]);
      expect(await second.text("/me/look")).toContain(`<html lang="${language}"`);
    }
  },
);

test("a wrong phrase gets a page that keeps what was typed, and no session", async ({ house }) => {
  const browser = plainBrowser(house);
  const answer = await browser.go("/enter", { phrase: "abandon ability able about above absent absorb", next: "/me" });
  expect(answer.status).toBe(422);
  const html = await answer.text();
  expect(html).toContain("This phrase opens nothing.");
  expect(html).toContain("abandon ability able about above absent absorb");
  expect((await browser.go("/me")).status).toBe(303);
});

test("the e-mail way is not shown where the network sends no mail", async ({ house }) => {
  expect(await plainBrowser(house).text("/enter")).not.toContain("/enter/link");
});

test("better-auth's own doors are closed: only the steps of a passkey answer", async ({ house }) => {
  const body = { email: "eve@example.org", password: "a long pass phrase", name: "Eve" };
  for (const path of ["sign-up/email", "sign-in/email", "sign-in/username", "sign-in/magic-link", "update-user", "passkey/delete-passkey"])
    expect((await house.stranger.json(`/identity/${path}`, body)).status, path).toBe(404);
  for (const path of ["get-session", "list-sessions", "magic-link/verify?token=a", "ok"])
    expect((await house.stranger.get(`/identity/${path}`)).status, path).toBe(404);
  expect((await house.stranger.get("/identity/passkey/generate-register-options")).status).toBe(401);
  expect((await house.stranger.get("/identity/passkey/generate-authenticate-options")).status).toBe(200);
});

test("a flood of new names from one address is stopped, and a neighbour still comes in", { timeout: 60_000 }, async ({ house }) => {
  const before = (await house.owner.query("select count(*)::int as n from person")).rows[0].n as number;
  const statuses = new Set<number>();
  for (let i = 0; i < 6; i += 1)
    for (const { status } of await Promise.all(Array.from({ length: 6 }, () => fill(plainBrowser(house), "Flood")))) statuses.add(status);
  expect(statuses).toEqual(new Set([303, 429]));
  const after = (await house.owner.query("select count(*)::int as n from person")).rows[0].n as number;
  expect(after - before).toBeLessThanOrEqual(30);
  const answer = await house.stranger.json("/join", { alias: "Flood", next: "/" });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
});
