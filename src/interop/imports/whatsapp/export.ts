import type { Export } from "../export.ts";
import type { Source } from "../source.ts";
import type { DateOrder } from "./calendar.ts";
import { messagesIn } from "./messages.ts";
import { surveyOf } from "./survey.ts";

export interface WhatsappOptions {
  dateOrder?: DateOrder | undefined;
}

/** An export of WhatsApp; `lines` is how many its file has. Throws BadExport for a file that cannot be read as one. */
export async function whatsappExport(source: Source, options: WhatsappOptions = {}): Promise<Export & { lines: number }> {
  const survey = await surveyOf(source, options);
  return { ...survey, lines: survey.form.lines, messages: () => messagesIn(source, survey) };
}
