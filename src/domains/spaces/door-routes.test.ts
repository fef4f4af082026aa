import { encode } from "uqr";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { faultBeside, plain, typedIn } from "#test/read-page";

const textOf = async (answer: Response | Promise<Response>) => await (await answer).text();
const linkOn = (page: string) => /href="([^"]*\/invitations\/[\w-]{22})"/.exec(page)?.[1] ?? "";
const digitsOn = (page: string) => [...page.matchAll(/<span>(\d{3}) <\/span>/g)].map(([, group]) => group).join("");

/** A circle with its facilitator, and someone who is not in it. */
async function scene(house: TestHouse) {
  const [mei, bo, eve] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("circle", mei, bo);
  const invited = async (how: "link" | "digits") => await textOf(mei.post(`/spaces/${space}/invitations`, { how }));
  const pathOf = async (how: "link" | "digits") => {
    const page = await invited(how);
    return how === "link" ? new URL(linkOn(page)).pathname : `/invitations/${digitsOn(page)}`;
  };
  return { mei, bo, eve, space, invited, pathOf };
}

const isIn = async (visitor: Visitor, space: string) => (await visitor.get(`/spaces/${space}`)).status === 200;

test("a link lets someone in under a name of her own, and the picture beside it is the same link", async ({ house }) => {
  const { eve, mei, bo, space, invited } = await scene(house);
  const page = await invited("link");
  const link = linkOn(page);
  const { data, size } = encode(link, { border: 0 });
  const drawn = [...(/<path d="((?:M\d+ \d+h1v1h-1z)+)"/.exec(page)?.[1] ?? "").matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(
    ([, x, y]) => `${x} ${y}`,
  );
  const expected = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])));
  expect(size).toBeGreaterThan(20);
  expect(drawn).toEqual(expected);
  expect(page).not.toMatch(/<img|data:image/);
  expect(plain(page)).toContain("For up to 20 people, until");

  const path = new URL(link).pathname;
  const door = await eve.get(path);
  expect(door.status).toBe(200);
  expect(await isIn(eve, space)).toBe(false);
  expect(plain(await textOf(door))).toContain("First year");
  const joined = await eve.post(path, { alias: "Hazel" });
  expect([joined.status, joined.headers.get("location")]).toEqual([303, `/spaces/${space}`]);
  expect(plain(await textOf(eve.get(`/spaces/${space}`)))).toContain("You are Hazel here");
  for (const other of [mei, bo]) expect(await textOf(other.get(`/spaces/${space}`))).not.toContain("Hazel");
});

test("a name that is taken, empty or no name comes back beside its field with what was typed", async ({ house }) => {
  const { eve, space, pathOf } = await scene(house);
  const path = await pathOf("link");
  for (const [alias, fault] of [
    ["person 1", "Someone here has this name already. Please choose another."],
    ["Ｐｅｒｓｏｎ１", "Someone here has this name already. Please choose another."],
    ["", "Please write something here."],
    ["<b>", "A name has letters and digits, and begins with one."],
    ["x".repeat(41), "This is too long."],
  ] as const) {
    const answer = await eve.post(path, { alias });
    expect([alias, answer.status]).toEqual([alias, 422]);
    const page = await answer.text();
    expect(faultBeside(page, "alias")).toBe(fault);
    expect(typedIn(page, "alias")).toBe(alias.replace("<b>", "&lt;b>"));
    expect(page).toContain('href="#alias"');
  }
  expect(await isIn(eve, space)).toBe(false);
});

test("six digits are read out and typed in any digits, and lead to the same door", async ({ house }) => {
  const { eve, space, invited } = await scene(house);
  const page = await invited("digits");
  const digits = digitsOn(page);
  expect(digits).toMatch(/^\d{6}$/);
  expect(page).not.toContain("/invitations/" + digits);
  const inDigitsFrom = (zero: number) => digits.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  const [arabic, persian, wide] = [inDigitsFrom(0x0660), inDigitsFrom(0x06f0), inDigitsFrom(0xff10)];
  for (const code of [
    digits,
    arabic,
    persian,
    wide,
    `${digits.slice(0, 3)} ${digits.slice(3)}`,
    `${digits.slice(0, 3)}-${digits.slice(3)}`,
  ]) {
    const answer = await eve.post("/code", { code });
    expect([code, answer.status, answer.headers.get("location")]).toEqual([code, 303, `/invitations/${digits}`]);
  }
  expect((await eve.post(`/invitations/${arabic}`, { alias: "Hazel" })).headers.get("location")).toBe(`/spaces/${space}`);
});

test("a code that leads nowhere says so beside its field, whether it is wrong, old, used up or of a closed room", async ({ house }) => {
  const { eve, mei, space, invited } = await scene(house);
  const unknown = "This code leads nowhere. It may be used up or too old. Ask for a new one.";
  const faultOf = async (code: string) => {
    const answer = await eve.post("/code", { code });
    const page = await answer.text();
    return [answer.status, typedIn(page, "code"), faultBeside(page, "code")];
  };
  expect(await faultOf("12 345")).toEqual([422, "12 345", "A code has six digits."]);
  const spoil = {
    old: "update space_invitation set expires_at = now() where space_id = $1",
    used: "update space_invitation set uses_left = 0 where space_id = $1",
    closed: "update space set archived_at = now() where id = $1",
  };
  for (const [how, sql] of Object.entries(spoil)) {
    const digits = digitsOn(await invited("digits"));
    expect((await eve.post("/code", { code: digits })).status).toBe(303);
    await house.owner.query(sql, [space]);
    expect([how, ...(await faultOf(digits))]).toEqual([how, 422, digits, unknown]);
    expect((await eve.get(`/invitations/${digits}`)).status).toBe(404);
    expect((await eve.post(`/invitations/${digits}`, { alias: "Hazel" })).status).toBe(404);
  }
  expect(await isIn(eve, space)).toBe(false);
  expect(await isIn(mei, space)).toBe(true);
});

test("a code for five lets five in and the sixth not, and whoever ends an invitation ends it at once", async ({ house }) => {
  const { mei, space, invited, pathOf } = await scene(house);
  const code = `/invitations/${digitsOn(await invited("digits"))}`;
  const comers = await Promise.all(Array.from({ length: 6 }, () => house.newcomer()));
  const statuses = [];
  for (const [index, comer] of comers.entries()) statuses.push((await comer.post(code, { alias: `Comer ${index}` })).status);
  expect(statuses).toEqual([303, 303, 303, 303, 303, 404]);
  const link = await pathOf("link");
  const about = await textOf(mei.get(`/spaces/${space}/about`));
  expect(plain(about)).toContain("Open invitations");
  const end = /action="([^"]*\/invitations\/[^"]*\/end)"/.exec(about)?.[1] ?? "";
  expect((await comers[5]!.get(link)).status).toBe(200);
  expect((await mei.post(end, {})).status).toBe(303);
  expect((await comers[5]!.get(link)).status).toBe(404);
  expect(plain(await textOf(mei.get(`/spaces/${space}/about`)))).not.toContain("Open invitations");
});

test("an open door is entered under a name; whoever asks at another is let in by those who keep it, or not", async ({ house }) => {
  const [mei, eve, ana] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei);
  expect(plain(await textOf(eve.get("/rooms")))).toContain("First year");
  await mei.post(`/spaces/${space}/furnish`, { title: "Asking first", startHere: "Read this.", entry: "request" });
  for (const [who, alias] of [
    [eve, "Hazel"],
    [ana, "Rowan"],
  ] as const) {
    const asked = await who.post(`/rooms/${space}/join`, { alias, words: `I am <i>${alias}</i>` });
    expect([asked.status, plain(await asked.text()).includes("You have asked")]).toEqual([200, true]);
    expect(await isIn(who, space)).toBe(false);
  }
  const about = await textOf(mei.get(`/spaces/${space}/about`));
  expect(about).toContain("I am &lt;i>Hazel&lt;/i>");
  const [first = "", second = ""] = [...about.matchAll(/action="([^"]*\/requests\/[^"]*)"/g)].map(([, action]) => action);
  expect((await mei.post(first, { answer: "in" })).status).toBe(303);
  expect((await mei.post(second, { answer: "no" })).status).toBe(303);
  expect([await isIn(eve, space), await isIn(ana, space)]).toEqual([true, false]);
  expect(plain(await textOf(eve.get("/")))).toContain("Asking first");
  expect(plain(await textOf(ana.get("/")))).not.toContain("Asking first");
  expect((await mei.post(second, { answer: "in" })).status).toBe(404);
});

test("where a name was taken while someone waited, those who keep the door are told, and she waits on", async ({ house }) => {
  const [mei, eve] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei);
  await mei.post(`/spaces/${space}/furnish`, { title: "Asking first", startHere: "", entry: "request" });
  await eve.post(`/rooms/${space}/join`, { alias: "person-1", words: "" });
  const request = /action="([^"]*\/requests\/[^"]*)"/.exec(await textOf(mei.get(`/spaces/${space}/about`)))?.[1] ?? "";
  const refused = await mei.post(request, { answer: "in" });
  const page = await refused.text();
  expect([refused.status, plain(page).includes("Someone here has this name already.")]).toEqual([422, true]);
  expect([typedIn(page, "alias"), faultBeside(page, "alias")]).toEqual(["Person 1", undefined]);
  expect(page).toContain(request);
  await eve.post(`/rooms/${space}/join`, { alias: "Hazel", words: "" });
  expect((await mei.post(request, { answer: "in" })).status).toBe(303);
  expect(await isIn(eve, space)).toBe(true);
});

test("whoever guesses codes is stopped after a while, in her own language", async ({ house }) => {
  const { eve } = await scene(house);
  await house.owner.query("delete from attempt");
  let last = await eve.post("/code", { code: "000000" });
  for (let tries = 1; last.status === 422 && tries < 100; tries += 1)
    last = await eve.post("/code", { code: String(tries).padStart(6, "0") });
  expect(last.status).toBe(429);
  const page = await eve.post("/code", { code: "123456" }, { "accept-language": "ru" });
  expect(page.status).toBe(429);
  expect(await page.text()).toContain('<html lang="ru"');
  const problem = await eve.json("/code", { code: "123456" });
  expect(problem.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await problem.json()).toMatchObject({ type: "/problems/too-many", status: 429 });
  expect((await eve.get("/invitations/123456")).status).toBe(429);
});
