import { availableParallelism } from "node:os";
import { bringPhoto, photosAwaited, tellPhotosCame, type SpaceId } from "#domains/spaces";
import type { Database } from "#foundation/database";
import { openPictures, UPLOAD_BYTES, type Make } from "#foundation/files";
import { Refusal } from "#foundation/refusal";
import { Unread, type Left, type MediaSeen, type NamedMedia, type Wanted } from "#interop/imports";
import { mediaProgress } from "./import-progress.ts";

const MOST_LANES = 4;
const LANE_BYTES = 2 ** 30; // a process may take half of it, and the rest is for whoever else is at home
const ASKED_AT_ONCE = 1_000;

/** What came along of an export's files, and what did not. */
export interface MediaBrought extends Pick<MediaSeen, "others" | "unnamed"> {
  photos: {
    added: number;
    /** They stood here before. */
    known: number;
    /** Of the added ones, as they are kept. */
    bytes: number;
    perSecond: number;
  };
  /** Whose messages were taken out here, and so stay so. */
  gone: number;
  left: { why: Left; count: number; names: readonly string[] }[];
}

type Tally = Omit<MediaBrought["photos"], "perSecond">;

/**
 * Brings the photos that the messages of a taken-over history name, each in a transaction of its own. What came before, or was taken out
 * here, is left as it is, so this is simply run again after it was cut off. A file that is no harmless picture is counted, and its message
 * keeps the mark that one was there.
 */
export async function bringMedia(db: Database, space: SpaceId, media: NamedMedia, tell: (line: string) => void): Promise<MediaBrought> {
  const photos: Tally = { added: 0, known: 0, bytes: 0 };
  const { open, known, gone } = await openOnes(db, space, media.wanted);
  photos.known = known;
  const begun = performance.now();
  const told = mediaProgress(tell, open.length);
  await inLanes(open, async (wanted, make) => {
    const bytes = await broughtBytes(db, space, wanted, make).catch((error: unknown) => {
      media.leave(whyOf(error), wanted.file.name);
      return 0;
    });
    if (bytes > 0) photos.added += 1;
    photos.bytes += bytes;
    told();
  });
  if (photos.added > 0) await tellPhotosCame(db, space);
  const perSecond = Math.round((open.length / Math.max(performance.now() - begun, 1)) * 10_000) / 10;
  const { others, unnamed } = media;
  const left = [...media.left].map(([why, those]) => ({ why, ...those }));
  return { photos: { ...photos, perSecond: open.length === 0 ? 0 : perSecond }, gone, left, others, unnamed };
}

async function openOnes(db: Database, space: SpaceId, all: readonly Wanted[]) {
  const open: Wanted[] = [];
  const count = { known: 0, gone: 0 };
  for (let start = 0; start < all.length; start += ASKED_AT_ONCE) {
    const some = all.slice(start, start + ASKED_AT_ONCE);
    const standing = await photosAwaited(
      db,
      space,
      some.map(({ id }) => id),
    );
    for (const wanted of some) {
      const now = standing.get(wanted.id) ?? "gone";
      if (now === "open") open.push(wanted);
      else count[now === "here" ? "known" : "gone"] += 1;
    }
  }
  return { open, ...count };
}

/** Does `work` for all, a few at a time; the first that fails ends the others after what they have in hand. */
async function inLanes<Thing>(things: readonly Thing[], work: (thing: Thing, make: Make) => Promise<void>): Promise<void> {
  if (things.length === 0) return;
  const next = things.values();
  let isOver = false;
  async function lane(): Promise<void> {
    const pictures = openPictures();
    try {
      await pictures.from("import", async (make) => {
        for (const thing of next) {
          if (isOver) return;
          await work(thing, make);
        }
      });
    } finally {
      isOver = true;
      await pictures.close();
    }
  }
  const lanes = Math.min(MOST_LANES, availableParallelism(), Math.floor(process.availableMemory() / LANE_BYTES));
  const ends = await Promise.allSettled(Array.from({ length: Math.max(1, lanes) }, lane));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

/** How many bytes of the photo are kept now; none when it came by another hand meanwhile. */
async function broughtBytes(db: Database, space: SpaceId, { id, file }: Wanted, make: Make): Promise<number> {
  const picture = await make(await file.read(UPLOAD_BYTES));
  return (await bringPhoto(db, space, id, picture)) ? picture.photo.bytes.length + picture.small.bytes.length : 0;
}

/** Only what is the file's own fault is passed over. */
function whyOf(error: unknown): Left {
  if (error instanceof Unread) return error.why;
  if (!(error instanceof Refusal) || error.reason !== "invalid") throw error;
  const fault = error.faults["file"];
  if (fault === "fault.picture-kind") return "kind";
  return fault === "fault.file-large" || fault === "fault.picture-large" ? "large" : "broken";
}
