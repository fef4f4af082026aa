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
export const kilobytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1024))}`;

/** In the browser the page says it, and no context reaches what arrives live. */
export const isSparingHere = () => typeof document !== "undefined" && document.documentElement.dataset["sparing"] !== undefined;

/** A photo beside words: small, with the way to the large one and its size. One that may be hard to see sends no bytes before she asks, nor does any where data is spared. */
export function Photo({ photo, alias, w }: { photo: SpokenPhoto; alias: string; w: PhotoWords }) {
  const { id, width, height, bytes, isSensitive, shown } = photo;
  const isSparing = useContext(Sparing) || isSparingHere();
  const from = w.from.replace("{alias}", alias);
  const open = w.open.replace("{size}", kilobytes(bytes));
  const scale = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const href = `/files/${id}`;
  if (shown !== undefined) return <span class="photo">{shown && <img src={shown} {...size} alt={from} />}</span>;
  if (isSensitive || isSparing)
    return (
      <a class="photo photo-hard" href={href} data-width={size.width} data-height={size.height} data-from={from} data-open={open}>
        <Icon name={isSensitive ? "eye" : "photo"} />
        <span>{isSensitive ? w.sensitive.replace("{size}", kilobytes(bytes)) : `${from} · ${open}`}</span>
      </a>
    );
  return (
    <a class="photo" href={href}>
      <img src={`${href}/small`} {...size} loading="lazy" decoding="async" alt={from} />
      <span>{open}</span>
    </a>
  );
}
