import type { LeftOut } from "#domains/spaces";
import type { Kind } from "../export.ts";
import { kindOfFile } from "../left-out.ts";
import type { WrittenMessage } from "./written-message.ts";

/** What a message turned out to be. `words` is what a space gets, where that is not `text`. */
export interface Told {
  kind: Kind;
  text: string;
  words?: string;
  file?: string;
  leftOut?: LeftOut;
}

const CALLS = new Set(["phone_call", "group_call"]);
const PLACEHOLDER = /^\((?:File|Photo) /; // "(File not included. Change data exporting settings to download.)"
const LONGEST_SIGN = 40; // UTF-16 units; families of five have 15
const MEDIA: Readonly<Record<string, LeftOut>> = {
  sticker: "sticker",
  animation: "video",
  video_file: "video",
  video_message: "video",
  voice_message: "voice",
  audio_file: "audio",
};

/** What a message is and says; `nameOf` tells who is meant by the number of somebody mentioned. */
export function told(message: WrittenMessage, nameOf: (id: number) => string | undefined): Told {
  const { action, contact_information: contact, photo, poll } = message;
  const text = textOf(message);
  if (message.type === "service") return { kind: action !== undefined && CALLS.has(action) ? "call" : "system", text };
  if (contact) return { kind: "contact", text: [contact.first_name, contact.last_name].filter(Boolean).join(" "), words: text };
  if (message.location_information) return { kind: "location", text: message.place_name ?? "" };
  if (poll) {
    const lines = [text, poll.question, ...poll.answers.map((answer) => `OPTION: ${answer.text} (${answer.voters})`)];
    return { kind: "poll", text: lines.filter(Boolean).join("\n") };
  }
  if (photo !== undefined) return { kind: "media", text, leftOut: "photo", ...pathOf(photo), ...mentionsIn(message, nameOf) };
  if (message.file !== undefined || message.media_type !== undefined) {
    const words = message.media_type === "sticker" ? stickerIn(message) : mentionsIn(message, nameOf);
    return { kind: "media", text, leftOut: fileKind(message), ...pathOf(message.file), ...words };
  }
  if (text === "") return { kind: "media", text, leftOut: "media" }; // a game, a story, an invoice, or what Telegram will think of next
  return { kind: "text", text, ...mentionsIn(message, nameOf) };
}

const textOf = ({ text }: WrittenMessage): string =>
  (typeof text === "string" ? text : text.map((part) => (typeof part === "string" ? part : part.text)).join("")).trim();

/** Somebody who was picked from the members is no name that was typed: she comes along under her alias there. */
function mentionsIn({ text }: WrittenMessage, nameOf: (id: number) => string | undefined): { words?: string } {
  if (typeof text === "string" || !text.some((part) => typeof part === "object" && part.type === "mention_name")) return {};
  const words = text.map((part) => {
    if (typeof part === "string" || part.type !== "mention_name") return typeof part === "string" ? part : part.text;
    return `@\u2068${(part.user_id === undefined ? undefined : nameOf(part.user_id)) ?? part.text}\u2069`;
  });
  return { words: words.join("").trim() };
}

/** Of a sticker stays the sign that it stands for. */
const stickerIn = ({ sticker_emoji: sign }: WrittenMessage): { words?: string } =>
  typeof sign === "string" && sign.length <= LONGEST_SIGN ? { words: sign } : {};

const pathOf = (file: string | undefined): { file?: string } =>
  file === undefined || file === "" || PLACEHOLDER.test(file) ? {} : { file };

function fileKind({ media_type: media, mime_type: mime, file, file_name: name }: WrittenMessage): LeftOut {
  const known = media === undefined ? undefined : MEDIA[media];
  if (known) return known;
  if (mime?.startsWith("image/")) return "photo";
  return kindOfFile(name ?? pathOf(file).file ?? "");
}
