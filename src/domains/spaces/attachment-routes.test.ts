import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { expect } from "vitest";
import { z } from "zod";
import { test, type TestHouse, type Visitor } from "#test/house";

const Page = z.object({
  photos: z.array(z.object({ isSensitive: z.boolean() })),
  files: z.array(
    z.object({ id: z.string(), kind: z.string(), bytes: z.number(), milliseconds: z.number().nullable(), name: z.string().nullable() }),
  ),
});
const history = async (who: Visitor, space: string) => Page.parse(await (await who.get(`/api/spaces/${space}/messages`)).json());

const jpeg = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: "#c84" } })
    .jpeg()
    .toBuffer();

async function roomIn(house: TestHouse) {
  const [mei, ana, eve] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  return { mei, ana, eve, space: await house.spaceOf("circle", mei, ana) };
}

const pdf = (inner = "") => Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog ${inner} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);

/** An Ogg file of Opus packets of 60 ms, with tags that tell who recorded it. */
function recording(packets = 50): Buffer {
  const head = Buffer.from("OpusHead\u0001\u0001\u0038\u0001\0\0\0\0\0\0\0", "latin1");
  const tags = Buffer.from("OpusTags\u0000\0\0\0\0\0\0\0 SecretRecorder");
  const sound = Array.from({ length: packets }, (_, nth) => Buffer.alloc(90, nth).fill(0x58, 0, 1));
  return Buffer.concat(
    [head, tags, ...sound].map((packet) => {
      const page = Buffer.alloc(28);
      page.write("OggS", "latin1");
      page.set([1, packet.length], 26);
      return Buffer.concat([page, packet]);
    }),
  );
}
const kindly = ({ url }: TestHouse, who: Visitor, space: string, kind: string, body: Buffer, name = "") =>
  fetch(`${url}/api/spaces/${space}/files?${new URLSearchParams({ kind, name }).toString()}`, {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/octet-stream" },
    body: new Uint8Array(body),
  });
const Id = z.object({ id: z.uuid() });

test("a voice note goes by script, says its length and size before it is fetched, and plays in pieces; what recorded it is gone", async ({
  house,
}) => {
  const { mei, ana, eve, space } = await roomIn(house);
  const kept = await kindly(house, mei, space, "voice", recording());
  expect(kept.status).toBe(201);
  const { id } = Id.parse(await kept.json());
  expect((await mei.json(`/api/spaces/${space}/messages`, { id: randomUUID(), text: "It is all well", files: [id] })).status).toBe(201);
  const [voice] = (await history(ana, space)).files;
  expect(voice).toMatchObject({ id, kind: "voice", milliseconds: 3_000, name: null });
  const page = await (await ana.get(`/spaces/${space}`, { "save-data": "on" })).text();
  expect(page).toContain(
    `preload="none" src="/files/${id}" aria-label="Voice note from Person 1, 0:03, ${Math.round(voice!.bytes / 1024)} KB"`,
  );
  const answer = await ana.get(`/files/${id}`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "audio/webm; codecs=opus",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
  });
  const whole = Buffer.from(await answer.arrayBuffer());
  expect([whole.length, whole.includes("SecretRecorder")]).toEqual([voice!.bytes, false]);
  const piece = await ana.get(`/files/${id}`, { range: "bytes=100-199" });
  expect([piece.status, piece.headers.get("content-range")]).toEqual([206, `bytes 100-199/${whole.length}`]);
  expect(Buffer.from(await piece.arrayBuffer()).equals(whole.subarray(100, 200))).toBe(true);
  expect((await ana.get(`/files/${id}`, { range: "bytes=999999-" })).status).toBe(416);
  expect((await ana.get(`/files/${id}/small`)).status).toBe(404);
  expect((await eve.get(`/files/${id}`)).status).toBe(404);
  const rooms = await (await ana.get("/")).text();
  expect(rooms).toContain("It is all well");
});

test("a file is handed out to be saved and never to be opened, byte for byte, under a name that is clean", async ({ house }) => {
  const { mei, ana, eve, space } = await roomIn(house);
  const kept = await kindly(house, mei, space, "file", pdf(), "../Анализ \u202e(2).pdf.exe");
  const { id } = Id.parse(await kept.json());
  await mei.json(`/api/spaces/${space}/messages`, { id: randomUUID(), text: "", files: [id] });
  expect((await history(ana, space)).files).toMatchObject([{ id, kind: "file", name: "Анализ (2).pdf", bytes: pdf().length }]);
  const page = await (await ana.get(`/spaces/${space}`)).text();
  expect(page).toContain(`href="/files/${id}" download="Анализ (2).pdf"`);
  expect(page).toContain("PDF, 1 KB");
  const answer = await ana.get(`/files/${id}`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="______ _2_.pdf"; filename*=UTF-8''${encodeURIComponent("Анализ ")}%282%29.pdf`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(pdf())).toBe(true);
  expect((await eve.get(`/files/${id}`)).status).toBe(404);
  expect(await (await ana.get("/")).text()).toContain("File");
});

test("a photo, a voice note and a file go with one form, without a script", async ({ house }) => {
  const { mei, ana, space } = await roomIn(house);
  const body = new FormData();
  for (const [name, value] of Object.entries({ id: randomUUID(), text: "All of it", sensitive: "on" })) body.set(name, value);
  body.append("voice", new File([new Uint8Array(recording())], "note.opus"));
  body.append("file", new File([new Uint8Array(pdf())], "letter.pdf"));
  body.append("photo", new File([new Uint8Array(await jpeg())], "IMG_1.jpg"));
  const headers = { origin: house.url, authorization: `Bearer ${mei.token}` };
  const answer = await fetch(`${house.url}/spaces/${space}/messages`, { method: "POST", redirect: "manual", headers, body });
  expect(answer.status).toBe(303);
  const { photos, files } = await history(ana, space);
  expect(photos).toMatchObject([{ isSensitive: true }]);
  expect(files.map(({ kind, name }) => [kind, name])).toEqual([
    ["voice", null],
    ["file", "letter.pdf"],
  ]);
});

test("what is no voice note or no file that is taken is refused in words, under whatever kind it comes", async ({ house }) => {
  const { mei, space } = await roomIn(house);
  const html = Buffer.from("<!doctype html><script>alert(1)</script>");
  const refused: [string, Buffer, string][] = [
    ["voice", html, "fault.voice-kind"],
    ["voice", pdf(), "fault.voice-kind"],
    ["voice", recording(3_100), "fault.voice-long"],
    ["voice", recording().subarray(0, 900), "fault.voice-broken"],
    ["file", html, "fault.document-kind"],
    ["file", recording(), "fault.document-kind"],
    ["file", await jpeg(), "fault.document-kind"],
    ["file", Buffer.from("MZ\u0000\u0003"), "fault.document-kind"],
    ["file", pdf("/OpenAction << /S /JavaScript >>"), "fault.document-active"],
    ["photo", pdf(), "fault.picture-kind"],
  ];
  for (const [kind, body, fault] of refused) {
    const answer = await kindly(house, mei, space, kind, body, "letter.pdf");
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ faults: { file: fault } })]);
  }
  expect((await kindly(house, mei, space, "program", pdf())).status).toBe(422);
  expect((await kindly(house, mei, space, "file", Buffer.alloc(4 * 1024 * 1024 + 1, "a"))).status).toBe(413);
  const { rows } = await house.owner.query("select from space_file where space_id = $1", [space]);
  expect(rows).toEqual([]);
});

test("forty megabytes a day are the most that one member sends", { timeout: 60_000 }, async ({ house }) => {
  const { mei, ana, space } = await roomIn(house);
  const large = Buffer.alloc(4 * 1024 * 1024, "words ");
  for (let nth = 0; nth < 10; nth += 1) expect((await kindly(house, mei, space, "file", large)).status).toBe(201);
  expect((await kindly(house, mei, space, "file", large)).status).toBe(429);
  expect((await kindly(house, ana, space, "file", large)).status).toBe(201);
});

test("a voice note without words is named in lists and found as no photo; whoever hides its author meets nothing of it; taken out, it is gone", async ({
  house,
}) => {
  const { mei, ana, space } = await roomIn(house);
  const { id } = Id.parse(await (await kindly(house, mei, space, "voice", recording())).json());
  const message = randomUUID();
  await mei.json(`/api/spaces/${space}/messages`, { id: message, text: "", files: [id] });
  const text = async (path: string) => await (await ana.get(path)).text();
  expect(await text("/")).toContain("Voice note");
  expect(await text(`/spaces/${space}/messages/${message}`)).toContain(`src="/files/${id}"`);
  expect(await (await ana.get(`/api/search?q=has:photo&in=${space}`)).json()).toMatchObject({ messages: [] });
  await ana.post(`/spaces/${space}/messages/${message}/hide`, {});
  for (const path of ["/", `/spaces/${space}`, `/api/spaces/${space}/messages`]) {
    const page = await text(path);
    expect([page.includes(id), page.includes("Voice note from Person")]).toEqual([false, false]);
  }
  expect((await ana.get(`/files/${id}`)).status).toBe(404);
  expect((await mei.get(`/files/${id}`)).status).toBe(200);
  await mei.post(`/spaces/${space}/messages/${message}/remove`, {});
  expect((await mei.get(`/files/${id}`)).status).toBe(404);
  const { rows } = await house.owner.query("select from space_file_content where file_id = $1", [id]);
  expect(rows).toEqual([]);
});

test("a form with a voice note that is none comes back with the reason and her words", async ({ house }) => {
  const { mei, space } = await roomIn(house);
  const body = new FormData();
  for (const [name, value] of Object.entries({ id: randomUUID(), text: "Half a thought" })) body.set(name, value);
  body.append("voice", new File(["\0\0\0\u0020ftypM4A "], "note.m4a"));
  const headers = { origin: house.url, authorization: `Bearer ${mei.token}` };
  const answer = await fetch(`${house.url}/spaces/${space}/messages`, { method: "POST", redirect: "manual", headers, body });
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain("This is not a voice note we can take. Opus in WebM or Ogg works.");
  expect(page).toContain("Half a thought</textarea>");
});
