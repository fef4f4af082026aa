import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type TestHouse, type Visitor } from "#test/house";
import { plain } from "#test/read-page";

/** Bo has sent a photo and a voice note with her words, and Mei has reported them. Ada looks after the network, Bo does too, and Eve does not. */
async function scene(house: TestHouse) {
  const [mei, bo, ada, eve] = await Promise.all([1, 2, 3, 4].map(() => house.newcomer()));
  if (!mei || !bo || !ada || !eve) throw new Error("Nobody came.");
  const space = await house.spaceOf("group", mei, bo);
  for (const { id } of [ada, bo])
    await house.owner.query("insert into person_role (person_id, role, scope, known_as) values ($1, 'steward', 'network', 'Rosa')", [id]);
  const message = randomUUID();
  expect((await bo.json(`/spaces/${space}/messages`, { id: message, text: "Look." })).status).toBe(201);
  const [photo, voice] = [await beside(house, message, "photo"), await beside(house, message, "voice")];
  const sent = await mei.post(`/spaces/${space}/messages/${message}/report`, {});
  const desk = `/network${(sent.headers.get("location") ?? "").replace("?sent", "")}`;
  return { mei, bo, ada, eve, space, message, photo, voice, desk, report: desk.split("/").at(-1) ?? "" };
}

async function beside({ owner }: TestHouse, message: string, kind: "photo" | "voice"): Promise<string> {
  const sizes = kind === "photo" ? "'photo', 2048, 1, 1, 1, null" : "'voice', 2048, null, null, null, 5000";
  const { rows } = await owner.query<{ id: string }>(
    `with f as (insert into space_file (id, space_id, member_id, message_id, place, kind, bytes, small_bytes, width, height, milliseconds, sha256)
        select gen_random_uuid(), m.space_id, m.member_id, m.id, ${kind === "photo" ? 0 : 1}, ${sizes}, '' from space_message m where m.id = $1
        returning id, space_id, member_id)
      insert into space_file_content (file_id, space_id, member_id, content) select id, space_id, member_id, $2 from f returning file_id as id`,
    [message, Buffer.from(`bytes of the ${kind}`)],
  );
  return rows[0]!.id;
}

const textOf = async (visitor: Visitor, path: string) => plain(await (await visitor.get(path)).text());
const looks = async ({ owner }: TestHouse, report: string) =>
  (
    await owner.query<{ about: object }>("select about from fact where subject = $1 and kind = 'moderation.files-opened' order by id", [
      report,
    ])
  ).rows;

test("whoever answers a report can open what was beside the words, and it is stated that she did", async ({ house }) => {
  const { ada, desk, photo, voice, report } = await scene(house);
  const page = await (await ada.get(desk)).text();
  expect([page.includes("<img"), page.includes("/files/"), page.includes(`action="${desk}/open"`)]).toEqual([false, false, true]);
  expect((await ada.get(`${desk}/files/${photo}`)).status).toBe(404);
  for (const again of [1, 2]) expect([again, (await ada.post(`${desk}/open`, {})).status]).toEqual([again, 303]);
  expect(await looks(house, report)).toEqual([{ about: { by: ada.id } }]);
  const open = await (await ada.get(desk)).text();
  expect([open.includes("<img"), open.includes(`href="${desk}/files/${photo}"`)]).toEqual([false, true]);
  expect(open).toContain(`preload="none" src="${desk}/files/${voice}"`);
  const opened = await ada.get(`${desk}/files/${photo}`);
  expect([opened.headers.get("content-type"), opened.headers.get("cache-control")]).toEqual(["image/webp", "no-store"]);
  expect(await opened.text()).toBe("bytes of the photo");
  expect(await (await ada.get(`${desk}/files/${voice}`)).text()).toBe("bytes of the voice");
});

test("nobody else opens it: not she who is reported, though she is a steward, nor under another report, nor once there is an answer", async ({
  house,
}) => {
  const { mei, bo, ada, eve, desk, photo, report } = await scene(house);
  const other = await scene(house);
  for (const who of [mei, bo, eve]) {
    expect((await who.post(`${desk}/open`, {})).status).toBe(404);
    expect((await who.get(`${desk}/files/${photo}`)).status).toBe(404);
  }
  for (const path of [desk, other.desk]) expect((await ada.post(`${path}/open`, {})).status).toBe(303);
  for (const path of [`${other.desk}/files/${photo}`, `${desk}/files/${randomUUID()}`, `${desk}/files/x`])
    expect((await ada.get(path)).status).toBe(404);
  expect((await other.ada.get(`${desk}/files/${photo}`)).status).toBe(404);
  expect((await ada.post(`${desk}/answer`, { outcome: "kept", answer: "It stays." })).status).toBe(303);
  expect([(await ada.get(`${desk}/files/${photo}`)).status, (await ada.post(`${desk}/open`, {})).status]).toEqual([404, 404]);
  expect(await looks(house, report)).toHaveLength(1);
  expect(await textOf(ada, desk)).toContain("After the answer nobody can open it here.");
});

test("what went with the message is gone from the report too, and the page says that it was there", async ({ house }) => {
  const { bo, ada, space, message, desk, photo } = await scene(house);
  await ada.post(`${desk}/open`, {});
  expect((await bo.post(`/spaces/${space}/messages/${message}/remove`, {})).status).toBe(303);
  expect((await ada.get(`${desk}/files/${photo}`)).status).toBe(404);
  expect(await textOf(ada, desk)).toContain("It went with the message, and is not kept.");
});
