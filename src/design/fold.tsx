import type { ComponentChildren } from "preact";

/** More, for whoever asks. Open from the start with `isOpen`. */
export function Fold({ summary, isOpen, children }: { summary: string; isOpen?: boolean | undefined; children: ComponentChildren }) {
  return (
    <details class="fold" open={isOpen}>
      <summary>{summary}</summary>
      <div class="stack">{children}</div>
    </details>
  );
}

/** How far along a short errand one is: in words, then in marks. `now` counts from 1. */
export function Progress({ words, now, of }: { words: string; now: number; of: number }) {
  const marks = Array.from({ length: of }, (_, i) => (i + 1 < now ? "done" : i + 1 === now ? "now" : "next"));
  return (
    <div class="progress">
      <span>{words}</span>
      <ol aria-hidden="true">
        {marks.map((mark, i) => (
          <li key={i} class={mark} />
        ))}
      </ol>
    </div>
  );
}
