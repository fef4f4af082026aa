import { expect } from "vitest";
import { test, type TestHouse } from "#test/house";
import { phraseOn, plainBrowser } from "#test/plain-browser";

/** A link into a room, as a facilitator's page shows it. */
async function linkInto(house: TestHouse): Promise<string> {
  const mei = await house.newcomer();
  const space = await house.spaceOf("circle", mei);
  const html = await (await mei.post(`/spaces/${space}/invitations`, { how: "link" })).text();
  return /\/invitations\/[\w-]{22}/.exec(html)?.[0] ?? "no link on the page";
}

test("from a link to the room a stranger passes three pages: a name, the phrase, the door with her name in it", async ({ house }) => {
  const link = await linkInto(house);
  const browser = plainBrowser(house);
  const first = (await browser.go(link)).headers.get("location")!;
  expect(first).toMatch(/^\/join\?next=%2Finvitations%2F[\w-]{22}&pass=/);
  const html = await browser.text(first);
  expect(html).not.toContain("First year");
  const pass = /name="pass" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const keep = (await browser.go("/join", { alias: "Linden", next: link, pass })).headers.get("location")!;
  expect(phraseOn(await browser.text(keep)).split(" ")).toHaveLength(7);
  expect((await browser.go("/keep", { next: link })).headers.get("location")).toBe(link);
  expect(await browser.text(link)).toMatch(/name="alias"[^>]*value="Linden"|value="Linden"[^>]*name="alias"/);
  const room = (await browser.go(link, { alias: "Linden" })).headers.get("location")!;
  expect(room).toMatch(/^\/spaces\/[\w-]{36}$/);
  expect((await browser.go(room)).status).toBe(200);
});

test("an invitation opens a door that is closed to others, and a made-up one does not", async ({ house }) => {
  const link = await linkInto(house);
  await house.owner.query(
    "insert into network (name, door) values ('Kith', 'invitation') on conflict (is_here) do update set door = 'invitation'",
  );
  const locationOf = async (path: string) => (await plainBrowser(house).go(path)).headers.get("location")!;
  expect(await plainBrowser(house).text(await locationOf(link))).toContain('name="alias"');
  for (const madeUp of ["/invitations/abcdefghijklmnopqrstuv", "/invitations/123456"]) {
    const location = await locationOf(madeUp);
    expect(location).not.toContain("pass=");
    expect(await plainBrowser(house).text(location)).not.toContain('name="alias"');
  }
});
