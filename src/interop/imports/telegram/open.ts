import { basename } from "node:path/posix";
import type { Readable } from "node:stream";
import { filesIn } from "../folder.ts";
import { openExport, type Source } from "../source.ts";
import type { Choose } from "../zip.ts";

const WORDS = "result.json";
/** The folders that Telegram makes beside it. No other is looked into, whatever a message says. */
const FOLDERS = ["photos", "voice_messages", "files", "video_files", "round_video_messages", "stickers", "chats"];

/**
 * Opens a `result.json`, the folder or the zip in which it lies, with the files that lie beside it; `-` is standard input. Throws BadExport
 * for what is absent, empty, damaged or dangerous.
 */
export const openTelegram = (path: string, stdin?: Readable): Promise<Source> =>
  openExport(path, { choose: result, inFolder: WORDS, beside: (folder) => filesIn(folder, FOLDERS) }, stdin);

const result: Choose = (files) => {
  const found = files.filter(({ name }) => basename(name) === WORDS).toSorted((a, b) => a.name.length - b.name.length);
  return Promise.resolve(found[0] ?? `there is no ${WORDS} in this zip, so no export of Telegram as JSON.`);
};
