import { expect, test } from "vitest";
import { Alias, folded } from "./alias.ts";
import { namesIn } from "./say.ts";

const faultOf = (name: string) => Alias.safeParse(name).error?.issues[0]?.message;

test.for([
  "Mei",
  "María José",
  "Анна",
  "أم سلمى",
  "دل‌آرام",
  "王小明",
  "ಸುಮಾ",
  "O’Brien",
  "Rose-2",
  "Zoë",
  "Ἑλένη",
  "3rd time lucky",
  "Nguyễn Thị Hoa",
])("%s is a name", (name) => {
  expect(Alias.parse(` ${name} `)).toEqual({ shown: name, folded: folded(name) });
});

test.for([
  ["", "fault.empty"],
  ["x".repeat(41), "fault.long"],
  ["<b>Mei</b>", "fault.alias"],
  ["@Mei", "fault.alias"],
  [" .", "fault.alias"],
  ["🌸", "fault.alias"],
  ["\u0301Mei", "fault.alias"], // begins with a sign that hangs on nothing
  ["M\u034Fei", "fault.alias"], // a letter that is not seen
  ["\u3164", "fault.empty"],
  ["Mei\u202E", "fault.turned"],
  ["Аna", "fault.alias"], // the first letter is Cyrillic
  ["Αnna", "fault.alias"], // the first letter is Greek
  ["Mei\u0000", "fault.unreadable"],
] as const)("%j is no name: %s", ([name, fault]) => {
  expect(faultOf(name)).toBe(fault);
});

test.for(["MEI LIN", "mei_lin", "Ｍｅｉ Ｌｉｎ", "Mei.Lin", "Mei-Lin", "Mei  Lin", "Me\u200Di Lin", "Mei\u200C Lin", "Mei’Lin", "Mei'Lin"])(
  "%s is the same name as Mei Lin",
  (name) => {
    expect(Alias.parse(name).folded).toBe(Alias.parse("Mei Lin").folded);
  },
);

test("names after @ are found in every script, and addresses are not names", () => {
  const found = (text: string) => namesIn(text);
  expect(found("Thank you, @MeiLin and @دل‌آرام! (@Анна)")).toEqual(["meilin", "دلآرام", "анна"]);
  expect(found("谢谢@小明 明天见")).toEqual(["小明"]);
  expect(found("Write to mei@example.org or me+you@example.org")).toBeUndefined();
  expect(found("5 @ 3 @ @@")).toBeUndefined();
  expect(found("@a ".repeat(50))).toHaveLength(10);
});
