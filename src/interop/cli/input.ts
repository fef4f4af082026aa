import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Obstacle } from "#foundation/settings";

/** The whole text of a file, or of standard input for "-". Throws an Obstacle (2) that names it when it is missing or not UTF-8. */
export async function readInput(file: string): Promise<string> {
  const name = file === "-" ? "standard input" : file;
  const bytes = await (file === "-" ? buffer(process.stdin) : readFile(file)).catch((cause: unknown) => {
    throw new Obstacle(`${name} cannot be read: ${reasonOf(cause)}.`, 2, { cause });
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Obstacle(`${name} is not text in UTF-8.`, 2, { cause });
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const known: Record<string, string> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    EACCES: "this user may not read it",
    ERR_FS_FILE_TOO_LARGE: "it is too large",
  };
  return known[code] ?? (code || "it failed");
}
