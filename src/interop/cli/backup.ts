import { resolve } from "node:path";
import { backUp } from "#interop/backups";
import type { Verb } from "./verb.ts";

/** Everything the house holds, into a folder, while it runs. */
export const backup: Verb = {
  name: "backup",
  takes: ["dir"],
  says: "write everything into a new folder, as it is at this moment; Kith may go on running",
  async run({ words: [folder = ""], reach, tell }) {
    const { ownerUrl, secret } = await reach();
    const { madeAt, postgres, tables, leftOut } = await backUp({ ownerUrl, secret, folder: resolve(folder), tell });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    return {
      value: { folder: resolve(folder), madeAt, postgres, tables: tables.length, rows, bytes, leftOut },
      text: [
        `${rows} rows of ${tables.length} tables are in ${resolve(folder)}.`,
        "The house's secret is among them, and everybody's words: keep the folder as private as the house itself.",
      ].join("\n"),
    };
  },
};
