const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|[^])/g;
const BARE_ID = /("document_id":[ \t]*)([^\s"[\]{}][^\n"]*?)(?=,?[ \t\r]*\n)/g;
const MAY_HIDE = /\\u(?:[dD][89a-fA-F]|0000)/;

/**
 * Parses one value as Telegram writes it, also where that is no JSON: control signs as `\xNN`, and in exports of version 4.1 a bare path as
 * a document's id. Throws an Error with a plain reason for what is no JSON even so, for a NUL and for half a surrogate pair.
 */
export function jsonIn(text: string): unknown {
  const value = strict(text) ?? strict(mended(text));
  if (value === undefined) throw new Error("this is no JSON: the file is damaged, or was changed after the export.");
  if (value.mayHide) refuseHalves(value.parsed);
  return value.parsed;
}

function strict(text: string): { parsed: unknown; mayHide: boolean } | undefined {
  try {
    return { parsed: JSON.parse(text), mayHide: MAY_HIDE.test(text) };
  } catch {
    return undefined;
  }
}

const mended = (text: string): string =>
  text
    .replace(ESCAPE, (whole: string, hex: string | undefined) => (hex === undefined ? whole : `\\u00${hex}`))
    .replace(BARE_ID, (_whole, key: string, bare: string) => `${key}${JSON.stringify(bare)}`);

function refuseHalves(value: unknown): void {
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new Error("half of a sign stands here (an unpaired surrogate): the file is damaged.");
    if (value.includes("\0")) throw new Error("a NUL stands here, which no export holds.");
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      refuseHalves(key);
      refuseHalves(inner);
    }
  }
}
