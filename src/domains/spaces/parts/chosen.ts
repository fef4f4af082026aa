import { freshId } from "./fresh-id.ts";
import type { Spoken } from "./message.tsx";
import type { OutgoingFile } from "./pile.ts";

/** Something chosen to go beside words, as it will go, with what the page shows of it meanwhile. */
export interface Chosen extends Omit<OutgoingFile, "id" | "size"> {
  key: string;
  blob: Blob;
  /** The same, as small as it goes. */
  ready: Promise<Chosen>;
}

/** What a microphone brought. */
export interface Recorded {
  blob: Blob;
  milliseconds: number;
}

const SQUARE = { width: 160, height: 160 }; // of what nobody has looked at yet

/** What was chosen or recorded just now; `prepare` makes it small. */
export function chosenOf(kind: Chosen["kind"], what: File | Recorded, prepare: (one: Chosen) => Promise<Chosen>): Chosen {
  const isFile = what instanceof File;
  const source = { name: isFile ? what.name : "", blob: isFile ? what : what.blob, milliseconds: isFile ? 0 : what.milliseconds };
  const one: Chosen = {
    key: freshId(),
    kind,
    ...source,
    shown: "",
    ...SQUARE,
    ready: Promise.resolve().then(() => prepare(one)),
  };
  return one;
}

/** What was chosen, as it leaves the phone. */
export const leaving = ({ kind, name, blob, shown, width, height, milliseconds }: Chosen): OutgoingFile => ({
  kind,
  name,
  size: blob.size,
  shown,
  width,
  height,
  milliseconds,
  blob,
});

/** The same as the room shows it while it is on its way. */
export function shownOf(files: readonly OutgoingFile[], isSensitive = false): Pick<Spoken, "photos" | "files"> {
  const photos = files
    .filter(({ kind }) => kind === "photo")
    .map(({ size, shown, width, height }) => ({ id: "", width, height, bytes: size, isSensitive, shown }));
  const others = files.flatMap(({ kind, size, milliseconds, name }) =>
    kind === "photo" ? [] : [{ id: "", kind, bytes: size, milliseconds, name }],
  );
  return { photos, files: others };
}
