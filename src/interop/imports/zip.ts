import { isUtf8 } from "node:buffer";
import { basename, dirname } from "node:path/posix";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { BadExport } from "./bad-export.ts";
import { NamedFiles, Unread, type LyingFile } from "./named-files.ts";
import type { Source } from "./source.ts";

const MOST_ENTRIES = 100_000;
const LARGEST_WORDS = 4 * 2 ** 30; // bytes; a million messages of Telegram are about 400 MB
const SAMPLE = 1 << 16; // bytes looked at to tell a transcript from a text that somebody sent
const BOMB = { ratio: 200, above: 1 << 26 }; // chats shrink 3 to 20 times
const UTF8_NAMES = 0x800;
const [UNIX, KIND, LINK] = [3, 0xf000, 0xa000];

/** Which file of a zip holds the words, by their names; `startOf` reads the beginning of one. Returns why none does, in words for people. */
export type Choose = (files: readonly ZippedFile[], startOf: (file: ZippedFile) => Promise<string>) => Promise<ZippedFile | string>;

export interface ZippedFile {
  name: string;
  entry: Entry;
}

/** The words inside an exported zip, and the files beside them, found through the central directory; nothing is ever unpacked to disk. */
export async function openZip(path: string, choose: Choose): Promise<Source> {
  const name = basename(path);
  const damaged = (error: unknown) =>
    error instanceof BadExport ? error : new BadExport(name, `the zip cannot be read (${said(error)}).`);
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw damaged(error);
  });
  try {
    const all = await filesIn(zip, name);
    const words = await choose(all, ({ entry }) => startOf(zip, entry));
    if (typeof words === "string") throw new BadExport(name, words);
    refuseBomb(words.entry, name);
    const bytes = async function* () {
      try {
        yield* bytesOf(zip, words.entry);
      } catch (error) {
        throw damaged(error);
      }
    };
    const files = () => Promise.resolve(new NamedFiles(beside(words, all).map((file) => lying(zip, file))));
    return { name: `${name}/${words.name}`, bytes, files, close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw damaged(error);
  }
}

async function filesIn(zip: ZipFile, name: string): Promise<ZippedFile[]> {
  if (zip.entryCount > MOST_ENTRIES) throw new BadExport(name, `the zip holds more than ${MOST_ENTRIES} files.`);
  const files: ZippedFile[] = [];
  let packed = 0;
  for await (const entry of zip.eachEntry()) {
    packed += entry.compressedSize;
    if (isFile(entry)) files.push({ name: nameOf(entry), entry });
  }
  if (packed > zip.fileSize) throw new BadExport(name, "the files of the zip lie within each other, which no phone writes.");
  return files;
}

/** `__MACOSX/._chat.txt` is what a Mac adds when it packs a folder again. A link holds nothing but a path, which leads nowhere here. */
function isFile({ fileName, versionMadeBy, externalFileAttributes }: Entry): boolean {
  const isLink = versionMadeBy >>> 8 === UNIX && ((externalFileAttributes >>> 16) & KIND) === LINK;
  return !isLink && !fileName.endsWith("/") && !fileName.startsWith("__MACOSX/") && !basename(fileName).startsWith("._");
}

/** A Mac writes names in UTF-8 and does not say so. */
function nameOf({ fileName, fileNameRaw, generalPurposeBitFlag: flags }: Entry): string {
  const isSilent = (flags & UTF8_NAMES) === 0 && fileNameRaw.some((byte) => byte > 0x7f) && isUtf8(fileNameRaw);
  return isSilent ? fileNameRaw.toString("utf8") : fileName;
}

/** The files in the folder of the words and below it, named from there. */
function beside(words: ZippedFile, all: readonly ZippedFile[]): ZippedFile[] {
  const folder = dirname(words.name) === "." ? "" : `${dirname(words.name)}/`;
  const others = all.filter((file) => file !== words && file.name.startsWith(folder));
  return others.map(({ name, entry }) => ({ name: name.slice(folder.length), entry }));
}

/** Sizes can be trusted: yauzl ends the stream with an error when another number of bytes comes out than the directory says. */
function lying(zip: ZipFile, { name, entry }: ZippedFile): LyingFile {
  async function read(most: number): Promise<Buffer> {
    if (entry.isEncrypted()) throw new Unread("locked");
    if (entry.uncompressedSize > most) throw new Unread("large");
    try {
      return Buffer.concat(await Array.fromAsync(bytesOf(zip, entry)));
    } catch (cause) {
      throw new Unread("broken", { cause });
    }
  }
  return { name, size: () => Promise.resolve(entry.uncompressedSize), read };
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

function refuseBomb(entry: Entry, name: string): void {
  if (entry.isEncrypted()) throw new BadExport(name, "the zip is locked with a password.");
  if (entry.uncompressedSize === 0) throw new BadExport(`${name}/${entry.fileName}`, "the file is empty.");
  const isBomb = entry.uncompressedSize > BOMB.above && entry.uncompressedSize > entry.compressedSize * BOMB.ratio;
  if (isBomb || entry.uncompressedSize > LARGEST_WORDS) {
    throw new BadExport(name, `${entry.fileName} would unpack to ${entry.uncompressedSize} bytes, which no chat does.`);
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : "unknown reason");
