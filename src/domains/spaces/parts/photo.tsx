import { useContext } from "preact/hooks";
import { Icon, Sparing } from "#design";
import type { SpokenPhoto } from "./message.tsx";

/** Ready to be read, but for "{alias}" and "{size}". */
export interface PhotoWords {
  from: string;
  open: string;
  sensitive: string;
}

const SMALL_SIDE = 320; // of the small picture, as it is encoded
const kilobytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1024))}`;

/** In the browser the page says it, and no context reaches what arrives live. */
const isSparingHere = () => typeof document !== "undefined" && document.documentElement.dataset["sparing"] !== undefined;

/** A photo beside words: small, with the way to the large one and its size. One that may be hard to see sends no bytes before she asks, nor does any where data is spared. */
export function Photo({ photo, alias, w }: { photo: SpokenPhoto; alias: string; w: PhotoWords }) {
  const { id, width, height, bytes, isSensitive } = photo;
  const isSparing = useContext(Sparing) || isSparingHere();
  const href = `/files/${id}`;
  if (isSensitive)
    return (
      <a class="photo photo-hard" href={href}>
        <Icon name="photo" />
        <span>{w.sensitive.replace("{size}", kilobytes(bytes))}</span>
      </a>
    );
  if (isSparing)
    return (
      <a class="photo photo-hard" href={href}>
        <Icon name="photo" />
        <span>
          {w.from.replace("{alias}", alias)} · {w.open.replace("{size}", kilobytes(bytes))}
        </span>
      </a>
    );
  const scale = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return (
    <a class="photo" href={href}>
      <img src={`${href}/small`} {...size} loading="lazy" decoding="async" alt={w.from.replace("{alias}", alias)} />
      <span>{w.open.replace("{size}", kilobytes(bytes))}</span>
    </a>
  );
}
