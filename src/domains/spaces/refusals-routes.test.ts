import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { z } from "zod";
import { test } from "#test/house";
import { plain } from "#test/read-page";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const BARE_POLICY = ["default-src 'none'", "frame-ancestors 'none'"];

test("every answer, also a no and a way elsewhere, forbids what is not ours to run", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  const answers = [
    await mei.get(`/spaces/${space}`),
    await mei.get("/"),
    await mei.get("/no-such-page"),
    await mei.get(`/spaces/${randomUUID()}`),
    await house.stranger.get(`/spaces/${space}`),
    await house.stranger.post(`/spaces/${space}/messages`, {}),
    await mei.post(`/spaces/${space}/messages`, { id: randomUUID(), text: "" }),
    await mei.post(`/spaces/${space}/messages`, { id: randomUUID(), text: "Hello" }),
    await mei.json(`/api/spaces/${space}/messages`, { id: randomUUID(), text: "Hello" }),
    await mei.json(`/api/spaces/${space}/messages`, {}),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404, 303, 401, 422, 303, 201, 422]);
  for (const { headers, url } of answers) {
    const policy = headers.get("content-security-policy") ?? "";
    const isPage = headers.get("content-type")?.startsWith("text/html") ?? false;
    const expected = isPage ? POLICY : BARE_POLICY;
    expect([url, policy.split(/; */)]).toEqual([url, expect.arrayContaining(expected)]);
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe(isPage ? "same-origin" : null);
  }
});

test("a no is said in her language, with a way back, and to a script as a problem with a stable type", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  const titles = {
    en: ["There is nothing here", "Please look at this once more"],
    ru: ["Здесь ничего нет", undefined],
    zh: ["这里什么也没有", undefined],
    ar: [undefined, undefined],
  };
  for (const [language, [absent, again]] of Object.entries(titles)) {
    const headers = { "accept-language": language };
    const page = await (await mei.get(`/spaces/${randomUUID()}`, headers)).text();
    expect(page).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`);
    expect(page).toContain('href="/"');
    expect(plain(page)).toContain(absent ?? "");
    const refused = await mei.post(`/spaces/${space}/messages`, { id: randomUUID(), text: " " }, headers);
    const said = await refused.text();
    expect([refused.status, said.includes(`<html lang="${language}"`)]).toEqual([422, true]);
    expect(plain(said)).toContain(again ?? "");
    expect([language, /There is nothing|Please/.test(plain(page + said))]).toEqual([language, language === "en"]);
  }
  const problem = await mei.get(`/spaces/${randomUUID()}`, { accept: "application/json" });
  expect([problem.status, problem.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect(await problem.json()).toEqual({ type: "/problems/not-found", title: "There is nothing at this address.", status: 404 });
});

test("a form that was sent from another site changes nothing", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  for (const origin of ["https://evil.example", "null", `${house.url}.evil.example`]) {
    const answer = await mei.post(`/spaces/${space}/messages`, { id: randomUUID(), text: "Not mine" }, { origin });
    expect([origin, answer.status]).toEqual([origin, 404]);
    expect((await mei.post(`/spaces/${space}/leave`, {}, { origin, "sec-fetch-site": "cross-site" })).status).toBe(404);
  }
  const plainText = await fetch(`${house.url}/spaces/${space}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${mei.token}`, origin: "https://evil.example", "content-type": "text/plain" },
    body: new URLSearchParams({ id: randomUUID(), text: "Not mine" }).toString(),
  });
  expect(plainText.status).toBe(404);
  const page = await (await mei.get(`/spaces/${space}`)).text();
  expect(page).not.toContain("Not mine");
});

test("a form that is too large is refused on a page, and nothing of it is kept", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  const type = "application/x-www-form-urlencoded";
  const headers = { authorization: `Bearer ${mei.token}`, origin: house.url, "accept-language": "zh", "content-type": type };
  const asked = request(`${house.url}/spaces/${space}/messages`, { method: "POST", headers });
  asked.on("error", () => {}); // the house may close the line before all of it has arrived
  asked.end(new URLSearchParams({ id: randomUUID(), text: "x".repeat(300_000) }).toString());
  const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(asked, "response"));
  expect(answer.statusCode).toBe(413);
  expect(await text(answer)).toContain('<html lang="zh"');
  expect(await (await mei.get(`/api/spaces/${space}/messages`)).json()).toMatchObject({ messages: [] });
});

test("a link that says where to go next never leads out of the house", async ({ house }) => {
  const mei = await house.newcomer();
  const outside = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "%2F%2Fevil.example",
  ];
  for (const next of outside) {
    const query = `?next=${encodeURIComponent(next)}`;
    const led = await mei.get(`/join${query}`);
    expect([next, led.status, led.headers.get("location")]).toEqual([next, 303, "/"]);
    const page = await (await house.stranger.get(`/enter${query}`)).text();
    expect([next, /name="next" value="([^"]*)"/.exec(page)?.[1] ?? "/"]).toEqual([next, "/"]);
  }
  const shown = await house.stranger.get(`/spaces/${randomUUID()}?lang=ru`);
  expect(shown.headers.get("location")).toMatch(/^\/enter\?next=%2Fspaces%2F[\w-]{36}$/);
});

test("no address of the house says a word about health", ({ house }) => {
  const words = [
    "cancer",
    "breast",
    "tumo",
    "onco",
    "chemo",
    "radio",
    "health",
    "clinic",
    "hospital",
    "patient",
    "disease",
    "diagnos",
    "treat",
    "surg",
    "mastec",
    "scan",
    "biopsy",
    "drug",
    "pain",
    "symptom",
    "nurse",
    "doctor",
    "therap",
    "cure",
    "lymph",
    "screening",
    "grief",
    "death",
  ];
  const told = [...new Set(house.app.routes.map(({ path }) => path))].filter(
    (path) => path !== "/health" && words.some((word) => path.toLowerCase().includes(word)),
  );
  expect(told).toEqual([]);
});

test("an address that cannot be one, and a method that is not there, lead nowhere", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  for (const path of ["/spaces/1", "/spaces/%00", `/spaces/${space}/messages/none`, "/rooms/x/join", "/invitations/%E2%80%AE"])
    expect([path, (await mei.get(path)).status]).toEqual([path, 404]);
  for (const method of ["PUT", "DELETE", "PATCH"]) {
    const asked = { method, headers: { authorization: `Bearer ${mei.token}`, origin: house.url } };
    expect([method, (await fetch(`${house.url}/spaces/${space}`, asked)).status]).toEqual([method, 404]);
  }
});
