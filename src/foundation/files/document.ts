import { Refusal } from "#foundation/refusal";
import { fileNameOf } from "./file-name.ts";
import { refusesPdf } from "./pdf.ts";
import { kindOfPackage } from "./zip-names.ts";

/** The largest file that is taken in, and kept as it is. */
export const DOCUMENT_BYTES = 4 * 1024 * 1024;

export const documentKinds = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt"] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What each is called where it is served. */
export const DOCUMENT_TYPES = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  txt: "text/plain; charset=utf-8",
} as const satisfies Record<DocumentKind, string>;

/** A file as it is kept: the very bytes that were sent, under a name that ends as its bytes say. */
export interface Document {
  bytes: Buffer;
  kind: DocumentKind;
  name: string;
}

/** Markup that a browser might run, wherever it found this file. */
const MARKUP = /<\s*(?:!doctype|html|head|body|svg|script|iframe|object|embed|meta|link|style|\?xml|\?php)/i;
/** Every control sign but those that part words and lines. */
const STEERING = /[^\P{Cc}\t\n\r]/u;
const LOOKED_AT = 4_096;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * A file, told by its bytes and never by its name: PDF, Word, Excel, PowerPoint, OpenDocument, or plain text. It goes as it is, with whatever its
 * maker wrote into it. Throws invalid for every other kind, two kinds in one, and what holds a program or is locked.
 */
export function documentFrom(sent: Buffer, name: string): Document {
  if (sent.length > DOCUMENT_BYTES) throw new Refusal("invalid", "This is too large.", { faults: { file: "fault.document-large" } });
  const kind = kindOf(sent);
  if (!kind) throw new Refusal("invalid", "This is no file that can be taken.", { faults: { file: "fault.document-kind" } });
  if (kind === "active")
    throw new Refusal("invalid", "This file holds a program, or is locked.", { faults: { file: "fault.document-active" } });
  return { bytes: sent, kind, name: fileNameOf(name, kind) };
}

function kindOf(sent: Buffer): DocumentKind | "active" | undefined {
  const begins = sent.toString("latin1", 0, LOOKED_AT);
  if (begins.startsWith("%PDF-")) return MARKUP.test(begins) ? undefined : pdfKind(sent);
  if (begins.startsWith("PK\u0003\u0004")) return kindOfPackage(sent);
  return isPlainText(sent) ? "txt" : undefined;
}

function pdfKind(sent: Buffer): "pdf" | "active" | undefined {
  const no = refusesPdf(sent);
  return no === "active" ? "active" : no ? undefined : "pdf";
}

/** Words in UTF-8 without a sign that steers anything, and without markup. */
function isPlainText(sent: Buffer): boolean {
  try {
    const text = utf8.decode(sent);
    return text.trim() !== "" && !STEERING.test(text) && !MARKUP.test(text) && !text.startsWith("#!");
  } catch {
    return false;
  }
}
