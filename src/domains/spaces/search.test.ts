import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson } from "#foundation/database";
import { plainSql } from "#test/plain-sql";
import { test, type Ground } from "#test/people";
import { roomOn } from "#test/room";
import { hide } from "./hidden.ts";
import { takeOver, type Past } from "./history.ts";
import { leaveSpace, removeMember } from "./membership.ts";
import { edit, remove } from "./mend.ts";
import { Before, FOUND_AT_ONCE, searchSaid } from "./search.ts";
import { searchAsked } from "./search-asked.ts";
import { MESSAGE_LETTERS } from "./say.ts";
import type { SpaceId } from "./space.ts";

const search = async ({ db }: Ground, who: PersonId, typed: string, space?: SpaceId) =>
  (await asPerson(db, who, (tx) => searchSaid(tx, searchAsked(typed), { zone: "Asia/Tashkent", space }))).found.map(({ words }) => words);

async function* told(past: Past[]): AsyncGenerator<Past> {
  yield* past;
}
const past = (at: string, words: string, more: Partial<Past> = {}): Past => ({
  id: randomUUID(),
  at: new Date(at),
  memberId: null,
  words,
  leftOut: null,
  isEdited: false,
  ...more,
});

const oneOf = (letters: string) => fc.constantFrom(...Array.from(letters));

test.for([
  ["Первая химия позади, ёлка ещё стоит", ["химия", "ХИМИЯ", "елка", "Ёлк", "ещё еще"], ["имия", "мойка"]],
  ["今天做了第三次化疗，乳腺癌指标都很好", ["化疗", "指标", "乳腺癌", "今天 化疗", "癌"], ["化指", "腺乳", "癌乳腺"]],
  ["Soʻngra toʻgʻri yoʻl topildi", ["so'ngra", "So’ngra", "so‘ngra", "soʼngra", "so`ngra", "songra", "toʻgʻri yo'l"], ["ngoso"]],
  ["وَصَلَتْ نتائجُ الثَّدْي إلى مستشفى الأمـــل", ["نتائج", "الثدي", "ثدي", "الى", "مستشفي", "الامل", "أمل"], ["دي"]],
  ["Naïve Ärzte im CAFÉ, l’ospedale è già aperto", ["naive", "arzte", "café", "Cafe", "ospedale", "l'ospedale", "gia"], ["spedale"]],
  ["HER2阳性, phone 09٣, Łódź", ["her2", "阳性", "093", "lodz"], ["2阳"]],
] as const)("%s is found however it is typed", async ([said, asked, others], { ground }) => {
  const { fay, ana, tell } = await roomOn(ground);
  await tell(fay, said);
  await tell(fay, "Something else altogether");
  for (const typed of asked) expect([typed, await search(ground, ana, typed)]).toEqual([typed, [said]]);
  for (const typed of others) expect([typed, await search(ground, ana, typed)]).toEqual([typed, []]);
});

test("pairs of a Chinese word must stand beside each other", async ({ ground }) => {
  const { fay, ana, tell } = await roomOn(ground);
  await tell(fay, "乳腺和腺癌");
  expect(await search(ground, ana, "乳腺癌")).toEqual([]);
  expect(await search(ground, ana, "腺癌")).toEqual(["乳腺和腺癌"]);
});

test("folding twice is folding once, and marks, case and composition never matter", async ({ ground }) => {
  const fold = async (all: string[]) =>
    (
      await ground.owner.query<{ f: string }>("select search_folded(t) as f from unnest($1::text[]) with ordinality x(t, n) order by n", [
        all,
      ])
    ).rows.map(({ f }) => f);
  const letters = fc.string({ unit: oneOf("аёйЁЖеabÉßıøçọoʻʼ’‘'`قأإآىةًّـکی٣化疗ｶﾞ가 ,-") });
  await fc.assert(
    fc.asyncProperty(fc.array(letters, { minLength: 1, maxLength: 30 }), async (all) => {
      const once = await fold(all);
      expect(await fold(once)).toEqual(once);
      for (const form of ["NFC", "NFD"] as const) expect(await fold(all.map((text) => text.normalize(form)))).toEqual(once);
    }),
    { numRuns: 30 },
  );
});

test("every word of a message finds it", async ({ ground }) => {
  const { fay, ana, space, tell } = await roomOn(ground);
  const word = fc.string({ unit: oneOf("аёйЖеabÉçoʻقأىةـ化疗乳ガ9"), minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
      const said = words.join(" ").normalize("NFC").trim();
      if (!/[\p{L}\p{N}]/u.test(said.replaceAll("ـ", ""))) return;
      await tell(fay, said);
      for (const asked of words.filter((one) => /[\p{L}\p{N}]/u.test(one.replace(/[ـʻ]/gu, ""))))
        expect([asked, await search(ground, ana, asked, space)]).toEqual([asked, expect.arrayContaining([said])]);
    }),
    { numRuns: 40 },
  );
});

test("only who is in a room finds what is said there: no stranger, nobody who left or was removed, nobody unknown", async ({ ground }) => {
  const { db, newcomer, circleOf } = ground;
  const { fay, mei, ana, eve, space, tell, act } = await roomOn(ground);
  await tell(fay, "Canarybird");
  await circleOf(eve, await newcomer());
  for (const one of [fay, mei, ana]) expect(await search(ground, one, "canarybird")).toEqual(["Canarybird"]);
  await act(mei, (tx) => leaveSpace(tx, space));
  const anas = await ground.memberOf(space, ana);
  await act(fay, (tx) => removeMember(tx, space, anas));
  for (const one of [mei, ana, eve]) {
    for (const typed of ["canarybird", "from:person", "in:first canarybird", "on:2026-11", "after:2020-01"])
      expect(await search(ground, one, typed, space)).toEqual([]);
  }
  const ask = "select from search_said('canarybird', null, null, null, false, null, null, null, null, 20)";
  expect([await plainSql(db, fay, ask), await plainSql(db, mei, ask), await plainSql(db, undefined, ask)]).toEqual([1, 0, 0]);
});

test("what someone writes whom she hides is not found, nor what was removed, nor what stood there before it was edited", async ({
  ground,
}) => {
  const { fay, mei, ana, space, tell, act } = await roomOn(ground);
  await tell(fay, "Canarybird of Fay");
  const gone = await tell(ana, "Canarybird of Ana");
  const other = await tell(ana, "Canarybird too");
  const fays = await ground.memberOf(space, fay);
  await act(mei, (tx, seen) => hide(tx, seen, fays));
  await act(ana, (tx, seen) => remove(tx, seen, gone));
  await act(ana, (tx, seen) => edit(tx, seen, other, "Blackbird"));
  expect(await search(ground, mei, "canarybird")).toEqual([]);
  expect(await search(ground, mei, 'from:"person 1"')).toEqual([]);
  expect(await search(ground, mei, "blackbird")).toEqual(["Blackbird"]);
  expect(await search(ground, ana, "canarybird")).toEqual(["Canarybird of Fay"]);
});

test("from, in, has and dates narrow down, in her own time zone", async ({ ground }) => {
  const { db, newcomer, spaceOf, memberOf, owner } = ground;
  const [ana, bo] = [await newcomer(), await newcomer()];
  const space = await spaceOf("group", ana, bo);
  const other = await spaceOf("group", ana);
  await owner.query("update space set title = 'Élan in Tashkent' where id = $1", [other]);
  const bos = await memberOf(space, bo);
  await takeOver(
    db,
    space,
    "whatsapp",
    told([
      past("2025-03-07T18:59:00Z", "late on the seventh", { memberId: bos }),
      past("2025-03-07T19:01:00Z", "early on the eighth", { memberId: bos }),
      past("2025-04-01T08:00:00Z", "a picture in April", { leftOut: "photo" }),
    ]),
  );
  await takeOver(db, other, "whatsapp", told([past("2025-03-08T08:00:00Z", "over there on the eighth")]));
  const cases: [string, string[]][] = [
    ["on:2025-03-08", ["over there on the eighth", "early on the eighth"]],
    ["on:2025-03 the", ["over there on the eighth", "early on the eighth", "late on the seventh"]],
    ["before:2025-03-08", ["late on the seventh"]],
    ["after:2025-03", ["a picture in April"]],
    ["after:2025-03-07 eighth before:2025-04", ["over there on the eighth", "early on the eighth"]],
    ["from:person2", ["early on the eighth", "late on the seventh"]],
    ['from:"Person 2" early', ["early on the eighth"]],
    ["from:nobody", []],
    ["has:photo", ["a picture in April"]],
    ["HAS:photo picture", ["a picture in April"]],
    ["has:photo on:2025-03", []],
    ['in:"elan in"  eighth', ["over there on the eighth"]],
    ["in:elan from:person", []],
    ["in:nowhere eighth", []],
  ];
  for (const [typed, found] of cases) expect([typed, await search(ground, ana, typed)]).toEqual([typed, found]);
});

test("has:photo finds photos of our own beside those of a history, near and far back", async ({ ground }) => {
  const { fay, mei, ana, space, tell } = await roomOn(ground);
  const message = await tell(mei, "Look, the garden");
  await tell(mei, "No picture, the garden");
  const photo = `insert into space_file (id, space_id, member_id, message_id, place, kind, bytes, small_bytes, width, height, sha256)
    values (gen_random_uuid(), $1, $2, $3, $4, 'photo', 9, 9, 9, 9, '')`;
  for (const place of [0, 1]) await ground.owner.query(photo, [space, await ground.memberOf(space, mei), message, place]);
  const found = async () => [
    await search(ground, ana, "has:photo"),
    await search(ground, fay, "has:photo gard"),
    await search(ground, fay, "has:photo grass"),
  ];
  expect(await found()).toEqual([["Look, the garden"], ["Look, the garden"], []]);
  await ground.owner.query("update space_message set said_at = said_at - interval '9 years' where id = $1", [message]);
  await ground.owner.query(
    "insert into space_message (id, space_id, seq, words, origin) select gen_random_uuid(), $1, -n, 'hay', 'whatsapp' from generate_series(1, 6000) n",
    [space],
  );
  expect(await found()).toEqual([["Look, the garden"], ["Look, the garden"], []]);
});

test("a page goes on where the one before ended, without a gap and without doubles, also within one instant", async ({ ground }) => {
  const { db, newcomer, spaceOf } = ground;
  const ana = await newcomer();
  const [space, other] = [await spaceOf("group", ana), await spaceOf("group", ana)];
  const at = (n: number) => new Date(Date.UTC(2025, 0, 1, 0, 0, n >> 3)).toISOString();
  for (const room of [space, other])
    await takeOver(db, room, "whatsapp", told(Array.from({ length: 60 }, (_, n) => past(at(n), `word ${n}`))));
  const found: string[] = [];
  let next: string | undefined;
  do {
    const before = next === undefined ? undefined : Before.parse(next);
    const page = await asPerson(db, ana, (tx) => searchSaid(tx, searchAsked("word"), { zone: "UTC", before }));
    expect(page.found.length).toBeLessThanOrEqual(FOUND_AT_ONCE);
    found.push(...page.found.map(({ id }) => id));
    next = page.next;
  } while (next);
  expect([found.length, new Set(found).size]).toEqual([120, 120]);
});

test("a rare word far back in a long room is found by the index, and by nobody else's room", async ({ ground }) => {
  const { newcomer, spaceOf, owner } = ground;
  const [ana, eve] = [await newcomer(), await newcomer()];
  const [space, other] = [await spaceOf("group", ana), await spaceOf("group", eve)];
  await owner.query(
    `insert into space_message (id, space_id, seq, words, said_at, origin)
     select gen_random_uuid(), r, -n, case n when 11000 then 'a needle, 化疗 far back' else 'hay and 化工 and 食疗 ' || n end, timestamptz '2025-06-01' - n * interval '1 minute', 'whatsapp'
     from unnest(array[$1, $2]::uuid[]) r, generate_series(1, 12000) n`,
    [space, other],
  );
  for (const typed of ["needle", "needl 化疗", "far before:2025-06"])
    expect(await search(ground, ana, typed)).toEqual(["a needle, 化疗 far back"]);
  expect((await search(ground, ana, "hay")).length).toBe(FOUND_AT_ONCE);
  expect(await search(ground, ana, "hay 11999")).toHaveLength(1);
});

test("whatever is typed is answered: signs only, quotation marks, very long words, nothing", async ({ ground }) => {
  const { fay, ana, tell } = await roomOn(ground);
  const long = "ё".repeat(MESSAGE_LETTERS);
  await tell(fay, long);
  expect(await search(ground, ana, long)).toEqual([long]);
  expect(await search(ground, ana, "e".repeat(10_000))).toEqual([]);
  for (const typed of [
    "",
    " ",
    "!?",
    "'",
    "\\",
    "':*",
    "a & !b | (c",
    'from:"',
    "from:",
    "on:2025-13",
    "on:2025-02-31",
    "before:0000-01",
    "on:9999-12",
    "#1",
    "@",
    "%_",
  ])
    expect([typed, await search(ground, ana, typed)]).toEqual([typed, []]);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (typed) => {
      if (typed.includes("\0") || !typed.isWellFormed()) return;
      expect(await search(ground, ana, typed)).toBeInstanceOf(Array);
    }),
    { numRuns: 150 },
  );
});

test("what she asks in one room is found in this room alone", async ({ ground }) => {
  const { circleOf } = ground;
  const { fay, space, tell } = await roomOn(ground);
  const other = await circleOf(fay);
  await tell(fay, "Canarybird here");
  expect(await search(ground, fay, "canarybird", other)).toEqual([]);
  expect(await search(ground, fay, "canarybird", space)).toEqual(["Canarybird here"]);
});
