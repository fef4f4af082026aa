export interface Line {
  seq: number;
  author: string;
  body: string;
  saidAt: string;
}

const clocks = new Map<string, Intl.DateTimeFormat>(); // making one costs more than rendering twenty messages

/** The server does not know the reader's time zone: both sides say UTC, or the two would not match. */
function clockOf(locale: string): Intl.DateTimeFormat {
  const clock = clocks.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  clocks.set(locale, clock);
  return clock;
}

/** One message; the same on the server's page and in the live island. */
export function MessageLine({ line, locale }: { line: Line; locale: string }) {
  const saidAt = new Date(line.saidAt);
  return (
    <li class="message" id={String(line.seq)}>
      <b dir="auto">{line.author}</b> <time dateTime={saidAt.toISOString()}>{clockOf(locale).format(saidAt)}</time>
      <p dir="auto">{line.body}</p>
    </li>
  );
}
