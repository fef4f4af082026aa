import { isUnsupported, numberOf, WrittenMessage } from "./written-message.ts";

/** A message as Telegram writes it, or in a sentence why it is not understood. */
export function understood(value: unknown): WrittenMessage | string {
  const { data, error } = WrittenMessage.safeParse(value);
  if (!data) {
    if (isUnsupported(value)) return `${numberOf(value)}: Telegram could not export what it is.`;
    const place = error.issues[0]?.path.join(".");
    return `${numberOf(value)}: ${place ? `"${place}" is not as Telegram writes it` : "it is no object"}.`;
  }
  if (data.date_unixtime === undefined && !isMoment(data.date)) return `${numberOf(value)}: nothing says when it was sent.`;
  return data;
}

/** A day that no calendar has is none. */
function isMoment(date: string | undefined): boolean {
  const time = Date.parse(`${date}Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(date ?? "?");
}
