import { Icon } from "#design";
import type { SpokenFile } from "./message.tsx";
import { kilobytes } from "./photo.tsx";

/** Ready to be read, but for "{alias}", "{time}", "{kind}" and "{size}". */
export interface AttachmentWords {
  /** What stands without words, where it is quoted. */
  any: string;
  voice: string;
  voiceSize: string;
  fileSize: string;
}

/** Minutes and seconds of a recording: 1:05. */
export function lengthOf(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
export const endingOf = (name: string) => (name.split(".").at(-1) ?? "").toUpperCase();

/** A voice note or a file beside words, with its length and size: no byte of it is fetched before she asks. */
export function Attachment({ file, alias, w }: { file: SpokenFile; alias: string; w: AttachmentWords }) {
  const { id, kind, bytes, milliseconds, name } = file;
  const href = `/files/${id}`;
  const isVoice = kind === "voice";
  const title = isVoice ? w.voice.replace("{alias}", alias) : (name ?? "");
  const told = (isVoice ? w.voiceSize : w.fileSize)
    .replace("{time}", lengthOf(milliseconds ?? 0))
    .replace("{kind}", endingOf(title))
    .replace("{size}", kilobytes(bytes));
  if (isVoice && id)
    return (
      <figure class="voice">
        {/* What it says stands in the words beneath it. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
        <audio controls preload="none" src={href} aria-label={`${title}, ${told}`} />
        <figcaption>{told}</figcaption>
      </figure>
    );
  const about = (
    <>
      <Icon name={isVoice ? "mic" : "file"} />
      <b dir="auto">{title}</b>
      <span>{told}</span>
    </>
  );
  if (!id) return <span class="attached">{about}</span>;
  return (
    <a class="attached" href={href} download={title}>
      {about}
    </a>
  );
}
