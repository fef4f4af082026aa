import { resolve } from "node:path";
import { openHome } from "#foundation/home";
import { Obstacle } from "#foundation/settings";
import { bringBack, lookThrough, mustTakeSecret } from "#interop/backups";
import { findDatabase } from "./reach.ts";
import type { Verb } from "./verb.ts";

/** A backup becomes a house again, where none is yet. */
export const restore: Verb = {
  name: "restore",
  takes: ["dir"],
  says: "build the house of a backup again, in a new KITH_HOME or an empty database",
  async run({ words: [given = ""], settings, tell }) {
    const folder = resolve(given);
    const { home, ...others } = settings();
    const manifest = await lookThrough(folder);
    await mustTakeSecret(folder, home);
    await openHome(home);
    const found = await findDatabase({ home, ...others }, "kith restore", tell);
    try {
      if (found.server) {
        const { url = "starting", process } = found.server;
        throw new Obstacle(`Kith runs in ${home} (${url}, process ${process}). Stop it, and restore into a KITH_HOME that is new.`, 2);
      }
      await bringBack({ ownerUrl: found.ownerUrl, home, folder, manifest, tell });
    } finally {
      await found.stop?.();
    }
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return {
      value: { folder, madeAt: manifest.madeAt, home, tables: manifest.tables.length, rows },
      text: [
        `${rows} rows are back, as they were at ${manifest.madeAt}.`,
        "Everybody comes in again by a phrase, a passkey or a letter: sessions and access tokens were not brought along.",
      ].join("\n"),
    };
  },
};
