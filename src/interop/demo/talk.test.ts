import { expect, test } from "vitest";
import { locales } from "#foundation/language";
import { membersOf } from "./roles.ts";
import { cast, places, talkIn } from "./talk.ts";

const sentencesIn = (text: string): string[] =>
  text
    .split(/(?<=[.!?…。！？؟])\s*|\n/u)
    .map((one) =>
      one
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[\p{P}\s]+/gu, " ")
        .trim(),
    )
    .filter(Boolean);

test("no sentence of the whole town stands twice, in any language", async () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const locale of locales)
    for (const [index, { lines }] of (await talkIn(locale)).threads.entries())
      for (const [nth, { text }] of lines.entries())
        for (const sentence of sentencesIn(text)) {
          const place = `${locale}, thread ${index}, line ${nth}`;
          if (seen.has(sentence)) twice.push(`"${sentence}": ${seen.get(sentence)} and ${place}`);
          seen.set(sentence, place);
        }
  expect(twice).toEqual([]);
  expect(seen.size).toBeGreaterThan(2_500);
});

test.for(locales)(
  "%s has fifty threads over a year, said by people of the room, with answers to lines that stand before them",
  async (locale) => {
    const { threads, topics } = await talkIn(locale);
    expect(threads).toHaveLength(50);
    const months = new Set(threads.map(({ day }) => Math.floor(day / 30.5)));
    expect(months.size).toBe(12);
    const wrong: string[] = [];
    let answers = 0;
    for (const [index, { room, topic, lines }] of threads.entries()) {
      const here = membersOf(room, locale);
      if (topic !== undefined && !topics[room]?.includes(topic)) wrong.push(`${index}: topic ${topic}`);
      if (new Set(lines.map(({ who }) => who)).size < 2) wrong.push(`${index}: nobody answers`);
      for (const [nth, line] of lines.entries()) {
        if (!here.includes(line.who)) wrong.push(`${index}.${nth}: ${line.who} is not in ${room}`);
        if (line.answers !== undefined && line.answers >= nth) wrong.push(`${index}.${nth}: answers what comes later`);
        if (line.answers !== undefined) answers += 1;
        for (const who of Object.values(line.feel ?? {}).flat())
          if (!here.includes(who) || who === line.who) wrong.push(`${index}.${nth}: felt by ${who}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(answers).toBeGreaterThan(80);
  },
);

test.for(locales)("%s: nothing shouts, and nothing looks like a telephone number, a dose or a share of women", async (locale) => {
  const { threads, rooms, people } = await talkIn(locale);
  const texts = threads.flatMap(({ lines }) => lines.map(({ text }) => text));
  expect(texts.filter((text) => /[!！]|\p{Extended_Pictographic}/u.test(text))).toEqual([]);
  expect(texts.filter((text) => /\d[\d -]{5,}\d|\d\s?(mg|мг|毫克|ملغ|%|٪|процент)/iu.test(text))).toEqual([]);
  expect(Object.keys(people).toSorted()).toEqual([...cast].toSorted());
  expect(Object.keys(rooms).toSorted()).toEqual([...places].toSorted());
});
