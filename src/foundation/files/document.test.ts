import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { DOCUMENT_BYTES, documentFrom } from "./document.ts";

const pdf = (inner = "", end = "") =>
  Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog ${inner} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n${end}`, "latin1");

/** A ZIP package of empty files, the first of which may hold a word. */
function zip(names: string[], { first = "", flags = 0, unpacked = 0, comment = "" } = {}): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [nth, name] of names.entries()) {
    const held = Buffer.from(nth === 0 ? first : "");
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt32LE(held.length, 18);
    local.writeUInt32LE(held.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt32LE(unpacked, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), held);
    entries.push(entry, Buffer.from(name));
    at += 30 + name.length + held.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, list, end, Buffer.from(comment)]);
}
const office = (...more: string[]) => ["[Content_Types].xml", "_rels/.rels", ...more];
const packed = (text: string) => {
  const bytes = deflateSync(Buffer.from(text)).toString("latin1");
  return `/X 2 0 R >> endobj\n2 0 obj << /Type /ObjStm /N 1 /Filter /FlateDecode >>\nstream\n${bytes}\nendstream\nendobj\n3 0 obj <<`;
};

/** How a file is refused, by the key of its fault; its name when it is taken. */
function taken(sent: Buffer, name = "x"): unknown {
  try {
    return documentFrom(sent, name).name;
  } catch (error) {
    return error instanceof Error && "faults" in error ? Object.values(Object(error.faults))[0] : error;
  }
}

test("what is taken is told by its bytes, kept byte for byte, and named by its kind", () => {
  const opendocument = { first: "application/vnd.oasis.opendocument.text" };
  const files: [Buffer, string, string][] = [
    [pdf(), "letter.pdf", "letter.pdf"],
    [pdf(packed("<< /Type /Page >>")), "letter.pdf", "letter.pdf"],
    [zip(office("word/document.xml")), "plan.docx", "plan.docx"],
    [zip(office("xl/workbook.xml")), "plan.docx", "plan.xlsx"],
    [zip(office("ppt/presentation.xml")), "talk.pptx", "talk.pptx"],
    [zip(["mimetype", "content.xml"], opendocument), "plan.odt", "plan.odt"],
    [Buffer.from("Questions for Thursday\n• Does it last?\n"), "questions.md", "questions.txt"],
    [Buffer.from("2 < 3 and a <b> is no page"), "notes", "notes.txt"],
  ];
  for (const [sent, name, expected] of files) {
    expect(taken(sent, name)).toBe(expected);
    expect(documentFrom(sent, name).bytes.equals(sent)).toBe(true);
  }
});

test("pages, pictures, programs, other archives and noise are refused, under any name", () => {
  const refused = [
    "<!doctype html><script>alert(1)</script>",
    '  <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<?xml version="1.0"?><x/>',
    "words first <script>alert(1)</script>",
    "#!/bin/sh\nrm -rf ~",
    "MZ\u0090\0\u0003 This program cannot be run in DOS mode",
    "\u007fELF\u0002\u0001",
    "GIF89a\u0001\u0000\u0001\u0000",
    "words\u0000and a hole",
    " \n ",
    "",
  ].map((text) => Buffer.from(text, "latin1"));
  const archive = zip(["a.txt", "b.txt"]);
  for (const sent of [...refused, randomBytes(5_000), archive, Buffer.from("Rar!\u001a\u0007")])
    for (const name of ["letter.pdf", "plan.docx", "notes.txt"]) expect(taken(sent, name)).toBe("fault.document-kind");
});

test("two kinds in one file are refused", () => {
  const plan = zip(office("word/document.xml"));
  const polyglots = [
    Buffer.concat([pdf(), zip(["a.class"])]), // a PDF that is an archive as well
    Buffer.from(`%PDF-1.7\n<html><script>alert(1)</script></html>${pdf().toString("latin1").slice(9)}`, "latin1"),
    Buffer.concat([Buffer.from("<html>"), pdf()]),
    Buffer.concat([Buffer.from("MZ"), plan]),
    Buffer.concat([plan, Buffer.from("<script>alert(1)</script>")]),
    zip(office("word/document.xml"), { comment: "<script>alert(1)</script>" }),
    zip(office("word/document.xml"), { unpacked: 1 << 30 }), // unfolds to a flood
    zip(office("word/document.xml"), { flags: 1 }), // locked
    plan.subarray(0, plan.length - 30),
  ];
  for (const sent of polyglots) expect(taken(sent)).toBe("fault.document-kind");
});

test("what holds a program or is locked is refused, however it is written", () => {
  const active = [
    pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    pdf("/OpenAction << /S /J#61vaScript >>"),
    pdf("/Names << /EmbeddedFiles 4 0 R >>"),
    pdf("/A << /S /Launch /F (cmd.exe) >>"),
    pdf("/Encrypt 9 0 R"),
    pdf(packed("<< /S /JavaScript >>")),
    pdf(packed("/Type /Page ".padEnd(5 * 1024 * 1024))), // unfolds to more than is looked at
    zip(office("word/document.xml", "word/vbaProject.bin")),
    zip(office("word/document.xml", "word/embeddings/oleObject1.bin")),
    zip(office("word/document.xml", "run.exe")),
  ];
  for (const sent of active) expect(taken(sent)).toBe("fault.document-active");
});

test("a file of more than 4 MB is refused", () => {
  expect(taken(Buffer.alloc(DOCUMENT_BYTES + 1, "a"))).toBe("fault.document-large");
  expect(taken(Buffer.alloc(DOCUMENT_BYTES, "a"))).toBe("x.txt");
});

test("a name is one line of plain signs that names no place and ends as the bytes say", () => {
  const names: [string, string][] = [
    ["../../etc/passwd", "passwd.txt"],
    ["C:\\temp\\letter.exe", "letter.txt"],
    ["invoice.pdf.exe", "invoice.txt"],
    ["gpj.\u202eexe.txt", "gpj.txt"],
    ['a\r\nSet-Cookie: x="1".txt', "aSet-Cookie x= 1.txt"],
    ["...", "file.txt"],
    ["", "file.txt"],
    ["Анализ крови 2.5.txt", "Анализ крови 2.5.txt"],
    ["检查结果.txt", "检查结果.txt"],
    ["x".repeat(300), `${"x".repeat(60)}.txt`],
  ];
  for (const [sent, expected] of names) expect(taken(Buffer.from("words"), sent)).toBe(expected);
});

test("whatever bytes are changed, a file is taken or refused, quickly, and never as another kind", () => {
  let seed = 5;
  const dice = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const whole = [
    pdf(packed("<< /Type /Page >>")),
    zip(office("word/document.xml")),
    zip(["mimetype", "x"], { first: "application/vnd.oasis.opendocument.text" }),
  ];
  const endings = ["pdf", "docx", "odt"];
  const began = Date.now();
  const outcomes: string[][] = endings.map(() => []);
  for (let nth = 0; nth < 3_000; nth += 1) {
    const sent = Buffer.from(whole[nth % 3]!);
    for (let hit = 0; hit <= dice(4); hit += 1) sent[dice(sent.length)] = dice(256);
    outcomes[nth % 3]!.push(String(taken(nth % 5 === 4 ? sent.subarray(0, dice(sent.length)) : sent)));
  }
  for (const [place, ending] of endings.entries()) {
    const seen = new Set(outcomes[place]);
    seen.delete(`x.${ending}`);
    for (const outcome of seen) expect(outcome).toMatch(/^fault\.document-(kind|active)$|^x\.txt$/); // what is left of a cut may be words
    expect(outcomes[place]!.filter((outcome) => outcome === `x.${ending}`).length).toBeGreaterThan(20);
  }
  expect(Date.now() - began).toBeLessThan(20_000);
});
