import { inflateSync } from "node:zlib";

const TAIL_BYTES = 1_024;
const MOST_INFLATED = 4 * 1024 * 1024; // of one stream of objects
const MOST_STREAMS = 64;

/** What runs, reaches out, or hides another file within: by names long enough not to turn up by chance in a picture's bytes. */
const ACTIVE = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR|Movie|Sound|Rendition|Encrypt)\b/;

/** Names may be written by their codes: /J#61vaScript. */
const plain = (text: string) => text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Why a file that begins like a PDF is not taken: it goes on after its end, or something in it could run, or it is locked so that nobody can tell. */
export function refusesPdf(sent: Buffer): "kind" | "active" | undefined {
  if (!/^%PDF-[12]\.\d/.test(sent.toString("latin1", 0, 16))) return "kind";
  if (!/%%EOF\s*$/.test(sent.toString("latin1", Math.max(0, sent.length - TAIL_BYTES)))) return "kind";
  const whole = sent.toString("latin1");
  if (ACTIVE.test(plain(whole))) return "active";
  return hasActiveObjects(sent, whole) ? "active" : undefined;
}

/** Objects may lie packed in streams; they are looked at too, and what cannot be unpacked or is too much counts as active. */
function hasActiveObjects(sent: Buffer, whole: string): boolean {
  const streams = [...whole.matchAll(/\/ObjStm\b[^]{0,400}?stream\r?\n/g)];
  if (streams.length > MOST_STREAMS) return true;
  return streams.some((stream) => {
    const from = stream.index + stream[0].length;
    const end = whole.indexOf("endstream", from);
    if (end < 0) return true;
    if (!stream[0].includes("/FlateDecode") && !whole.slice(Math.max(0, stream.index - 200), stream.index).includes("/FlateDecode"))
      return false;
    try {
      return ACTIVE.test(plain(inflateSync(sent.subarray(from, end), { maxOutputLength: MOST_INFLATED }).toString("latin1")));
    } catch {
      return true;
    }
  });
}
