import { expect } from "vitest";
import { z } from "zod";
import { test, type Visitor } from "#test/house";
import { faultBeside, leadingTo, plain, typedIn } from "#test/read-page";

const pageOf = async (visitor: Visitor, path: string) => await (await visitor.get(path)).text();
const NEW = { title: "Morning walk", alias: "Linden", kind: "group", entry: "open" };

test("a room is begun by one form, and whoever begins it cares for it", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const begun = await mei.post("/rooms/new", NEW);
  const room = begun.headers.get("location") ?? "";
  expect([begun.status, room]).toEqual([303, expect.stringMatching(/^\/spaces\/[\w-]{36}$/)]);
  expect(plain(await pageOf(mei, room))).toContain("You are Linden here");
  expect(plain(await pageOf(mei, `${room}/about`))).toContain("What stands on the door");
  const empty = await pageOf(mei, room);
  expect(plain(empty)).toContain("Nobody has written here yet");
  expect(leadingTo(empty, "Invite someone")).toBe(`${room}/about#invite`);
  const { spaces } = z
    .object({ spaces: z.array(z.object({ title: z.string(), unread: z.number() })) })
    .parse(await (await mei.get("/api/spaces")).json());
  expect(spaces).toEqual([{ title: "Morning walk", unread: 0 }]);
  expect((await bo.get(room)).status).toBe(404);
  expect(await pageOf(bo, "/")).not.toContain("Morning walk");
});

test("a form that lacks something comes back with everything that was typed and the fault beside its field", async ({ house }) => {
  const mei = await house.newcomer();
  const wrong = await mei.post("/rooms/new", { title: "", alias: `Li"nden & <co>`, kind: "community", entry: "request" });
  expect(wrong.status).toBe(422);
  const page = await wrong.text();
  expect(faultBeside(page, "title")).toBe("Please write something here.");
  expect(faultBeside(page, "alias")).toBe("A name has letters and digits, and begins with one.");
  expect(typedIn(page, "alias")).toBe("Li&quot;nden &amp; &lt;co>");
  for (const chosen of ["community", "request"]) expect(page).toMatch(new RegExp(`value="${chosen}" checked`));
  for (const field of ["title", "alias"]) expect(page).toContain(`href="#${field}"`);
  const unknown = await mei.post("/rooms/new", { ...NEW, kind: "castle" });
  expect([unknown.status, plain(await unknown.text()).includes("Please choose one.")]).toEqual([422, true]);
  const problem = await mei.json("/rooms/new", { ...NEW, title: "x".repeat(121) });
  expect([problem.status, await problem.json()]).toEqual([422, expect.objectContaining({ faults: { title: "fault.long" } })]);
  expect(await (await mei.get("/api/spaces")).json()).toEqual({ spaces: [] });
});

test("a circle stays closed, whatever the form said of its door", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const room = (await mei.post("/rooms/new", { ...NEW, kind: "circle", entry: "open" })).headers.get("location") ?? "";
  expect((await bo.get(room.replace("/spaces/", "/rooms/") + "/join")).status).toBe(404);
  expect(await pageOf(bo, "/rooms")).not.toContain(room.slice("/spaces/".length));
});

test("every open room is found, page by page, also where many have one name", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  await house.owner.query("update space set archived_at = now()");
  const begun = new Set<string>();
  for (let index = 0; index < 64; index += 1) {
    const title = index < 40 ? "Tea" : `Walk ${index}`;
    begun.add((await mei.post("/rooms/new", { ...NEW, title })).headers.get("location")!.slice("/spaces/".length));
  }
  const found: string[] = [];
  for (let path: string | undefined = "/rooms"; path !== undefined;) {
    const page: string = await pageOf(bo, path);
    found.push(...[...page.matchAll(/href="\/rooms\/([\w-]{36})\/join"/g)].map(([, id]) => id!));
    path = leadingTo(page, "More rooms");
  }
  expect(found).toHaveLength(64);
  expect(new Set(found)).toEqual(begun);
});

test("of the open rooms those stand first whose names are in letters that she reads", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  await house.owner.query("update space set archived_at = now()");
  for (const title of ["A walk", "Чай вдвоём", "散步", "شاي"]) await mei.post("/rooms/new", { ...NEW, title });
  for (const [locale, first] of [
    ["en", "A walk"],
    ["ru", "Чай вдвоём"],
    ["zh", "散步"],
    ["ar", "شاي"],
  ] as const) {
    const page = await (await bo.get("/rooms", { cookie: `kith-language=${locale}` })).text();
    expect(/<h2><bdi>(.*?)<\/bdi>/.exec(page)?.[1]).toBe(first);
  }
});
