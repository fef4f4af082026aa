import type { LeftOut } from "#domains/spaces";
import type { Left, MediaSeen } from "#interop/imports";
import type { Came, MediaBrought } from "./import-media.ts";

const number = new Intl.NumberFormat("en");
const list = new Intl.ListFormat("en");
const size = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const CONTROLS = /\p{Cc}/gu; // a name is printed to a terminal

export const counted = (count: number, one: string, more = `${one}s`): string => `${number.format(count)} ${count === 1 ? one : more}`;
const weight = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${size.format(bytes / 1_000_000)} MB`);

const whys: Record<Left, string> = {
  missing: "not in the export",
  unclear: "there twice under one name",
  large: "too large, or of more pixels than are read",
  long: "longer than three minutes",
  locked: "locked with a password",
  broken: "broken",
  kind: "of a kind that is not taken",
  active: "holding a program, or locked",
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
export function mediaSeenText({ photos, voices, documents, missing, unclear, others, unnamed }: MediaSeen): string[] {
  const lies = (what: { count: number; bytes: number }, one: string) =>
    what.count > 0 ? [`${counted(what.count, one)} (${weight(what.bytes)})`] : [];
  const all = [...lies(photos, "photo"), ...lies(voices, "voice note"), ...lies(documents, "document")];
  return [
    ...(all.length > 0 ? [`Beside the words lie ${list.format(all)}.`] : []),
    ...(missing > 0 ? [`${counted(missing, "file")} named by a message ${missing === 1 ? "is" : "are"} not in the export.`] : []),
    ...(unclear > 0
      ? [`${counted(unclear, "file name")} in a message ${unclear === 1 ? "fits" : "fit"} two files, so neither is taken.`]
      : []),
    ...stayingText(others, unnamed),
  ];
}

/** What came along beside the words, and what did not. */
export function mediaBroughtText({ photos, voices, documents, perSecond, gone, left, others, unnamed }: MediaBrought): string[] {
  const kinds: [Came, string][] = [
    [photos, "photo"],
    [voices, "voice note"],
    [documents, "document"],
  ];
  const added = kinds.flatMap(([came, one]) => (came.added > 0 ? [`${counted(came.added, one)} (${weight(came.bytes)})`] : []));
  const known = kinds.reduce((sum, [came]) => sum + came.known, 0);
  const behind = left.reduce((sum, { count }) => sum + count, 0);
  return [
    ...(added.length > 0 ? [`${list.format(added)} came along, ${perSecond} a second.`] : []),
    ...(known > 0 ? [`${counted(known, "file")} stood here before.`] : []),
    ...(gone > 0 ? [`${counted(gone, "file")} of messages that were taken out here ${gone === 1 ? "stays" : "stay"} out.`] : []),
    ...(behind > 0
      ? [
          `${counted(behind, "file")} did not come, and ${behind === 1 ? "leaves" : "leave"} a word in ${behind === 1 ? "its" : "their"} place:`,
        ]
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
