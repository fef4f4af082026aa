import { sql } from "kysely";
import { z } from "zod";
import { willTell, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { ReportId } from "./report.ts";

export const FileId = z.uuid().brand<"reported-file">();
export type FileId = z.infer<typeof FileId>;

declare module "#foundation/facts" {
  interface Facts {
    "moderation.files-opened": { by: string };
  }
}

type Kind = "photo" | "voice" | "file";

/** What stands beside a reported message: how much it was when it was reported, and, once she had it shown to her, what of it can be opened. */
export interface Beside {
  count: number;
  isOpened: boolean;
  files: { id: FileId; kind: Kind; bytes: number; name: string | null }[];
}

/** For whoever may look at the report; nothing for anyone else. Once there is an answer nothing can be opened. */
export async function besideReport(tx: Transaction, id: ReportId): Promise<Beside> {
  const { rows } = await sql<{ count: number; opened: boolean }>`select * from report_beside(${id})`.execute(tx);
  const { rows: files } = await sql<Beside["files"][number]>`select * from report_files(${id})`.execute(tx);
  return { count: rows[0]?.count ?? 0, isOpened: rows[0]?.opened ?? false, files };
}

/** Has it shown to her. Not-found when there is none, or the report is not hers to look at or was answered. Stated: moderation.files-opened, once. */
export async function openBeside(tx: Transaction, id: ReportId): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select open_report(${id}) as done`.execute(tx);
  if (!rows[0]?.done) throw absent();
  willTell(tx, id);
}

/** The bytes of one, once she had it shown to her. Not-found also when it went with its message. */
export async function reportFile(
  tx: Transaction,
  id: ReportId,
  file: FileId,
): Promise<{ kind: Kind; name: string | null; content: Buffer }> {
  const asked = sql<{ kind: Kind; name: string | null; content: Buffer }>`select * from report_file(${id}, ${file})`;
  const [found] = (await asked.execute(tx)).rows;
  if (!found) throw absent();
  return found;
}

const absent = () => new Refusal("not-found", "There is nothing at this address.");
