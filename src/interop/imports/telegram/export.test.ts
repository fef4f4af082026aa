import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BadExport } from "../bad-export.ts";
import { historyIn } from "../history.ts";
import { leftOutOf } from "../left-out.ts";
import { preview, previewJson } from "../preview.ts";
import { textSource } from "../source.ts";
import { telegramExport } from "./export.ts";
import { inventedTelegram } from "./invented-export.ts";

const sample = readFileSync(join(import.meta.dirname, "../samples/tg-supergroup-topics.json"));
const said = (id: number, more: object) => ({
  id,
  type: "message",
  date: "2025-03-20T10:00:00",
  from: "Ruth",
  from_id: "user1",
  text: "",
  ...more,
});
const exportOf = (...messages: unknown[]) => telegramExport(textSource("result.json", JSON.stringify({ id: 7, messages })));
const read = async (text: string | Buffer) => preview(await telegramExport(textSource("result.json", text)));
const left = "(File not included. Change data exporting settings to download.)";

test.each<[string, object, string, string]>([
  ["a photo", { photo: left, text: "us" }, "photo", "us"],
  ["a voice message", { file: left, media_type: "voice_message" }, "voice", ""],
  ["a round video", { file: left, media_type: "video_message" }, "video", ""],
  ["a sticker", { file: left, media_type: "sticker", sticker_emoji: "🤗" }, "sticker", "🤗"],
  ["a song", { file: "files/a.mp3", media_type: "audio_file" }, "audio", ""],
  ["a picture sent as a file", { file: left, mime_type: "image/png", file_name: "scan.png" }, "photo", ""],
  ["a letter", { file: left, mime_type: "application/pdf", file_name: "xulosa.pdf" }, "file", ""],
  ["media of a kind yet to come", { file: left, media_type: "smell" }, "file", ""],
  ["a photo that destroyed itself", { photo: "", self_destruct_period_seconds: 5 }, "photo", ""],
  ["a card", { contact_information: { first_name: "Nurse", last_name: "Ana", phone_number: "+44" } }, "contact", ""],
  ["a place", { location_information: { latitude: 51.4, longitude: -0.1 }, place_name: "Guy's" }, "place", ""],
  ["a game", { game_title: "Chess" }, "media", ""],
])("%s leaves a mark of what it was, and nothing of it comes along", async (_what, message, leftOut, words) => {
  const [one, ...more] = await Array.fromAsync(historyIn(await exportOf(said(1, message)), { spaceId: "a" }));
  expect(more).toEqual([]);
  expect([one && leftOutOf(one), one?.text]).toEqual([leftOut, words]);
});

test("a poll comes as its question and what was chosen, a call as a call", async () => {
  const poll = { question: "When?", answers: [{ text: "Saturday", voters: 2 }, { text: "Sunday" }] };
  const call = { type: "service", actor: "Ruth", actor_id: "user1", action: "phone_call", duration_seconds: 9 };
  const history = await Array.fromAsync(historyIn(await exportOf(said(1, { poll }), said(2, call)), { spaceId: "a" }));
  expect(history.map((one) => [one.text, leftOutOf(one)])).toEqual([
    ["When?\nOPTION: Saturday (2)\nOPTION: Sunday (0)", null],
    ["", "call"],
  ]);
});

test("an answer points only at what came along before it, in the same chat", async () => {
  const all = await exportOf(
    said(1, { type: "service", action: "pin_message" }),
    said(2, { text: "one", reply_to_message_id: 1 }),
    said(3, { text: "two", reply_to_message_id: 2 }),
    said(4, { text: "three", reply_to_message_id: 5 }),
    said(5, { text: "four", reply_to_message_id: 2, reply_to_peer_id: "channel9" }),
    said(-999_999_999, { text: "five", reply_to_message_id: 3 }),
  );
  const history = await Array.fromAsync(historyIn(all, { spaceId: "a" }));
  const ids = history.map(({ id }) => id);
  expect(history.map(({ replyTo }) => (replyTo === undefined ? undefined : ids.indexOf(replyTo)))).toEqual([
    undefined,
    0,
    undefined,
    undefined,
    1,
  ]);
  expect((await Array.fromAsync(historyIn(all, { spaceId: "b" }))).filter(({ id }) => ids.includes(id))).toEqual([]);
});

test("a topic is found along the answers, under the title it has in the end", async () => {
  const notice = { type: "service", actor: "Ruth", actor_id: "user1" };
  const all = await exportOf(
    said(1, { ...notice, action: "topic_created", title: "Chemo" }),
    said(2, { text: "in it", reply_to_message_id: 1 }),
    said(3, { text: "and on", reply_to_message_id: 2 }),
    said(4, { text: "elsewhere" }),
    said(5, { ...notice, action: "topic_edit", new_title: "Chemotherapy", reply_to_message_id: 1 }),
  );
  expect([...(all.topics ?? [])]).toEqual([[1, "Chemotherapy"]]);
  const messages = await Array.fromAsync(all.messages());
  expect(messages.map(({ topic }) => topic)).toEqual([undefined, 1, 1, undefined, 1]);
});

test("two of one name are told apart, an admin without a name goes by the group's, and no name prints controls", async () => {
  const all = await exportOf(
    said(1, { text: "a" }),
    said(2, { text: "b", from_id: "user2" }),
    said(3, { text: "c", from: "Pink Scarf", from_id: "channel7", author: "Ana" }),
    said(4, { text: "d", from: null, from_id: "user3" }),
    said(5, { text: "e", from: "Eve\u001b[2J", from_id: "user4" }),
  );
  const authors = (await Array.fromAsync(all.messages())).map(({ author }) => author);
  expect(authors).toEqual(["Ruth (user1)", "Ruth (user2)", "Pink Scarf", null, "Eve[2J"]);
  expect(all.people.map(({ name }) => name).toSorted()).toEqual(["Eve[2J", "Pink Scarf", "Ruth (user1)", "Ruth (user2)"]);
  expect(all.warnings.map(({ kind }) => kind)).toEqual(["same-name", "deleted-account"]);
});

test("an edit is told, and what old exports wrote in place of one is none", async () => {
  const all = await exportOf(said(1, { text: "a", edited: "2025-03-20T10:05:00" }), said(2, { text: "b", edited: "1970-01-01T03:00:00" }));
  expect((await Array.fromAsync(all.messages())).map(({ edited }) => edited)).toEqual([true, undefined]);
});

test("a sample cut short anywhere is refused with its line", async () => {
  const end = sample.lastIndexOf("}");
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: end }), async (length) => {
      const refusal = await read(sample.subarray(0, length)).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(BadExport);
      expect(String(refusal)).toMatch(/result\.json, line \d+: /);
    }),
    { numRuns: 200 },
  );
});

test("a sample with any bytes changed, and any other bytes, are read or refused, and never more than that", async () => {
  const changes = fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  const changed = changes.map((all) => {
    const bytes = Buffer.from(sample);
    for (const [at, byte] of all) bytes[at] = byte;
    return bytes;
  });
  const any = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: changed }, any), async (bytes) => {
      const found = await read(bytes).then(
        () => "read",
        (error: unknown) => (error instanceof BadExport ? "refused" : error),
      );
      expect(found).toEqual(expect.stringMatching(/^(read|refused)$/));
    }),
    { numRuns: 500 },
  );
});

test("a flood of messages that are not understood is counted, not kept", async () => {
  const { skipped, skippedCount } = await preview(await exportOf(said(1, { text: "a" }), ...Array.from({ length: 5000 }, () => 5)));
  expect({ shown: skipped.length, skippedCount }).toEqual({ shown: 1000, skippedCount: 5000 });
});

test("a long export is previewed in small pieces, and every message has an id of its own that stays", async () => {
  const all = await telegramExport(textSource("result.json", [...inventedTelegram(20_000)].join("")));
  let most = 0;
  for await (const piece of previewJson(all)) most = Math.max(most, piece.length);
  expect(most).toBeLessThan(1 << 18);
  const ids = async () => (await Array.fromAsync(historyIn(all, { spaceId: "a", keepsNotices: true }))).map(({ id }) => id);
  const first = await ids();
  expect(new Set(first).size).toBe(20_000);
  expect(await ids()).toEqual(first);
});
