import { basename } from "node:path";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { BadExport } from "./bad-export.ts";
import type { Source } from "./source.ts";
import { looksLikeHeader } from "./whatsapp/stamp.ts";

const MOST_ENTRIES = 100_000;
const LARGEST_TRANSCRIPT = 2 ** 30; // bytes; 1,000,000 lines are about 70 MB
const MOST_CANDIDATES = 50;
const SAMPLE = 1 << 16; // bytes looked at to tell a transcript from a text that somebody sent
const BOMB = { ratio: 200, above: 1 << 26 }; // chats shrink 3 to 20 times

/** The transcript inside an exported zip, found through the central directory; nothing is ever unpacked to disk. */
export async function openZip(path: string): Promise<Source> {
  const name = basename(path);
  const damaged = (error: unknown) =>
    error instanceof BadExport ? error : new BadExport(name, `the zip cannot be read (${said(error)}).`);
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw damaged(error);
  });
  try {
    const entry = await transcriptIn(zip, name);
    refuseBomb(entry, name);
    const bytes = async function* () {
      try {
        yield* bytesOf(zip, entry);
      } catch (error) {
        throw damaged(error);
      }
    };
    return { name: `${name}/${entry.fileName}`, bytes, close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw damaged(error);
  }
}

async function transcriptIn(zip: ZipFile, name: string): Promise<Entry> {
  if (zip.entryCount > MOST_ENTRIES) throw new BadExport(name, `the zip holds more than ${MOST_ENTRIES} files.`);
  const texts: Entry[] = [];
  for await (const entry of zip.eachEntry()) if (isText(entry.fileName)) texts.push(entry);
  const shallowest = texts.reduce((least, entry) => Math.min(least, depth(entry)), Infinity);
  const candidates = texts.filter((entry) => depth(entry) === shallowest).slice(0, MOST_CANDIDATES);
  const exact = candidates.find((entry) => basename(entry.fileName) === "_chat.txt");
  if (exact) return exact;
  const named = candidates.filter((entry) => /whatsapp|واتساب/i.test(basename(entry.fileName)));
  const best = await fullestOf(zip, named.length > 0 ? named : candidates);
  if (!best) throw new BadExport(name, "there is no text file in this zip, so no transcript of a chat.");
  return best;
}

const depth = (entry: Entry): number => entry.fileName.split("/").length;

/** `__MACOSX/._chat.txt` is what a Mac adds when it packs a folder again; it holds no words. */
function isText(fileName: string): boolean {
  return /\.txt$/i.test(fileName) && !fileName.startsWith("__MACOSX/") && !basename(fileName).startsWith("._");
}

/** The text with most header lines near its start: a document that somebody sent to the chat may sort first. */
async function fullestOf(zip: ZipFile, entries: Entry[]): Promise<Entry | undefined> {
  if (entries.length < 2) return entries[0];
  let best: { entry: Entry; headers: number } | undefined;
  for (const entry of entries) {
    const headers = (await startOf(zip, entry)).split(/\r?\n/).filter(looksLikeHeader).length;
    if (!best || headers > best.headers) best = { entry, headers };
  }
  return best?.entry;
}

async function startOf(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytesOf(zip, entry)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= SAMPLE) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  for await (const chunk of await zip.openReadStreamPromise(entry)) yield Buffer.from(chunk);
}

/** yauzl ends the stream with an error when more comes out than the directory says, so the stated size can be trusted here. */
function refuseBomb(entry: Entry, name: string): void {
  if (entry.isEncrypted()) throw new BadExport(name, "the zip is locked with a password.");
  if (entry.uncompressedSize === 0) throw new BadExport(`${name}/${entry.fileName}`, "the file is empty.");
  const isBomb = entry.uncompressedSize > BOMB.above && entry.uncompressedSize > entry.compressedSize * BOMB.ratio;
  if (isBomb || entry.uncompressedSize > LARGEST_TRANSCRIPT) {
    throw new BadExport(name, `${entry.fileName} would unpack to ${entry.uncompressedSize} bytes, which no chat does.`);
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : "unknown reason");
