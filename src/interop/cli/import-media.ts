import { availableParallelism } from "node:os";
import { bringFile, filesAwaited, tellFilesCame, type BroughtFile, type SpaceId } from "#domains/spaces";
import type { Database } from "#foundation/database";
import { DOCUMENT_BYTES, documentFrom, openPictures, UPLOAD_BYTES, VOICE_SENT_BYTES, voiceFrom, type Make } from "#foundation/files";
import { Refusal } from "#foundation/refusal";
import { Unread, type Carried, type Left, type MediaSeen, type NamedMedia, type Wanted } from "#interop/imports";
import { mediaProgress } from "./import-progress.ts";

const MOST_LANES = 4;
const LANE_BYTES = 2 ** 30; // a process may take half of it, and the rest is for whoever else is at home
const ASKED_AT_ONCE = 1_000;

/** How many came along, how many stood here before, and the bytes of the new ones as they are kept. */
export interface Came {
  added: number;
  known: number;
  bytes: number;
}

/** What came along of an export's files, and what did not. */
export interface MediaBrought extends Pick<MediaSeen, "others" | "unnamed"> {
  photos: Came;
  voices: Came;
  documents: Came;
  /** Files looked at. */
  perSecond: number;
  /** Whose messages were taken out here, and so stay so. */
  gone: number;
  left: { why: Left; count: number; names: readonly string[] }[];
}

type Tally = Record<Carried, Came>;
const nothing = (): Came => ({ added: 0, known: 0, bytes: 0 });

/**
 * Brings the files that the messages of a taken-over history name, each in a transaction of its own. What came before, or was taken out here,
 * is left as it is, so this is simply run again after it was cut off. A file that cannot be made harmless is counted, and its message keeps
 * the mark that one was there.
 */
export async function bringMedia(db: Database, space: SpaceId, media: NamedMedia, tell: (line: string) => void): Promise<MediaBrought> {
  const came: Tally = { photo: nothing(), voice: nothing(), file: nothing() };
  const { open, gone } = await openOnes(db, space, media.wanted, came);
  const begun = performance.now();
  const told = mediaProgress(tell, open.length);
  await inLanes(open, async (wanted, make) => {
    const bytes = await broughtBytes(db, space, wanted, make).catch((error: unknown) => {
      media.leave(whyOf(error), wanted.file.name);
      return 0;
    });
    if (bytes > 0) came[wanted.kind].added += 1;
    came[wanted.kind].bytes += bytes;
    told();
  });
  const { photo: photos, voice: voices, file: documents } = came;
  if (photos.added + voices.added + documents.added > 0) await tellFilesCame(db, space);
  const perSecond = Math.round((open.length / Math.max(performance.now() - begun, 1)) * 10_000) / 10;
  const { others, unnamed } = media;
  const left = [...media.left].map(([why, those]) => ({ why, ...those }));
  return { photos, voices, documents, perSecond: open.length === 0 ? 0 : perSecond, gone, left, others, unnamed };
}

async function openOnes(db: Database, space: SpaceId, all: readonly Wanted[], came: Tally) {
  const open: Wanted[] = [];
  let gone = 0;
  for (let start = 0; start < all.length; start += ASKED_AT_ONCE) {
    const some = all.slice(start, start + ASKED_AT_ONCE);
    const standing = await filesAwaited(db, space, some);
    for (const wanted of some) {
      const now = standing.get(wanted.id);
      if (now === "open") open.push(wanted);
      else if (now === "here") came[wanted.kind].known += 1;
      else gone += 1;
    }
  }
  return { open, gone };
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

/** How many bytes of the file are kept now; none when it came by another hand meanwhile. */
async function broughtBytes(db: Database, space: SpaceId, wanted: Wanted, make: Make): Promise<number> {
  const brought = await harmless(wanted, make);
  if (!(await bringFile(db, space, wanted.id, brought))) return 0;
  return brought.kind === "photo" ? brought.made.photo.bytes.length + brought.made.small.bytes.length : brought.made.bytes.length;
}

async function harmless({ kind, file }: Wanted, make: Make): Promise<BroughtFile> {
  if (kind === "photo") return { kind, made: await make(await file.read(UPLOAD_BYTES)) };
  if (kind === "voice") return { kind, made: voiceFrom(await file.read(VOICE_SENT_BYTES)) };
  return { kind, made: documentFrom(await file.read(DOCUMENT_BYTES), file.name) };
}

/** Only what is the file's own fault is passed over. */
function whyOf(error: unknown): Left {
  if (error instanceof Unread) return error.why;
  if (!(error instanceof Refusal) || error.reason !== "invalid") throw error;
  const why = error.faults["file"]?.split("-").at(-1);
  return why === "kind" || why === "large" || why === "long" || why === "active" ? why : "broken";
}
