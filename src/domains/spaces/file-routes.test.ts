import { randomUUID } from "node:crypto";
import { request } from "node:http";
import sharp from "sharp";
import { expect } from "vitest";
import { z } from "zod";
import { test, type TestHouse, type Visitor } from "#test/house";

const Kept = z.object({ id: z.uuid(), width: z.number(), height: z.number(), bytes: z.number() });
const Page = z.object({
  messages: z.array(z.object({ id: z.string(), words: z.string() })),
  photos: z.array(z.object({ message: z.string(), id: z.string(), isSensitive: z.boolean(), bytes: z.number() })),
});

const jpeg = (side = 900) =>
  sharp({ create: { width: side, height: side / 2, channels: 3, background: "#c84", noise: { type: "gaussian", mean: 128, sigma: 20 } } })
    .withExif({ IFD0: { Make: "SecretCamera" } })
    .jpeg()
    .toBuffer();

async function roomIn(house: TestHouse) {
  const [mei, ana, eve] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  return { mei, ana, eve, space: await house.spaceOf("circle", mei, ana) };
}

/** The composer's form, as a browser without script sends it. */
function formed({ url }: TestHouse, who: Visitor | undefined, space: string, fields: Record<string, string>, photos: Buffer[]) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ id: randomUUID(), text: "", ...fields })) body.set(name, value);
  for (const photo of photos) body.append("photo", new File([new Uint8Array(photo)], "IMG_2041.jpg", { type: "image/jpeg" }));
  const proof = who ? { authorization: `Bearer ${who.token}` } : {};
  return fetch(`${url}/spaces/${space}/messages`, { method: "POST", redirect: "manual", headers: { origin: url, ...proof }, body });
}
const sent = ({ url }: TestHouse, who: Visitor, space: string, body: Buffer) =>
  fetch(`${url}/api/spaces/${space}/files`, {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}`, "content-type": "image/jpeg" },
    body: new Uint8Array(body),
  });
/** Sends a body on a connection of its own: the status of the answer, or "cut" when there was none. */
const alone = ({ url }: TestHouse, who: Visitor, { path, type }: { path: string; type: string }, body: Buffer) =>
  new Promise<number | "cut">((resolve) => {
    const headers = { origin: url, authorization: `Bearer ${who.token}`, "content-type": type, "content-length": body.length };
    request(new URL(path, url), { method: "POST", agent: false, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", () => resolve("cut"))
      .end(body);
  });
const history = async (who: Visitor, space: string) => Page.parse(await (await who.get(`/api/spaces/${space}/messages`)).json());

test("a photo goes with the form, without script, and the page shows it small, with its size and where it came from", async ({ house }) => {
  const { mei, ana, space } = await roomIn(house);
  const answer = await formed(house, mei, space, { text: "From the garden" }, [await jpeg(), await jpeg(400)]);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, expect.stringMatching(new RegExp(`^/spaces/${space}#m\\d+$`))]);
  const { photos } = await history(ana, space);
  expect(photos).toHaveLength(2);
  const page = await (await ana.get(`/spaces/${space}`)).text();
  expect(page).toContain(`src="/files/${photos[0]!.id}/small" width="320" height="160" loading="lazy"`);
  expect(page).toContain('alt="Photo from Person 1"');
  expect(page).toContain(`Open photo, ${Math.round(photos[0]!.bytes / 1024)} KB`);
});

test("where data is spared a photo is a link with its size, also when others have read the page with the picture", async ({ house }) => {
  const { mei, ana, space } = await roomIn(house);
  await formed(house, mei, space, { text: "From the garden" }, [await jpeg()]);
  const [photo] = (await history(ana, space)).photos;
  for (const who of [ana, mei]) {
    const pictured = async (headers?: Record<string, string>) =>
      (await (await who.get(`/spaces/${space}`, headers)).text()).includes("<img");
    expect([await pictured(), await pictured({ "save-data": "on" }), await pictured()]).toEqual([true, false, true]);
    const page = await (await who.get(`/spaces/${space}`, { "save-data": "on" })).text();
    expect(page).toContain(`href="/files/${photo!.id}"`);
    expect(page).toContain(`Open photo, ${Math.round(photo!.bytes / 1024)} KB`);
  }
});

test("a photo is sealed in: nothing of it runs, it says what it is, and it is for her alone to keep", async ({ house }) => {
  const { mei, ana, space } = await roomIn(house);
  await formed(house, mei, space, {}, [await jpeg()]);
  const [photo] = (await history(ana, space)).photos;
  for (const [path, most] of [
    ["", 150 * 1024],
    ["/small", 6 * 1024],
  ] as const) {
    const answer = await ana.get(`/files/${photo!.id}${path}`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/webp",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "content-disposition": 'inline; filename="photo.webp"',
      "cache-control": "private, max-age=604800, immutable",
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBeLessThanOrEqual(most);
    expect(bytes.includes("SecretCamera")).toBe(false);
    expect((await sharp(bytes).metadata()).format).toBe("webp");
  }
});

test("a photo is there for the members of its room; for anyone else, and after leaving, there is nothing", async ({ house }) => {
  const { mei, ana, eve, space } = await roomIn(house);
  await formed(house, mei, space, {}, [await jpeg()]);
  const [photo] = (await history(ana, space)).photos;
  const none = await (await eve.get(`/files/${randomUUID()}`)).text();
  const nonce = (text: string) => text.replaceAll(/[0-9a-f-]{36}/g, "");
  for (const path of [`/files/${photo!.id}`, `/files/${photo!.id}/small`]) {
    const answer = await eve.get(path);
    expect(answer.status).toBe(404);
    expect(nonce(await answer.text())).toBe(nonce(none));
    expect((await house.stranger.get(path)).status).toBe(303);
    expect((await ana.get(path)).status).toBe(200);
  }
  await ana.post(`/spaces/${space}/leave`, {});
  expect((await ana.get(`/files/${photo!.id}`)).status).toBe(404);
  expect((await formed(house, eve, space, {}, [await jpeg()])).status).toBe(404);
  expect((await sent(house, eve, space, await jpeg())).status).toBe(404);
  expect((await formed(house, undefined, space, {}, [await jpeg()])).status).toBe(401);
});

test("a script sends the photo first and then says it, once for each id", async ({ house }) => {
  const { mei, ana, space } = await roomIn(house);
  const kept = await sent(house, mei, space, await jpeg());
  expect(kept.status).toBe(201);
  const { id: photo } = Kept.parse(await kept.json());
  expect((await ana.get(`/files/${photo}`)).status).toBe(404); // nothing was said with it yet
  const saying = { id: randomUUID(), text: "", photos: [photo], sensitive: true };
  const stolen = await ana.json(`/api/spaces/${space}/messages`, { ...saying, id: randomUUID() });
  expect(stolen.status).toBe(404);
  expect((await mei.json(`/api/spaces/${space}/messages`, saying)).status).toBe(201);
  expect((await mei.json(`/api/spaces/${space}/messages`, saying)).status).toBe(200);
  expect((await history(ana, space)).photos).toMatchObject([{ message: saying.id, id: photo, isSensitive: true }]);
});

test("a photo that may be hard to see sends nothing of itself before she asks", async ({ house }) => {
  const { mei, ana, space } = await roomIn(house);
  await formed(house, mei, space, { text: "The scar", sensitive: "on" }, [await jpeg()]);
  const [photo] = (await history(ana, space)).photos;
  const page = await (await ana.get(`/spaces/${space}`)).text();
  expect(page).toContain(`href="/files/${photo!.id}"`);
  expect(page).not.toContain("/small");
  expect(page).not.toMatch(/<img[^>]+files/);
});

test("what is no photo, too many, too large or nothing at all is refused in words, and nothing is said", async ({ house }) => {
  const { mei, space } = await roomIn(house);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const one = await jpeg(60);
  const refused = [
    [[svg], 422, "This is not a photo we can take"],
    [[Buffer.from("<!doctype html><script>alert(1)</script>")], 422, "This is not a photo we can take"],
    [[(await jpeg()).subarray(0, 4_000)], 422, "breaks off"],
    [[one, one, one, one, one], 422, "At most four things"],
    [[Buffer.alloc(13 * 1024 * 1024, 1)], 422, "too large"],
    [[], 422, "Please write something here"],
  ] as const;
  for (const [photos, status, said] of refused) {
    const answer = await formed(house, mei, space, {}, [...photos]);
    expect([answer.status, (await answer.text()).includes(said)]).toEqual([status, true]);
  }
  const bytes = (much: number) => Buffer.alloc(much * 1024 * 1024, 1);
  const file = { path: `/api/spaces/${space}/files`, type: "image/jpeg" };
  expect(await alone(house, mei, file, bytes(13))).toBe(413); // read to its end, so that the answer is heard
  const form = { path: `/spaces/${space}/messages`, type: "multipart/form-data; boundary=b" };
  for (const address of [file, form]) expect([413, 422, "cut"]).toContain(await alone(house, mei, address, bytes(26)));
  expect((await sent(house, mei, space, svg)).status).toBe(422);
  expect((await history(mei, space)).messages).toEqual([]);
  const { rows } = await house.owner.query("select from space_file where space_id = $1", [space]);
  expect(rows).toEqual([]);
});
