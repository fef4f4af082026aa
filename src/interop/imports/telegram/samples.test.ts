import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { preview } from "../preview.ts";
import { telegramExport } from "./export.ts";
import { openTelegram } from "./open.ts";

const folder = join(import.meta.dirname, "../samples");
const samples = globSync("*{tg-,telegram}*.json", { cwd: folder })
  .filter((file) => !file.endsWith(".expected.json"))
  .toSorted((a, b) => a.localeCompare(b));
const account = "tg-full-account.json";
const expectedOf = (file: string): unknown => JSON.parse(readFileSync(join(folder, file.replace(".json", ".expected.json")), "utf8"));

const previewOf = async (file: string, chat?: string) => preview(await telegramExport(await openTelegram(join(folder, file)), { chat }));

test.each(samples.filter((file) => file !== account))("the export %s is read as Telegram meant it", async (file) => {
  const { messages, people, skipped, questions } = await previewOf(file);
  expect(messages).toEqual(expectedOf(file));
  const unsupported = [{ line: 374, text: "message 19: Telegram could not export what it is." }];
  expect({ skipped, questions }).toEqual({ skipped: file === "tg-supergroup-topics.json" ? unsupported : [], questions: [] });
  const said = messages.filter(({ author, kind }) => author !== null && kind !== "system");
  expect(new Set(people.map(({ name }) => name))).toEqual(new Set(said.map(({ author }) => author)));
  expect(people.reduce((sum, { messages: count }) => sum + count, 0)).toBe(said.length);
});

test("every sample was found", () => {
  expect(samples).toHaveLength(9);
  expect(samples).toContain(account);
});

test("the export of an account asks which chat is meant, and reads the one that is named", async () => {
  const asked = await previewOf(account);
  expect(asked).toMatchObject({ messages: [], people: [] });
  expect(asked.questions).toMatchObject([{ kind: "chat", option: "--chat ID", line: 15 }]);
  for (const words of [
    "--chat 102 (saved messages, 1 message)",
    "--chat 901 “Круг поддержки”",
    "--chat 902 “Old circle” (public supergroup, 1 message, left)",
  ])
    expect(asked.questions[0]?.text).toContain(words);
  const chats = await Promise.all(["102", "Круг поддержки", "902"].map((chat) => previewOf(account, chat)));
  const expected = z.array(z.object({ messages: z.unknown() })).parse(expectedOf(account));
  expect(chats.map(({ messages }) => ({ messages }))).toEqual(expected);
});

test("what a topic is called, and whose account is gone, is said", async () => {
  const { warnings } = await previewOf("tg-supergroup-topics.json");
  expect(warnings.map(({ kind }) => kind)).toEqual(["deleted-account", "topics"]);
  expect(warnings[1]?.text).toContain('"Химиотерапия"');
});
