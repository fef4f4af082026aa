import { openTelegram, telegramExport } from "#interop/imports";
import { importVerb } from "./import-verb.ts";
import type { Verb } from "./verb.ts";

/** Brings a chat's exported history of Telegram into a space, or shows first what it would bring. */
export const importTelegram: Verb = importVerb({
  origin: "telegram",
  name: "Telegram",
  takes: "result.json, folder or .zip",
  flags: { chat: { type: "string", says: "the id or the name of one chat, where the export is that of an account" } },
  open: (path) => openTelegram(path),
  reader:
    ({ flag }) =>
    (source) =>
      telegramExport(source, { chat: flag("chat") }),
});
