import type { ExportedMessage } from "../export.ts";
import { nothingSkipped } from "../skipped.ts";
import type { Source } from "../source.ts";
import { clean, isMarked, told } from "./body.ts";
import { entriesIn, type Entry } from "./entries.ts";
import { hasColonInName, isGroup, isNotice, isOnlyNotice, isPasted, isWaiting, type Speaker } from "./speakers.ts";
import { shownName, type WhatsappSurvey } from "./survey.ts";

/** The messages in the order of the file, one block in memory at a time. None while the survey has an open question. */
export async function* messagesIn(source: Source, survey: WhatsappSurvey): AsyncGenerator<ExportedMessage> {
  if (survey.questions.length > 0) return;
  let open: { entry: Entry; speaker: Speaker | undefined; words: string } | undefined;
  for await (const block of entriesIn(source, survey.form, nothingSkipped())) {
    for (const entry of block) {
      const parts = survey.speakers.partsOf(entry.body, entry.line);
      if (parts && open && isPasted(parts.speaker)) {
        open.entry.more.push(entry.whole, ...entry.more);
        continue;
      }
      if (open) yield messageOf(open.entry, open.speaker, open.words, survey.form.isPhone);
      open = { entry, speaker: parts?.speaker, words: parts?.words ?? entry.body };
    }
  }
  if (open) yield messageOf(open.entry, open.speaker, open.words, survey.form.isPhone);
}

function messageOf(entry: Entry, speaker: Speaker | undefined, words: string, isPhone: boolean): ExportedMessage {
  const more = entry.more.length > 0 ? `\n${entry.more.join("\n")}` : "";
  const notice = (text: string): ExportedMessage => ({ at: entry.at, author: null, kind: "system", text: clean(text + more) });
  if (!speaker || isOnlyNotice(speaker)) return notice(entry.body);
  if (isWaiting(words)) return notice(words);
  if (hasColonInName(speaker)) {
    if (!words.startsWith(`${speaker.second}: `)) return notice(entry.body);
    return said(entry.at, shownName(speaker), words.slice((speaker.second?.length ?? 0) + 2) + more, isPhone);
  }
  if (!isPhone || !isMarked(words)) return said(entry.at, speaker.name, words + more, isPhone);
  if (isGroup(speaker)) return notice(words);
  const message = said(entry.at, speaker.name, words + more, isPhone);
  return message.kind === "text" && !message.edited && isNotice(words) ? notice(words) : message;
}

function said(at: string, author: string, body: string, isPhone: boolean): ExportedMessage {
  const { kind, text, ...rest } = told(body, isPhone);
  return { at, author, kind, text, ...rest };
}
