import type { LeftOut } from "#domains/spaces";
import type { Left, MediaSeen } from "#interop/imports";
import type { MediaBrought } from "./import-media.ts";

const number = new Intl.NumberFormat("en");
const size = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const CONTROLS = /\p{Cc}/gu; // a name is printed to a terminal

export const counted = (count: number, one: string, more = `${one}s`): string => `${number.format(count)} ${count === 1 ? one : more}`;
const weight = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${size.format(bytes / 1_000_000)} MB`);

const whys: Record<Left, string> = {
  missing: "not in the export",
  unclear: "there twice under one name",
  large: "too large: more than 12 MB, or more pixels than are read",
  locked: "locked with a password",
  broken: "broken",
  kind: "no picture of a kind that is taken (JPEG, PNG, WebP, GIF, AVIF)",
  crowded: "beyond the 100,000 files that are taken at once",
};
const things: readonly [kind: LeftOut, one: string, more: string][] = [
  ["video", "video", "videos"],
  ["voice", "voice note", "voice notes"],
  ["audio", "sound file", "sound files"],
  ["sticker", "sticker", "stickers"],
  ["file", "document", "documents"],
];

/** What lies beside the words of an export, for whoever looks before she leaps. */
export function mediaSeenText({ photos, voices, missing, unclear, others, unnamed }: MediaSeen): string[] {
  const lies = (what: { count: number; bytes: number }, one: string) => `${counted(what.count, one)} (${weight(what.bytes)})`;
  if (photos.count + voices.count + missing + unclear === 0) return stayingText(others, unnamed);
  return [
    `Beside the words lie ${lies(photos, "photo")} and ${lies(voices, "voice note")}.`,
    ...(missing > 0 ? [`${counted(missing, "file")} named by a message ${missing === 1 ? "is" : "are"} not in the export.`] : []),
    ...(unclear > 0
      ? [`${counted(unclear, "file name")} in a message ${unclear === 1 ? "fits" : "fit"} two files, so neither is taken.`]
      : []),
    ...stayingText(others, unnamed),
  ];
}

/** What came along beside the words, and what did not. */
export function mediaBroughtText({ photos, gone, left, others, unnamed }: MediaBrought): string[] {
  const rate = photos.perSecond > 0 ? `, ${photos.perSecond} a second` : "";
  const before = photos.known > 0 ? ` ${counted(photos.known, "photo")} stood here before.` : "";
  const out = gone > 0 ? ` ${counted(gone, "photo")} of messages that were taken out here ${gone === 1 ? "stays" : "stay"} out.` : "";
  const behind = left.reduce((sum, { count }) => sum + count, 0);
  if (photos.added + photos.known + gone + behind === 0) return stayingText(others, unnamed);
  return [
    `${counted(photos.added, "photo")} came along (${weight(photos.bytes)}${rate}).${before}${out}`,
    ...(behind > 0
      ? [`${counted(behind, "file")} did not, and ${behind === 1 ? "leaves" : "leave"} a word in ${behind === 1 ? "its" : "their"} place:`]
      : []),
    ...left.map(({ why, count, names }) => `  ${number.format(count)} ${whys[why]}: ${named(names, count)}`),
    ...stayingText(others, unnamed),
  ];
}

function stayingText(others: Partial<Record<LeftOut, number>>, unnamed: number): string[] {
  const kinds = things.flatMap(([kind, one, more]) => (others[kind] ? [counted(others[kind], one, more)] : []));
  return [
    ...(kinds.length > 0 ? [`What leaves a word in its place: ${kinds.join(", ")}.`] : []),
    ...(unnamed > 0
      ? [`${counted(unnamed, "file")} of the export ${unnamed === 1 ? "is" : "are"} named by no message, and stayed there.`]
      : []),
  ];
}

function named(names: readonly string[], count: number): string {
  const some = names.map((name) => name.replace(CONTROLS, "").slice(0, 120)).join(", ");
  return count > names.length ? `${some} and ${number.format(count - names.length)} more` : some;
}
