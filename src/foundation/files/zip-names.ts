import type { DocumentKind } from "./document.ts";

// ZIP, APPNOTE.TXT 4.3: only the list of what is within is read; nothing is unpacked here.

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const MOST_ENTRIES = 2_000;
const MOST_UNPACKED = 64 * 1024 * 1024;

/** Programs, and other files that carry one. */
const ACTIVE =
  /(?:vbaproject\.bin|\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs?|js|jse|wsf|hta|lnk|jar|class|msi|apk|html?|svg|swf|docm|xlsm|pptm|zip))$|oleobject|activex|\/basic\/|\/scripts\//i;

const marks: readonly (readonly [DocumentKind, string])[] = [
  ["docx", "word/document.xml"],
  ["xlsx", "xl/workbook.xml"],
  ["pptx", "ppt/presentation.xml"],
];
const openDocuments: Record<string, DocumentKind> = {
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
};

/** Which document a ZIP package is, by what is in it; undefined when it is none, or is more than a package. */
export function kindOfPackage(sent: Buffer): DocumentKind | "active" | undefined {
  const names = namesIn(sent);
  if (!names) return undefined;
  if (names.some((name) => ACTIVE.test(name))) return "active";
  if (names.includes("[Content_Types].xml")) return marks.find(([, mark]) => names.includes(mark))?.[0];
  // OpenDocument: the first entry is its kind, not packed, so that it stands at a known place.
  const kind = names[0] === "mimetype" ? sent.toString("latin1", 38, 38 + Math.min(sent.readUInt32LE(22), 80)) : "";
  return openDocuments[kind];
}

/** The names within, when the package begins at the first byte and ends at the last, is not locked, and unfolds to no flood. */
function namesIn(sent: Buffer): string[] | undefined {
  const end = sent.length - END_BYTES;
  if (end < 0 || sent.readUInt32LE(end) !== END || sent.readUInt16LE(end + 20) !== 0) return undefined;
  const count = sent.readUInt16LE(end + 10);
  const [bytes, first] = [sent.readUInt32LE(end + 12), sent.readUInt32LE(end + 16)];
  if (count === 0 || count > MOST_ENTRIES || first + bytes !== end) return undefined;
  const names: string[] = [];
  let unpacked = 0;
  let at = first;
  for (let nth = 0; nth < count; nth += 1) {
    if (at + ENTRY_BYTES > end || sent.readUInt32LE(at) !== ENTRY) return undefined;
    const [flags, length] = [sent.readUInt16LE(at + 8), sent.readUInt16LE(at + 28)];
    const isLocked = (flags & 1) !== 0;
    unpacked += sent.readUInt32LE(at + 24);
    if (isLocked || unpacked > MOST_UNPACKED || (nth === 0 && sent.readUInt32LE(at + 42) !== 0)) return undefined;
    names.push(sent.toString("utf8", at + ENTRY_BYTES, at + ENTRY_BYTES + length));
    at += ENTRY_BYTES + length + sent.readUInt16LE(at + 30) + sent.readUInt16LE(at + 32);
  }
  return at === end ? names : undefined;
}
