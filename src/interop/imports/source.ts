import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BadExport } from "./bad-export.ts";
import { openZip } from "./zip.ts";

const CHUNK = 1 << 18; // bytes read at once
const LARGEST_INPUT = 4 * 2 ** 30; // bytes taken from standard input

/** An export that can be read from its start as often as needed. `close` ends whatever was opened for it. */
export interface Source {
  name: string;
  bytes(): AsyncIterable<Buffer>;
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

/**
 * Opens an exported `.txt`, or the transcript inside an exported `.zip`; `-` is standard input, kept in a private temporary
 * file because an export is read more than once. Throws BadExport for what is absent, empty, damaged or dangerous.
 */
export async function openSource(path: string, stdin: Readable = process.stdin): Promise<Source> {
  return opened(path, stdin, openZip);
}

/** Opens a `result.json`, or standard input, which is kept likewise. A zip is not looked into: only one file of it would be wanted. */
export async function openJson(path: string, stdin: Readable = process.stdin): Promise<Source> {
  return opened(path, stdin, async () => {
    throw new BadExport(basename(path), "this is a zip; unpack it and give the result.json inside.");
  });
}

type Unzip = (path: string) => Promise<Source>;

async function opened(path: string, stdin: Readable, unzip: Unzip): Promise<Source> {
  if (path === "-") return openStdin(stdin, unzip);
  const name = basename(path);
  const facts = await stat(path).catch((error: unknown) => {
    throw new BadExport(path, reasonOf(error));
  });
  if (!facts.isFile()) throw new BadExport(path, "this is not a file.");
  if (facts.size === 0) throw new BadExport(name, "the file is empty.");
  if (await isZip(path)) return unzip(path);
  return { name, bytes: () => fileBytes(path, name), close: async () => {} };
}

async function openStdin(stdin: Readable, unzip: Unzip): Promise<Source> {
  const folder = await mkdtemp(join(tmpdir(), "kith-import-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "standard input");
    await pipeline(stdin, limited, createWriteStream(path, { mode: 0o600 }));
    const source = await opened(path, stdin, unzip);
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
