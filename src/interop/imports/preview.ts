import type { Source } from "./source.ts";
import type { DateOrder } from "./whatsapp/calendar.ts";
import type { SkippedLine } from "./whatsapp/entries.ts";
import type { Question, Warning } from "./whatsapp/form.ts";
import { type ExportedMessage, messagesIn } from "./whatsapp/messages.ts";
import { type Person, type Survey, surveyOf } from "./whatsapp/survey.ts";

export interface ImportOptions {
  dateOrder?: DateOrder | undefined;
}

/** What an import would bring, before anything is written. `messages` is empty while a question is open. */
export interface Preview {
  messages: ExportedMessage[];
  people: Person[];
  /** Lines not understood: the first thousand, and how many in all. */
  skipped: SkippedLine[];
  skippedCount: number;
  questions: Question[];
  warnings: Warning[];
}

/** The whole preview in memory: for a page, which shows files of a size that a browser may send. */
export async function preview(source: Source, options: ImportOptions = {}): Promise<Preview> {
  const survey = await surveyOf(source, options);
  return { messages: await Array.fromAsync(messagesIn(source, survey)), ...about(survey) };
}

/** The same preview as JSON text, in pieces, so that an export of any size takes little memory. */
export async function* previewJson(source: Source, survey: Survey): AsyncGenerator<string> {
  let piece = '{"messages":[';
  let separator = "\n";
  for await (const message of messagesIn(source, survey)) {
    piece += separator + JSON.stringify(message);
    separator = ",\n";
    if (piece.length > 1 << 16) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}\n],\n${JSON.stringify(about(survey)).slice(1)}\n`;
}

const about = ({ people, skipped, questions, warnings }: Survey): Omit<Preview, "messages"> => ({
  people,
  skipped: skipped.shown,
  skippedCount: skipped.count,
  questions,
  warnings,
});
