const LETTERS = 60;

/** Signs that steer, hide or turn what follows, and those that some system reads as a path. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
const PATHS = /[\\/:*?"<>|]/g;
const ENDING = /\.[A-Za-z0-9]{1,5}$/;
/** What stands before the ending and would be taken for one where endings are hidden. */
const ENDINGS = /\.(?:pdf|docx?|docm|xlsx?|xlsm|pptx?|pptm|od[tsp]|txt|csv|html?|svg|js|vbs|exe|com|scr|bat|cmd|lnk|zip|jpe?g|png)$/i;

/** A name to save a file under: one line of plain signs that names no place, and ends as the file's bytes say. */
export function fileNameOf(sent: string, kind: string): string {
  const last = sent.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const plain = last.replaceAll(UNSEEN, "").replaceAll(PATHS, " ").replaceAll(/\s+/g, " ").trim();
  let name = plain.replace(/^[.\s]+/, "").replace(ENDING, "");
  while (ENDINGS.test(name)) name = name.replace(ENDINGS, "");
  const short = Array.from(name).slice(0, LETTERS).join("");
  return `${short.replace(/[.\s]+$/, "") || "file"}.${kind}`;
}
