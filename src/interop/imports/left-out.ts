import { basename, extname } from "node:path";
import type { LeftOut } from "#domains/spaces";
import type { HistoryMessage } from "./history.ts";

const PHOTOS = new Set([".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif"]);
const VIDEOS = new Set([".mp4", ".mov", ".3gp", ".avi", ".mkv", ".webm"]);
const VOICES = new Set([".opus", ".ogg", ".oga", ".amr"]);
const SOUNDS = new Set([".m4a", ".mp3", ".aac", ".wav", ".flac"]);
const STICKER = /^STK-\d|^\d+-STICKER-/; // as WhatsApp names them on Android and on an iPhone
const TALK = /^PTT-\d/; // "push to talk": its voice notes, also the old ones

/** What of a message stays behind, so that the room can say what stood there; null when all of it is in its words. */
export function leftOutOf({ kind, text, file, leftOut }: Pick<HistoryMessage, "kind" | "text" | "file" | "leftOut">): LeftOut | null {
  if (leftOut) return leftOut;
  if (kind === "media") return file === undefined ? "media" : kindOfFile(file);
  if (kind === "contact" || kind === "call" || kind === "deleted") return kind;
  if (text !== "") return null;
  return kind === "location" ? "place" : "deleted"; // words edited away
}

/** What a file is, by its name. */
export function kindOfFile(file: string): LeftOut {
  const end = extname(file).toLowerCase();
  const name = basename(file);
  if (STICKER.test(name)) return "sticker";
  if (TALK.test(name)) return "voice";
  if (PHOTOS.has(end)) return "photo";
  if (VIDEOS.has(end)) return "video";
  if (VOICES.has(end)) return "voice";
  return SOUNDS.has(end) ? "audio" : "file";
}
