import { Button, LinkButton } from "#design";
import type { Beside } from "../beside.ts";
import type { DeskReport } from "../desk.ts";
import type { ModerationWords } from "../words/index.ts";

interface Props {
  w: ModerationWords;
  report: DeskReport;
  beside: Beside;
}

const kilobytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1024))}`;

/** What was beside the reported words: each behind a tap, or the word that it is gone. */
export function Reported({ w, report, beside: { count, isOpened, files } }: Props) {
  if (count === 0) return null;
  if (report.answeredAt) return <p class="soft">{w("desk.beside.closed")}</p>;
  if (report.isGone || (isOpened && files.length === 0)) return <p class="soft">{w("desk.beside.gone")}</p>;
  if (!isOpened)
    return (
      <form class="stack close" method="post" action={`/network/reports/${report.id}/open`}>
        <p class="soft">{w("desk.beside")}</p>
        <Button kind="second">{w("desk.beside.open")}</Button>
      </form>
    );
  return files.map((file) => <Opening key={file.id} w={w} file={file} href={`/network/reports/${report.id}/files/${file.id}`} />);
}

function Opening({ w, file: { kind, bytes, name }, href }: { w: ModerationWords; file: Beside["files"][number]; href: string }) {
  const told = w(`desk.${kind}`, { size: kilobytes(bytes) });
  if (kind === "voice")
    return (
      <figure class="voice">
        {/* It has no words but those of the message above. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
        <audio controls preload="none" src={href} aria-label={told} />
        <figcaption>{told}</figcaption>
      </figure>
    );
  return (
    <p class="row">
      <LinkButton kind="second" href={href} download={kind === "file" ? (name ?? "") : undefined}>
        {told}
      </LinkButton>
      {name && <bdi class="soft small">{name}</bdi>}
    </p>
  );
}
