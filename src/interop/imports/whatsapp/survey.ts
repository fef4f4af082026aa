import type { Person, Survey, Warning } from "../export.ts";
import { nothingSkipped } from "../skipped.ts";
import type { Source } from "../source.ts";
import type { DateOrder } from "./calendar.ts";
import { entriesIn } from "./entries.ts";
import { type Form, formOf } from "./form.ts";
import { hasColonInName, hear, isGroup, isOnlyNotice, isPasted, isWaiting, type Speaker, Speakers } from "./speakers.ts";
import { Strays } from "./strays.ts";

const TAILS = [40_000, 10_000]; // messages that WhatsApp exports at most, without and with media
const MOST_NAMED = 5;

/** What is known of an export of WhatsApp before its messages are told. */
export interface WhatsappSurvey extends Survey {
  form: Form;
  speakers: Speakers;
}

/** Reads the file twice: for its form, then for its people. Throws BadExport for a file that cannot be read as an export. */
export async function surveyOf(source: Source, options: { dateOrder?: DateOrder | undefined } = {}): Promise<WhatsappSurvey> {
  const form = await formOf(source, options.dateOrder);
  const speakers = new Speakers(source.name);
  const skipped = nothingSkipped();
  const strays = new Strays();
  let entries = 0;
  for await (const block of entriesIn(source, form, skipped)) {
    entries += block.length;
    for (const entry of block) {
      const parts = speakers.partsOf(entry.body, entry.line);
      if (!parts || isWaiting(parts.words)) continue;
      hear(parts, entry, form.isPhone);
      if (!isGroup(parts.speaker)) strays.pass(entry, parts.speaker);
    }
  }
  const warnings = [...form.warnings, ...warningsOf(speakers, strays, entries)];
  return { file: source.name, form, speakers, people: peopleIn(speakers), skipped, questions: form.questions, warnings };
}

/** The name a speaker goes by, which is longer than what stands before the first colon when the name has a colon itself. */
export const shownName = (speaker: Speaker): string => (hasColonInName(speaker) ? `${speaker.name}: ${speaker.second}` : speaker.name);

function peopleIn(speakers: Speakers): Person[] {
  return [...speakers]
    .filter((speaker) => !isGroup(speaker) && !isOnlyNotice(speaker) && !isPasted(speaker))
    .map((speaker) => ({
      name: shownName(speaker),
      messages: speaker.plain + speaker.placeholders + speaker.marked - (hasColonInName(speaker) ? speaker.secondNotices.length : 0),
    }))
    .toSorted((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1));
}

function warningsOf(speakers: Speakers, strays: Strays, entries: number): Warning[] {
  const warnings: Warning[] = [];
  const all = [...speakers];
  const pasted = all.filter(isPasted);
  for (const speaker of all.filter(hasColonInName)) {
    const text = `"${shownName(speaker)}" was taken as one name with a colon in it, because every message under "${speaker.name}" goes on so.`;
    warnings.push({ kind: "colon-in-name", line: speaker.firstLine, text });
  }
  if (pasted.length > 0) {
    const names = pasted.slice(0, MOST_NAMED).map(({ name }) => name);
    const text = `Lines of ${names.join(", ")} look pasted from another chat: they are from an earlier day. They were kept as words of the message above.`;
    warnings.push({ kind: "pasted-line", line: pasted[0]?.firstLine ?? 1, text });
  }
  const others = strays.lines.length - pasted.reduce((sum, { strays: count }) => sum + count, 0);
  if (others > 0) {
    const text = `${others} message${others === 1 ? " is" : "s are"} from an earlier day than those around. If they were pasted, their names are wrong.`;
    warnings.push({ kind: "earlier-day", line: strays.lines[0] ?? 1, text });
  }
  if (TAILS.includes(entries)) {
    warnings.push({
      kind: "tail",
      text: `The file has exactly ${entries} messages, which is as many as WhatsApp exports: older ones may be missing.`,
    });
  }
  return warnings;
}
