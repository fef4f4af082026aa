import { isLost } from "#foundation/database";
import { Obstacle, plainly } from "#foundation/settings";

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "");

/** Data that PostgreSQL cannot read, rows that contradict each other, and what gzip does not know. */
const OF_THE_FILE = /^(?:22|23)...$|^Z_/;
const DISK_FULL = "53100";

/** Why a backup ended early. */
export function whyNoBackup(error: unknown, folder: string): unknown {
  if (isLost(error)) return new Obstacle("The connection to the database was lost. Nothing was kept; begin again.", 1, { cause: error });
  return plainly(error, folder);
}

/** Why a restore ended early: the file is to blame (2), or something in the way (1); else the fault as it is. */
export function whyNotTaken(error: unknown, file: string): unknown {
  if (OF_THE_FILE.test(codeOf(error)))
    return new Obstacle(`${file} was not taken: ${error instanceof Error ? error.message : "it failed"}. Nothing was restored.`, 2, {
      cause: error,
    });
  if (codeOf(error) === DISK_FULL)
    return new Obstacle("The disk of the database is full. Nothing was restored; free some space, then begin again.", 1, { cause: error });
  if (isLost(error))
    return new Obstacle("The connection to the database was lost. Nothing was restored; begin again.", 1, { cause: error });
  return error;
}
