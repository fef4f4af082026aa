import { expect, test } from "vitest";
import { linesIn, madeWhole, merged, MOST_LINES, newestOf, picturesIn, putTogether, takenApart } from "./lines.ts";

const day = (date: string) => `<li class="day"><time datetime="${date}">${date}</time></li>`;
const line = (seq: number, words: string) => `<li class="say" id="m${seq}" data-id="${seq}" data-seq="${seq}"><p>${words}</p></li>`;
const pageOf = (lines: string) => `<h1>Room</h1><ol class="talk" id="talk">${lines}</ol><form></form>`;

test("a page taken apart and put together again is the same page", () => {
  const html = pageOf(day("2026-11-24") + line(-3, "one") + day("2026-11-25") + line(4, "two") + line(9, "three"));
  const parts = takenApart(html);
  expect(parts.lines.map(({ seq, day: under }) => [seq, under])).toEqual([
    [-3, "2026-11-24"],
    [4, "2026-11-25"],
    [9, "2026-11-25"],
  ]);
  expect(parts.around).toBe(pageOf(""));
  expect(putTogether(parts)).toBe(html);
});

test("words on their way and the mark of what is new are not kept", () => {
  const html = `<li class="new" id="new"><span>New</span></li>${line(0, "not sent")}${line(5, "said")}`;
  expect(linesIn(html).lines.map(({ seq }) => seq)).toEqual([5]);
});

test("a newer line takes the place of an older one and stands under its day; one that came live stands under the last", () => {
  const older = linesIn(day("2026-11-24") + line(1, "one") + line(2, "two")).lines;
  const now = merged(older, linesIn(line(2, "removed") + line(3, "three")).lines);
  expect(now.map(({ seq, day: under }) => [seq, under])).toEqual([
    [1, "2026-11-24"],
    [2, "2026-11-24"],
    [3, "2026-11-24"],
  ]);
  expect(now.map(({ html }) => html).join("")).not.toContain("two");
});

test("at most two hundred lines are kept, the newest, and fewer where they are very long", () => {
  const many = Array.from({ length: 250 }, (_, place) => ({ seq: place + 1, day: "", html: "x" }));
  expect([newestOf(many).length, newestOf(many)[0]?.seq]).toEqual([MOST_LINES, 51]);
  const long = many.map((one) => ({ ...one, html: "x".repeat(30_000) }));
  expect(newestOf(long).map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, place) => 221 + place));
});

test("small pictures in lines are known by their address, large and foreign ones are not", () => {
  const html = line(1, `<a href="/files/a"><img src="/files/a-1/small"></a><img src="https://x.example/files/b/small">`);
  expect(picturesIn(linesIn(html).lines)).toEqual(["/files/a-1/small"]);
});

test("a page that came without what the phone has is the whole page again, with the mark of what is new before its line", () => {
  const fresh = '<li class="new" id="new"><span>New</span></li>';
  const all = day("2026-11-24") + line(-3, "one") + line(4, "two") + day("2026-11-25") + line(9, "three");
  const kept = takenApart(pageOf(day("2026-11-23") + line(-9, "long ago") + all));
  const sent = day("2026-11-24") + line(4, "two, mended") + day("2026-11-25") + fresh + line(9, "three") + line(12, "four");
  expect(madeWhole(pageOf(sent), -3, kept)).toBe(
    pageOf(all.replace("two", "two, mended").replace(line(9, "three"), fresh + line(9, "three") + line(12, "four"))),
  );
  expect(madeWhole(pageOf(""), -9, kept)).toBe(pageOf(day("2026-11-23") + line(-9, "long ago") + all));
  expect(madeWhole(pageOf(sent), -20, kept)).toBeUndefined(); // what is kept does not reach so far back
  expect(madeWhole(pageOf(sent), -3, takenApart(pageOf("")))).toBeUndefined();
});

test("what a text says in signs of money or of patterns stays as it is", () => {
  const html = pageOf(line(1, "$1 $& $` costs $$5"));
  expect(putTogether(takenApart(html))).toBe(html);
});
