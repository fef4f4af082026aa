import { expect, test } from "vitest";
import { told } from "./body.ts";

test.each([
  ["<Media omitted>", { kind: "media", text: "" }],
  ["<Media omitted>\nMy new scarf", { kind: "media", text: "My new scarf" }],
  ["<fayl o'tkazib yuborildi>", { kind: "media", text: "" }],
  ["<忽略多媒體檔>", { kind: "media", text: "" }],
  ["null", { kind: "media", text: "" }],
  ["", { kind: "media", text: "" }],
  ["AUD-20190101-WA0000. (file attached)", { kind: "media", text: "", file: "AUD-20190101-WA0000." }],
  ["IMG-20250308-WA0001.jpg (bestand bijgevoegd)", { kind: "media", text: "", file: "IMG-20250308-WA0001.jpg" }],
  ["\u200eنتيجة الفحص (2025).pdf (الملف مرفق)", { kind: "media", text: "", file: "نتيجة الفحص (2025).pdf" }],
  ["Маммолог.vcf (файл добавлен)", { kind: "contact", text: "", file: "Маммолог.vcf" }],
  ["Ushbu xabar o‘chirildi", { kind: "deleted", text: "" }],
  ["您已删除这条消息。", { kind: "deleted", text: "" }],
  ["Пропущенный видеозвонок", { kind: "call", text: "Пропущенный видеозвонок" }],
  ["live location shared", { kind: "location", text: "live location shared" }],
  ["joylashuv: https://maps.google.com/?q=41.3,69.2", { kind: "location", text: "joylashuv: https://maps.google.com/?q=41.3,69.2" }],
  [
    "Clinic\nStreet 5\nhttps://maps.google.com/?q=41.3,69.2",
    { kind: "location", text: "Clinic\nStreet 5\nhttps://maps.google.com/?q=41.3,69.2" },
  ],
  ["Merci <Ce message a été modifié>", { kind: "text", text: "Merci", edited: true }],
  [
    "IMG-20250308-WA0001.jpg (file attached)\nscan <This message was edited>",
    { kind: "media", text: "scan", file: "IMG-20250308-WA0001.jpg", edited: true },
  ],
  ["I <3 you all", { kind: "text", text: "I <3 you all" }],
  ["This message was deleted by whom?", { kind: "text", text: "This message was deleted by whom?" }],
  ["see you (file attached) later", { kind: "text", text: "see you (file attached) later" }],
  ["image omitted", { kind: "text", text: "image omitted" }],
  ["My list (of fears)", { kind: "text", text: "My list (of fears)" }],
  ["*bold* _italic_ ~struck~", { kind: "text", text: "*bold* _italic_ ~struck~" }],
])("an Android body %j is told", (body, expected) => {
  expect(told(body, false)).toEqual(expected);
});

test.each([
  ["image omitted", { kind: "media", text: "" }],
  ["\u200eContact card omitted", { kind: "contact", text: "" }],
  ["\u200eСтикер не добавлен", { kind: "media", text: "" }],
  [
    "\u200e<прикреплено: 00000004-PHOTO-2025-03-08-15-06-10.jpg>",
    { kind: "media", text: "", file: "00000004-PHOTO-2025-03-08-15-06-10.jpg" },
  ],
  ["2015-08-04-PHOTO-00004762.jpg <attached>", { kind: "media", text: "", file: "2015-08-04-PHOTO-00004762.jpg" }],
  ["\u200eVoice call. 12 min", { kind: "call", text: "Voice call. 12 min" }],
  ["\u200e<attached: 00000009-Ana.vcf>", { kind: "contact", text: "", file: "00000009-Ana.vcf" }],
  ["<note: to myself>", { kind: "text", text: "<note: to myself>" }],
  ["null", { kind: "text", text: "null" }],
])("an iPhone body %j is told", (body, expected) => {
  expect(told(body, true)).toEqual(expected);
});

test("a message made of nothing but spaces, or of brackets, is read at once", () => {
  const start = performance.now();
  for (const part of [" ", "<", "<a: ", "(", "\n", " <", ": https://"]) told(`x${part.repeat(30_000)}>`, true);
  expect(performance.now() - start).toBeLessThan(1000);
});
