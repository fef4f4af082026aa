import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BadExport } from "./bad-export.ts";
import type { NamedFiles } from "./named-files.ts";
import { openZip, type Choose } from "./zip.ts";

const CHUNK = 1 << 18; // bytes read at once
const LARGEST_INPUT = 4 * 2 ** 30; // bytes taken from standard input

/** An export that can be read from its start as often as needed. `close` ends whatever was opened for it. */
export interface Source {
  name: string;
  bytes(): AsyncIterable<Buffer>;
  /** The files that lie beside the words, where any can. */
  files?(): Promise<NamedFiles>;
  close(): Promise<void>;
}

/** An export that is already in memory, such as an invented one. */
export function textSource(name: string, text: string | Buffer): Source {
  const whole = Buffer.from(text);
  return {
    name,
    bytes: async function* () {
      for (let start = 0; start < whole.length; start += CHUNK) yield whole.subarray(start, start + CHUNK);
    },
    close: async () => {},
  };
}

/** How the files of a program lie. */
export interface Layout {
  choose: Choose;
  /** The name of the file that holds the words, where a folder may be given. */
  inFolder?: string;
  /** What lies beside an unpacked file. */
  beside?: (folder: string) => Promise<NamedFiles>;
}

/**
 * Opens an export: a file, a zip, a folder where the layout has one, or `-` for standard input, which is kept in a private temporary file
 * because an export is read more than once. Throws BadExport for what is absent, empty, damaged or dangerous.
 */
export async function openExport(path: string, layout: Layout, stdin: Readable = process.stdin): Promise<Source> {
  if (path === "-") return openStdin(stdin, layout.choose);
  const facts = await factsOf(path);
  if (facts.isDirectory() && layout.inFolder !== undefined) return openFile(join(path, layout.inFolder), layout);
  return openFile(path, layout);
}

const factsOf = (path: string) =>
  stat(path).catch((error: unknown) => {
    throw new BadExport(path, reasonOf(error));
  });

async function openFile(path: string, { choose, beside }: Layout): Promise<Source> {
  const name = basename(path);
  const facts = await factsOf(path);
  if (!facts.isFile()) throw new BadExport(path, "this is not a file.");
  if (facts.size === 0) throw new BadExport(name, "the file is empty.");
  if (await isZip(path)) return openZip(path, choose);
  const files = beside && { files: () => beside(dirname(path)) };
  return { name, bytes: () => fileBytes(path, name), ...files, close: async () => {} };
}

async function openStdin(stdin: Readable, choose: Choose): Promise<Source> {
  const folder = await mkdtemp(join(tmpdir(), "kith-import-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "standard input");
    await pipeline(stdin, limited, createWriteStream(path, { mode: 0o600 }));
    const source = await openFile(path, { choose });
    return { ...source, close: () => source.close().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST_INPUT) throw new BadExport("standard input", "more than 4 GiB came in.");
    yield chunk;
  }
}

async function* fileBytes(path: string, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) yield Buffer.from(chunk);
  } catch (error) {
    throw new BadExport(name, reasonOf(error));
  }
}

/** A zip is known by its first bytes, since a phone may have renamed the file. */
async function isZip(path: string): Promise<boolean> {
  const file = await open(path).catch((error: unknown) => {
    throw new BadExport(basename(path), reasonOf(error));
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && ["PK\u0003\u0004", "PK\u0005\u0006"].includes(buffer.toString("latin1"));
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file.";
  if (code === "EACCES" || code === "EPERM") return "this file may not be read.";
  return "the file cannot be read.";
}
