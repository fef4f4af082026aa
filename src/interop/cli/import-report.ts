import type { Brought } from "#domains/spaces";
import type { MediaSeen, Summary, Survey } from "#interop/imports";
import type { MediaBrought } from "./import-media.ts";
import { counted, mediaBroughtText, mediaSeenText } from "./import-media-report.ts";

const number = new Intl.NumberFormat("en");
const moment = (at: string | undefined): string => (at ?? "").replace("T", " ");

/** What an export would bring, for whoever looks before she leaps. */
export function previewText(survey: Survey, { messages, kinds, from, to }: Summary, media?: MediaSeen): string {
  const width = Math.max(0, ...survey.people.map(({ name }) => name.length)) + 2;
  const people = survey.people.map((person) => `  ${person.name.padEnd(width)}${number.format(person.messages)}`);
  const found =
    survey.questions.length > 0
      ? ["No message can be read until the question below is answered."]
      : [
          `${counted(messages, "message")}, from ${moment(from)} to ${moment(to)} on the clock of the phone that exported.`,
          kinds.map(([kind, count]) => `${number.format(count)} ${kind}`).join(", "),
          ...(media ? mediaSeenText(media) : []),
        ];
  return [
    survey.file,
    ...found,
    "",
    `${counted(survey.people.length, "person", "people")}:`,
    ...people,
    ...remarksOn(survey),
    "",
    "Nothing was written.",
  ].join("\n");
}

interface Told {
  program: string;
  /** Null when the export knew every moment by itself. */
  zone: string | null;
  notices: number;
  media: MediaBrought | undefined;
}

/** What was taken over. */
export function broughtText(survey: Survey, { added, known }: Brought, { program, zone, notices, media }: Told): string {
  const times = zone === null ? "" : `, with times as in ${zone}`;
  const again = known > 0 ? ` ${counted(known, "message")} stood here before.` : "";
  const behind = notices > 0 ? [`${counted(notices, "notice")} of ${program} itself stayed behind.`] : [];
  return [
    `${counted(added, "message")} taken over${times}.${again}`,
    ...behind,
    ...(media ? mediaBroughtText(media) : []),
    ...remarksOn(survey),
  ].join("\n");
}

function remarksOn({ skipped, questions, warnings }: Survey): string[] {
  const more = skipped.count - skipped.shown.length;
  return [
    ...(skipped.count > 0 ? ["", `${counted(skipped.count, "line")} not understood:`] : []),
    ...skipped.shown.map(({ line, text }) => `  line ${line}: ${text}`),
    ...(more > 0 ? [`  and ${counted(more, "line")} more`] : []),
    ...questions.flatMap(({ line, text }) => ["", `Question, line ${line}: ${text}`]),
    ...(warnings.length > 0 ? ["", "Good to know:"] : []),
    ...warnings.map(({ line, text }) => `  ${line === undefined ? "" : `line ${line}: `}${text}`),
  ];
}
