import { extname } from "node:path";
import type { LeftOut } from "#domains/spaces";
import type { HistoryMessage } from "./history.ts";

const PHOTOS = new Set([".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif"]);
const VIDEOS = new Set([".mp4", ".mov", ".3gp", ".avi", ".mkv", ".webm"]);
const VOICES = new Set([".opus", ".ogg", ".m4a", ".mp3", ".aac", ".amr", ".wav"]);

/** What of a message stays behind, so that the room can say what stood there; null when all of it is in its words. */
export function leftOutOf({ kind, text, file, leftOut }: Pick<HistoryMessage, "kind" | "text" | "file" | "leftOut">): LeftOut | null {
  if (leftOut) return leftOut;
  if (kind === "media") return file === undefined ? "media" : kindOfFile(file);
  if (kind === "contact" || kind === "call" || kind === "deleted") return kind;
  if (text !== "") return null;
  return kind === "location" ? "place" : "deleted"; // words edited away
}

/** What a file is, by the end of its name. */
export function kindOfFile(file: string): LeftOut {
  const end = extname(file).toLowerCase();
  if (PHOTOS.has(end)) return "photo";
  if (VIDEOS.has(end)) return "video";
  return VOICES.has(end) ? "voice" : "file";
}
