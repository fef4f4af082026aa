import type { SpokenPhoto } from "./message.tsx";
import type { Attached } from "./send-files.ts";

/** Something chosen to go beside words, as it will go, with what the page shows of it meanwhile. */
export interface Chosen extends Attached {
  key: string;
  kind: "photo";
  name: string;
  /** A little picture, as a data: address; nothing before there is one. */
  shown: string;
  width: number;
  height: number;
  /** The same, as small as it goes. */
  ready: Promise<Chosen>;
}

const SQUARE = { width: 160, height: 160 }; // of what nobody has looked at yet

/** A file that was chosen just now; `prepare` makes it small. */
export function chosenOf(kind: Chosen["kind"], file: File, prepare: (one: Chosen) => Promise<Chosen>): Chosen {
  const one: Chosen = {
    key: crypto.randomUUID(),
    kind,
    name: file.name,
    blob: file,
    shown: "",
    ...SQUARE,
    ready: Promise.resolve().then(() => prepare(one)),
  };
  return one;
}

/** What was chosen as the room shows it while it is on its way. */
export function shownOf(chosen: readonly Chosen[], isSensitive: boolean): { photos: SpokenPhoto[] } {
  const photos = chosen.map(({ blob, shown, width, height }) => ({ id: "", width, height, bytes: blob.size, isSensitive, shown }));
  return { photos };
}
