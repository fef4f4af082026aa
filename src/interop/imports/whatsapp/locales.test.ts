import { expect, test } from "vitest";
import { preview } from "../preview.ts";
import { textSource } from "../source.ts";
import { dayReader } from "./calendar.ts";
import { whatsappExport } from "./export.ts";
import { headerOf } from "./stamp.ts";

const read = async (text: string) => preview(await whatsappExport(textSource("chat.txt", text)));

test.each([
  ["American English, 12 hours", "9/19/26, 9:52\u202fAM - ", "2026-09-19T09:52:00"],
  ["American English, iPhone", "[9/19/26, 12:04:05\u202fAM] ", "2026-09-19T00:04:05"],
  ["Indian English", "19/09/26, 9:52\u202fpm - ", "2026-09-19T21:52:00"],
  ["Spanish of Argentina", "28/3/25, 3:04 p. m. - ", "2025-03-28T15:04:00"],
  ["Spanish of Colombia", "28/3/2025, 9:29 p.\u00a0m. - ", "2025-03-28T21:29:00"],
  ["Spanish, iPhone without comma", "[28/6/18 1:55:00 p. m.] ", "2018-06-28T13:55:00"],
  ["Spanish with a midnight that begins with 00", "28/3/2025, 00:08 a. m. - ", "2025-03-28T00:08:00"],
  ["Russian, iPhone", "[28.03.2025, 15:04:05] ", "2025-03-28T15:04:05"],
  ["Uzbek, afternoon", "28/03/25, 3:04 TK - ", "2025-03-28T15:04:00"],
  ["Uzbek, midnight", "28/03/25, 12:04 TO - ", "2025-03-28T00:04:00"],
  ["Chinese, 12 hours", "2025/3/8 下午3:04 - ", "2025-03-08T15:04:00"],
  ["Chinese, small hours", "2025/3/8 凌晨2:04 - ", "2025-03-08T02:04:00"],
  ["Chinese of Hong Kong", "28/3/2025 上午12:04 - ", "2025-03-28T00:04:00"],
  ["Arabic with Latin digits, iPhone", "[\u200f18\u200f/3\u200f/2022، 14:56:01] ", "2022-03-18T14:56:01"],
  ["Arabic with Latin digits, Android", "18\u200f/3\u200f/2025، 3:04 م - ", "2025-03-18T15:04:00"],
  ["Czech", "23.03.22 13:31 - ", "2022-03-23T13:31:00"],
  ["Turkish", "28.03.2025 ÖS 3:04 - ", "2025-03-28T15:04:00"],
  ["Finnish with dots", "[12.3.2022 klo 14.08.18] ", "2022-03-12T14:08:18"],
  ["Indonesian with dots", "[3/18/22 14.56.01] ", "2022-03-18T14:56:01"],
  ["the Thai calendar", "[3/18/2565 BE, 14:56:01] ", "2022-03-18T14:56:01"],
  ["the Japanese calendar", "[3/18/R4, 14:56:01] ", "2022-03-18T14:56:01"],
  ["the Persian calendar", "۱۴۰۳/۱۲/۱۸، ۱۵:۰۴ - ", "2025-03-08T15:04:00"],
  ["Korean", "25. 3. 8. 오후 3:04 - ", "2025-03-08T15:04:00"],
  ["Hungarian", "2025. 03. 08. 15:04 - ", "2025-03-08T15:04:00"],
  ["old French", "12/07/2017 à 22:35 - ", "2017-07-12T22:35:00"],
  ["a colon instead of a dash", "28/3/2025, 21:29: ", "2025-03-28T21:29:00"],
  ["a dash inside and a semicolon", "28/3/2025 - 21:29; ", "2025-03-28T21:29:00"],
  ["ISO days in brackets", "[2025-03-08 21:29] ", "2025-03-08T21:29:00"],
])("a stamp in %s is read", async (_name, stamp, at) => {
  const later = stamp.startsWith("12/07") ? "13/07/2017 à 22:35 - Huda: next\n" : "";
  const { messages, questions } = await read(`${stamp}Gulnora: salom: hammaga\n${later}`);
  expect(questions).toEqual([]);
  expect(messages[0]).toEqual({ at, author: "Gulnora", kind: "text", text: "salom: hammaga" });
});

test("the short date and time of every language of CLDR is a header", () => {
  const moment = new Date(Date.UTC(2025, 2, 28, 15, 4, 5));
  const languages =
    "en-US en-GB en-IN de es ru uz zh-CN zh-TW zh-HK ar-EG ar-AE cs nl tr id fi ja fa ko vi el hi ms hu fr pt-BR it sv bg hr lt pl uk he ur bn sq ro lv sl nb mr af ca fr-CA en-CA bs mk am ky mn lo ne fil";
  for (const language of languages.split(" ")) {
    for (const hour12 of [true, false]) {
      const date = moment.toLocaleDateString(language, { dateStyle: "short", timeZone: "UTC" });
      const time = moment.toLocaleTimeString(language, { hour: "numeric", minute: "2-digit", hour12, timeZone: "UTC" });
      const header = headerOf(`${date}, ${time} - Huda: hello`);
      expect(header && { hour: header.hour, minute: header.minute }, `${language}: ${date}, ${time}`).toEqual({ hour: 15, minute: 4 });
    }
  }
});

test("the Persian calendar agrees with ICU on every day of forty years", () => {
  const persian = new Intl.DateTimeFormat("en-u-ca-persian", { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
  const dayOf = dayReader("ymd");
  for (let day = 14_600; day < 29_200; day += 1) {
    const parts = new Map(persian.formatToParts(day * 86_400_000).map(({ type, value }) => [type, value]));
    const date = `${parts.get("year")}/${parts.get("month")}/${parts.get("day")}`;
    const header = headerOf(`${date}, 10:00 - Huda: hello`);
    expect(header && dayOf(header)?.number, date).toBe(day);
  }
});

test.each([
  ["12/03/2025 mammogram at 10:30 with Dr Osei"],
  ["12/03/2025 mammogram at 10:30 - Dr Osei"],
  ["26/03/2025, clinic 2, bring letter"],
  ["1. nausea - first day"],
  ["10:30 - 11:00 yoga"],
  ["[see page 12/3/2025] done"],
])("the sentence %s is no header", (line) => {
  expect(headerOf(line)).toBeUndefined();
});

const three = (author: string, shown: string) => ({
  lines: [1, 2, 3].map((n) => `28/03/2025, 10:0${n} - ${author}: words ${n}\n`).join(""),
  shown,
});

test("a line made to be slow is read at once", () => {
  const start = performance.now();
  for (const part of ["\u200f", "[", "1", "28/", " a", "ÖÖ ", ": ", "\u200f1", "28/03/2025 "]) {
    for (const line of [part.repeat(50_000), `28/03/2025${part.repeat(50_000)}`, `28/03/2025, 10:00${part.repeat(50_000)}`]) headerOf(line);
  }
  expect(performance.now() - start).toBeLessThan(1000);
});

test("a name may have quotes, a tilde, a phone number or marks in it", async () => {
  for (const { lines, shown } of [
    three('Maria "Mascha"', 'Maria "Mascha"'),
    three("~\u202fAmina", "Amina"),
    three("~", "~"),
    three("\u202a+971\u00a050\u00a0555\u00a00134\u202c", "+971 50 555 0134"),
  ]) {
    expect((await read(lines)).people).toEqual([{ name: shown, messages: 3 }]);
  }
});

test("a notice with a colon, with or without quotes, has no author", async () => {
  const notices = [
    'You changed the subject from "A" to "A: B"',
    "Your security code with Ward 3: Nurse Ana changed. Tap to learn more.",
    'Ольга создал(-а) группу "Вместе: легче"',
  ];
  const { messages } = await read(notices.map((text) => `28/03/2025, 10:00 - ${text}\n`).join(""));
  expect(messages).toEqual(notices.map((text) => ({ at: "2025-03-28T10:00:00", author: null, kind: "system", text })));
});

test("somebody who often begins with the same word keeps her name when she once does not", async () => {
  const { people } = await read(
    "28/03/2025, 10:00 - Ruth: Q: when?\n28/03/2025, 10:01 - Ruth: Q: where?\n28/03/2025, 10:02 - Ruth: We added salt to it\n",
  );
  expect(people).toEqual([{ name: "Ruth", messages: 3 }]);
});

test("with a colon in her name, somebody who leaves is still a notice", async () => {
  const { messages, people } = await read(
    "28/03/2025, 09:59 - Ward 3: Nurse Ana joined using this group's invite link\n28/03/2025, 10:00 - Ward 3: Nurse Ana: hello\n28/03/2025, 10:01 - Ward 3: Nurse Ana: bye: bye\n28/03/2025, 10:02 - Ward 3: Nurse Ana left\n",
  );
  expect(people).toEqual([{ name: "Ward 3: Nurse Ana", messages: 2 }]);
  expect(messages.map(({ author, text }) => [author, text])).toEqual([
    [null, "Ward 3: Nurse Ana joined using this group's invite link"],
    ["Ward 3: Nurse Ana", "hello"],
    ["Ward 3: Nurse Ana", "bye: bye"],
    [null, "Ward 3: Nurse Ana left"],
  ]);
});
