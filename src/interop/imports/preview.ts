import type { Export, ExportedMessage, Person, Question, ReadMessage, Survey, Warning } from "./export.ts";
import type { SkippedLine } from "./skipped.ts";

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
export async function preview(all: Export): Promise<Preview> {
  return { messages: await Array.fromAsync(all.messages(), shown), ...about(all) };
}

/** The same preview as JSON text, in pieces, so that an export of any size takes little memory; `more` is what is known at the end. */
export async function* previewJson(all: Export, more: () => Promise<object> = () => Promise.resolve({})): AsyncGenerator<string> {
  let piece = '{"messages":[';
  let separator = "\n";
  for await (const message of all.messages()) {
    piece += separator + JSON.stringify(shown(message));
    separator = ",\n";
    if (piece.length > 1 << 16) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}\n],\n${JSON.stringify({ ...about(all), ...(await more()) }).slice(1)}\n`;
}

function shown(message: ReadMessage): ExportedMessage {
  const { instant: _instant, leftOut: _leftOut, words: _words, ...all } = message;
  return all;
}

const about = ({ people, skipped, questions, warnings }: Survey): Omit<Preview, "messages"> => ({
  people,
  skipped: skipped.shown,
  skippedCount: skipped.count,
  questions,
  warnings,
});
