/** A recovery phrase, each word with its number, to be written down. Latin words: left to right in every language. */
export function Phrase({ words, label }: { words: readonly string[]; label: string }) {
  return (
    <ol class="phrase" dir="ltr" lang="en" translate={false} aria-label={label}>
      {words.map((word, i) => (
        <li key={i}>{word}</li>
      ))}
    </ol>
  );
}

/** A code to be read aloud, group by group: "412 207". */
export function Code({ groups }: { groups: readonly string[] }) {
  return (
    <p class="code" translate={false}>
      <bdi dir="ltr">
        {groups.map((group, i) => (
          <span key={i}>{`${group} `}</span>
        ))}
      </bdi>
    </p>
  );
}

const QUIET_ZONE = 4; // modules of white that a reader needs around the code

/** A QR code from its path: `d` in modules, `size` modules across. `label` says what it holds. */
export function Qr({ d, size, label }: { d: string; size: number; label: string }) {
  const side = size + 2 * QUIET_ZONE;
  return (
    <figure class="qr" aria-label={label}>
      <svg viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`} aria-hidden="true">
        <path d={d} />
      </svg>
    </figure>
  );
}
