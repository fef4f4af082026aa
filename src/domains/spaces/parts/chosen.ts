import { freshId } from "./fresh-id.ts";
import type { Spoken } from "./message.tsx";
import type { Attached } from "./send-files.ts";

/** Something chosen to go beside words, as it will go, with what the page shows of it meanwhile. */
export interface Chosen extends Attached {
  key: string;
  kind: "photo" | "voice" | "file";
  name: string;
  /** A little picture of a photo, as a data: address; nothing before there is one. */
  shown: string;
  width: number;
  height: number;
  milliseconds: number;
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

/** What was chosen as the room shows it while it is on its way. */
export function shownOf(chosen: readonly Chosen[], isSensitive: boolean): Pick<Spoken, "photos" | "files"> {
  const photos = chosen
    .filter(({ kind }) => kind === "photo")
    .map(({ blob, shown, width, height }) => ({ id: "", width, height, bytes: blob.size, isSensitive, shown }));
  const files = chosen.flatMap(({ kind, blob, milliseconds, name }) =>
    kind === "photo" ? [] : [{ id: "", kind, bytes: blob.size, milliseconds, name }],
  );
  return { photos, files };
}
