import { join } from "node:path";
import { expect } from "vitest";
import { beginTopic, spaceSeen, TopicId } from "#domains/spaces";
import { asPerson } from "#foundation/database";
import { file, importLine, previewOf, room } from "#test/imports";
import { test, type Ground } from "#test/people";
import { importTelegram } from "./import-telegram.ts";
import { readInput } from "./input.ts";

const samples = join(import.meta.dirname, "../imports/samples");
const [group, account] = [join(samples, "tg-supergroup-topics.json"), join(samples, "tg-full-account.json")];
const STACK = /^\s+at .+:\d+:\d+/m;
const line = (ground: Ground, ...words: string[]) => importLine(importTelegram, ground, ...words);

const said = (id: number, more: object) => ({ id, type: "message", date: "2025-03-20T10:00:00", from: "Ruth", from_id: "user1", ...more });
const chat = (...messages: object[]) => JSON.stringify({ name: "Pink Scarf", type: "private_group", id: 7, messages }, null, 1);
const march = [
  said(1, { text: "Good morning", date_unixtime: "1742461200" }),
  said(2, { text: "and to you", from: "Ruth", from_id: "user2", reply_to_message_id: 1, edited: "2025-03-20T10:05:00" }),
  said(3, { text: "", file: "(File not included. Change data exporting settings to download.)", media_type: "voice_message" }),
  said(4, { text: ["ask ", { type: "mention_name", text: "Ruthie", user_id: 2 }], reply_to_message_id: 3, forwarded_from: "Nurse Ana" }),
];

test("a preview shows what is in an export, and needs neither a space nor a database", async () => {
  const { text } = await previewOf(importTelegram, [group]);
  for (const words of ["Olga", "2025-02-28 20:00:00", "message 19: Telegram could not export", "Nothing was written."])
    expect(text).toContain(words);
  const expected: unknown = JSON.parse(await readInput(group.replace(".json", ".expected.json")));
  const { out } = await previewOf(importTelegram, [group], { json: true });
  expect(JSON.parse(out)).toMatchObject({ messages: expected, skippedCount: 1, questions: [] });
  expect((await previewOf(importTelegram, [account])).text).toContain("--chat 901 “Круг поддержки”");
  expect((await previewOf(importTelegram, [account], { chat: "901" })).text).toContain("1 message, from 2025-03-01 08:05:00");
});

test("a history comes with its answers, two of one name are two, and no name of the export comes along", async ({ ground }) => {
  const { space, shown } = await room(ground);
  const words = [await file("result.json", chat(...march)), "--space", space, "--map", "Ruth (user2)=Person 2", "--zone", "Asia/Tashkent"];
  const brought = await line(ground, ...words, "--json");
  expect(brought).toMatchObject({ exitCode: 0, err: "" });
  expect(JSON.parse(brought.out)).toMatchObject({ space, zone: "Asia/Tashkent", added: 4, known: 0, notices: 0, skipped: [] });
  expect(await shown()).toEqual([
    [null, "Good morning", "2025-03-20T09:00:00.000Z"],
    ["Person 2", "and to you", "2025-03-20T05:00:00.000Z"],
    [null, "voice", "2025-03-20T05:00:00.000Z"],
    [null, "ask @Person 2", "2025-03-20T05:00:00.000Z"],
  ]);
  const { rows } = await ground.owner.query(
    "select m.words, q.words as answers, m.edited_at is not null as edited, m.origin from space_message m left join space_message q on q.id = m.reply_to where m.space_id = $1 and m.reply_to is not null order by m.seq",
    [space],
  );
  expect(rows).toEqual([
    { words: "and to you", answers: "Good morning", edited: true, origin: "telegram" },
    { words: "ask @Person 2", answers: "", edited: false, origin: "telegram" },
  ]);
  const named = await ground.owner.query("select from space_message where space_id = $1 and words ~ 'Ruth|Ana'", [space]);
  expect(named.rowCount).toBe(0);
});

test("the same export again brings nothing, and a newer one only what is new, also where words were edited", async ({ ground }) => {
  const { space, shown } = await room(ground);
  const first = [await file("result.json", chat(...march)), "--space", space, "--zone", "UTC"];
  expect((await line(ground, ...first)).out).toMatch(/^4 messages taken over, with times as in UTC\.\n/);
  expect((await line(ground, ...first)).out).toContain("0 messages taken over, with times as in UTC. 4 messages stood here before.");
  const newer = chat(said(1, { text: "Good evening", date_unixtime: "1742461200" }), ...march.slice(1), said(9, { text: "new" }));
  expect((await line(ground, await file("newer.json", newer), ...first.slice(1))).out).toContain("1 message taken over");
  expect((await shown()).map(([, words]) => words)).toEqual(["Good morning", "and to you", "voice", "ask @a member", "new"]);
});

test("a real group comes whole: notices stay behind, talk of a topic finds the topic of that title, nobody's card or place comes", async ({
  ground,
}) => {
  const { db, owner, newcomer, circleOf } = ground;
  const ana = await newcomer();
  const space = await circleOf(ana);
  const topic = TopicId.parse(crypto.randomUUID());
  await asPerson(db, ana, async (tx) => beginTopic(tx, await spaceSeen(tx, space), topic, "Химиотерапия"));
  const brought = await line(ground, group, "--space", space, "--map", "Olga=Person 1", "--json");
  expect(JSON.parse(brought.out)).toMatchObject({ zone: null, added: 14, notices: 8, skippedCount: 1 });
  const { rows } = await owner.query<{ words: string }>(
    "select words, left_out, topic_id, member_id is not null as known, said_at from space_message where space_id = $1 order by seq",
    [space],
  );
  expect(rows).toHaveLength(14);
  expect(rows[1]).toMatchObject({ words: "Прочитайте памятку: здесь и @a member", topic_id: topic, known: true });
  expect(rows[1]).toMatchObject({ said_at: new Date("2025-03-01T04:10:00Z") });
  expect(rows[2]).toMatchObject({ words: "Rahmat! 💗", topic_id: topic, known: false });
  expect(rows[3]).toMatchObject({ topic_id: null });
  expect(rows.map(({ words }) => words).join()).not.toMatch(/Mammolog|Mammology centre/);
  const again = await line(ground, group, "--space", space);
  expect(again.out).toMatch(/^0 messages taken over\. 14 messages stood here before\.\n8 notices of Telegram itself stayed behind\./);
});

test("what was given wrongly is exit code 2, names the fault, and leaves the space as it was", async ({ ground }) => {
  const { space, shown } = await room(ground);
  const whole = chat(...march);
  const wrong: [string[], RegExp][] = [
    [[group], /--space ID/],
    [[account, "--space", space], /line 15: .*Which chat is it\?[^]*--chat 102[^]*--chat 901 “Круг поддержки”[^]*--chat 902/],
    [[account, "--space", space, "--chat", "No such"], /there is no chat "No such"[^]*--chat 901/],
    [[account, "--space", space, "--chat", "901", "--map", "Ruth=Person 1"], /Nobody in .* is called "Ruth"/],
    [[group, "--space", space, "--map", "Olga=Rosa"], /"Rosa"/],
    [[join(samples, "WhatsApp Chat - Pink Scarf Circle.zip"), "--space", space], /there is no result\.json in this zip/],
    [[join(samples, "wa-android-de.txt"), "--space", space], /wa-android-de\.txt, line 1: this is no result\.json/],
    [[await file("messages.html", "<!DOCTYPE html>"), "--space", space], /line 1: this is HTML/],
    [[await file("empty.json", ""), "--space", space], /empty\.json: the file is empty/],
    [[await file("other.json", '{"a": 1}'), "--space", space], /other\.json, line 1: there is neither "messages" nor "chats"/],
    [[await file("cut.json", whole.slice(0, -200)), "--space", space], /cut\.json, line \d+: the file ends in the middle/],
    [[await file("nul.json", whole.replace("morning", "\0")), "--space", space], /nul\.json, line 12: a NUL/],
    [[await file("half.json", whole.replace("morning", "\\ud83d")), "--space", space], /half\.json, line 6: .*surrogate/],
    [[await file("deep.json", `{"messages": ${"[".repeat(1 << 20)}`), "--space", space], /deep\.json, line 1: brackets nest/],
    [[await file("type.json", '{"messages":\n {}}'), "--space", space], /type\.json, line 2: messages must be a list/],
    [[await file("no.json", '{"messages": [1,\n {"id": 5}]}'), "--space", space], /no\.json, line 1: no message in it is as Telegram/],
  ];
  for (const [words, says] of wrong) {
    const { exitCode, out, err } = await line(ground, ...words);
    expect({ words, exitCode, out }).toEqual({ words, exitCode: 2, out: "" });
    expect(err).toMatch(says);
    expect(err).not.toMatch(STACK);
  }
  expect(await shown()).toEqual([]);
});

test("a message that is not understood is reported with its line and number, and the others come", async ({ ground }) => {
  const { space, shown } = await room(ground);
  const odd = [
    said(5, { text: { no: 1 } }),
    said(6, { date: "2025-02-31T10:00:00", text: "no such day" }),
    said(7, { from: 5, text: "x" }),
  ];
  const { exitCode, out } = await line(ground, await file("result.json", chat(march[0]!, ...odd)), "--space", space);
  expect(exitCode).toBe(0);
  expect(out).toContain("3 lines not understood:");
  expect(out).toMatch(/line 15: message 5: "text" is not as Telegram writes it/);
  expect(out).toMatch(/message 6: nothing says when it was sent/);
  expect(out).toMatch(/message 7: "from" is not as/);
  expect(await shown()).toHaveLength(1);
});
