import type { Kind } from "../export.ts";
import { attachedAfter, attachedBefore, calls, deleted, edited, livePlaces, omitted, omittedContacts, plain } from "./words.ts";

/** What a message turned out to be. `text` is empty for media without a caption and for deleted messages. */
export interface Told {
  kind: Kind;
  text: string;
  file?: string;
  edited?: true;
}

const LEFT_OUT = /^<(?=[^<>]*\p{L})[^<>]{3,60}>$/u;
const ATTACHED_BEFORE = /<([^<>:：\n]{2,25})[:：] ?([^<>\n]{1,255})>/;
const ATTACHED_OLD = /^(\S[^\n]*?) <([^<>:\n]{2,25})>$/;
const ATTACHED_AFTER = /^(.+) \(([^()]{3,40})\)$/;
const ANDROID_NAME = /^(?:IMG|VID|AUD|PTT|STK|GIF|DOC)-\d{8}-WA\d+\.\w*$/;
const PHONE_NAME = /^\d{8}-/;
const PLACE = /^(?:[^]*(?:[:：] ?|\n))?https:\/\/(?:maps\.google\.com\/\?q=-?\d|foursquare\.com\/v\/)\S+$/;
const CALL = /^(?:missed (?:group )?(?:voice|video) call|(?:voice|video) call)[.,] .{1,40}$/;
const MARKED = /^[\u200e\u200f]/;

/** Text without the marks that only steer the direction of writing, and with plain spaces. Mentions keep their isolates. */
export const clean = (text: string): string =>
  text
    .replace(/[\u200e\u200f\u202a-\u202e\u061c]/g, "")
    .replace(/[\u00a0\u202f]/g, " ")
    .trim();

export const isMarked = (body: string): boolean => MARKED.test(body);

/** Tells media, deleted words, calls, polls and places from what somebody wrote. `isPhone`: the bracketed form of an iPhone. */
export function told(body: string, isPhone: boolean): Told {
  const text = clean(body);
  if (text === "") return { kind: "media", text: "" }; // an empty body is a spent view-once picture
  const marker = text.endsWith(">") ? text.lastIndexOf("<") : -1;
  if (marker >= 0 && edited.has(plain(text.slice(marker + 1, -1)))) {
    const words = text.slice(0, marker).trim();
    return { ...(words === "" ? { kind: "text", text: "" } : told(words, isPhone)), edited: true };
  }
  const end = text.indexOf("\n");
  const first = (end < 0 ? text : text.slice(0, end)).trimEnd();
  const rest = end < 0 ? "" : text.slice(end + 1).trim();
  return (
    placeholder(first, rest, isPhone, isMarked(body)) ??
    (isPhone ? phoneFile(text, isMarked(body)) : androidFile(first, rest, isMarked(body))) ??
    special(text, first) ?? { kind: "text", text }
  );
}

const LONGEST_PLACEHOLDER = 64;

function placeholder(first: string, rest: string, isPhone: boolean, isMarkedBody: boolean): Told | undefined {
  if (first.length > LONGEST_PLACEHOLDER) return undefined;
  const words = plain(first);
  if (rest === "") {
    if (deleted.has(words)) return { kind: "deleted", text: "" };
    if (calls.has(words) || (isMarkedBody && CALL.test(words))) return { kind: "call", text: first };
    if (livePlaces.has(words)) return { kind: "location", text: first };
  }
  if (isPhone) {
    if (omitted.has(words)) return { kind: "media", text: rest };
    return omittedContacts.has(words) ? { kind: "contact", text: rest } : undefined;
  }
  if (first === "null" && rest === "") return { kind: "media", text: "" };
  return LEFT_OUT.test(first) && !attachedBefore.has(plain(first.slice(1, -1))) ? { kind: "media", text: rest } : undefined;
}

function androidFile(first: string, rest: string, isMarkedBody: boolean): Told | undefined {
  if (!first.endsWith(")")) return undefined;
  const [, name = "", words = ""] = ATTACHED_AFTER.exec(first) ?? [];
  const isKnown = attachedAfter.has(plain(words)) || ANDROID_NAME.test(name) || (isMarkedBody && /\.\w{1,5}$/.test(name));
  return name && isKnown ? withFile(name, rest) : undefined;
}

function phoneFile(text: string, isMarkedBody: boolean): Told | undefined {
  if (!text.includes("<")) return undefined;
  const found = ATTACHED_BEFORE.exec(text);
  const [whole = "", words = "", name = ""] = found ?? [];
  if (found && (attachedBefore.has(plain(words)) || (isMarkedBody && PHONE_NAME.test(name)))) {
    const around = [text.slice(0, found.index).trim(), text.slice(found.index + whole.length).trim()];
    return withFile(name.trim(), around.filter(Boolean).join("\n"));
  }
  const [, old = "", mark = ""] = ATTACHED_OLD.exec(text) ?? [];
  return old && attachedBefore.has(plain(mark)) ? withFile(old, "") : undefined;
}

const withFile = (file: string, text: string): Told => ({ kind: /\.vcf$/i.test(file) ? "contact" : "media", text, file });

function special(text: string, first: string): Told | undefined {
  if (first === "POLL:" && text.includes("\nOPTION:")) return { kind: "poll", text };
  return text.includes("https://") && PLACE.test(text) ? { kind: "location", text } : undefined;
}
