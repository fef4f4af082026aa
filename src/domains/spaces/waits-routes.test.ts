import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { plain, typedIn } from "#test/read-page";

const textOf = async (visitor: Visitor, path: string, headers = {}) => await (await visitor.get(path, headers)).text();

/** Mei cares for a room where one asks first; Eve asks, Ana does not. */
async function scene(house: TestHouse) {
  const [mei, eve, ana] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei);
  await mei.post(`/spaces/${space}/furnish`, { title: "Asking first", startHere: "", entry: "request" });
  await eve.post(`/rooms/${space}/join`, { alias: "Hazel", words: "May I come in?" });
  const back = /action="(\/requests\/[\w-]+\/take-back)"/.exec(await textOf(eve, "/"))?.[1] ?? "";
  return { mei, eve, ana, space, back };
}

test("her start page says where she has asked and leads on, and she takes it back there", async ({ house }) => {
  const { mei, eve, ana, space, back } = await scene(house);
  const home = await textOf(eve, "/");
  expect(plain(home)).toMatch(
    /Where you have asked to come in Asking first .*Nobody has answered yet\. Take it back .*look at other rooms/,
  );
  expect(home).toContain('href="/rooms"');
  for (const who of [mei, ana]) expect(await textOf(who, "/")).not.toContain(back);
  for (const who of [mei, ana]) expect((await who.post(back, {})).status).toBe(404);
  expect(plain(await textOf(ana, "/"))).not.toContain("Asking first");
  const taken = await eve.post(back, {});
  expect([taken.status, taken.headers.get("location")]).toEqual([303, "/"]);
  expect(plain(await textOf(eve, "/"))).not.toContain("Asking first");
  expect((await eve.post(back, {})).status).toBe(404);
  expect(plain(await textOf(mei, `/spaces/${space}/about`))).toContain("Nobody is waiting.");
});

test("among the open doors hers says that she has asked, and at it stands what she asked, to be said again", async ({ house }) => {
  const { mei, eve, ana, space, back } = await scene(house);
  expect(plain(await textOf(eve, "/rooms"))).toMatch(/Asking first .*You have asked .*Nobody has answered yet\. See what you asked/);
  expect(plain(await textOf(ana, "/rooms"))).not.toContain("You have asked");
  const [hers, anas] = [await textOf(eve, `/rooms/${space}/join`), await textOf(ana, `/rooms/${space}/join`)];
  expect([typedIn(hers, "alias"), hers.includes(back), hers.includes("May I come in?")]).toEqual(["Hazel", true, true]);
  expect([anas.includes(back), anas.includes("Hazel"), anas.includes("May I come in?")]).toEqual([false, false, false]);
  await eve.post(`/rooms/${space}/join`, { alias: "Hazel", words: "Said better" });
  expect(plain(await textOf(mei, `/spaces/${space}/about`))).toMatch(/Hazel .*Said better/);
  const faulty = await (await eve.post(`/rooms/${space}/join`, { alias: "", words: "Half" })).text();
  expect([typedIn(faulty, "alias"), faulty.includes("Half")]).toEqual(["", true]);
});

test("whoever keeps a door finds on her start page that someone waits there, without a word of theirs", async ({ house }) => {
  const { mei, eve, ana, space } = await scene(house);
  expect(plain(await textOf(mei, "/"))).toMatch(/Someone asks to come into “Asking first” Waiting since /);
  await ana.post(`/rooms/${space}/join`, { alias: "Rowan", words: "" });
  const home = await textOf(mei, "/");
  expect(plain(home)).toMatch(/2 people ask to come into “Asking first” Waiting since /);
  expect(home).toContain(`href="/spaces/${space}/about"`);
  expect(home).not.toMatch(/Hazel|Rowan|May I/);
  expect(plain(await textOf(eve, "/"))).not.toContain("people ask");
});

test("what was taken back stands no more among what is new for whoever keeps the door", async ({ house }) => {
  const { mei, eve, space, back } = await scene(house);
  await house.owner.query(
    "insert into notification (person_id, kind, subject) values ($1, 'asked', $2) on conflict (person_id, kind, subject) do nothing",
    [mei.id, space],
  );
  expect(plain(await textOf(mei, "/news"))).toContain("asks to come into “Asking first”");
  await eve.post(back, {});
  expect(plain(await textOf(mei, "/news"))).not.toContain("asks to come into");
});

test("under a cover neither who waits nor where she asked says a room's name", async ({ house }) => {
  const { mei, eve } = await scene(house);
  const cookie = "kith-cover=calendar";
  const [hers, keepers] = [await textOf(eve, "/", { cookie }), await textOf(mei, "/", { cookie })];
  expect(plain(hers)).toMatch(/Where you have asked to come in Group /);
  expect(plain(keepers)).toContain("Someone asks to come into “Person 1”");
  for (const html of [hers, keepers]) expect(html).not.toContain("Asking first");
});
