import { constants, open, opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import { BadExport } from "./bad-export.ts";
import { NamedFiles, Unread, type LyingFile } from "./named-files.ts";

const MOST_FILES = 100_000;
const MOST_DEPTH = 4;

/** The files of an unpacked export in these of its folders and below; links and whatever else is no plain file are not there. */
export async function filesIn(folder: string, within: readonly string[]): Promise<NamedFiles> {
  const files: LyingFile[] = [];
  async function walk(name: string, depth: number): Promise<void> {
    const place = await opendir(join(folder, name)).catch(() => undefined);
    for await (const one of place ?? []) {
      const path = `${name}/${one.name}`;
      if (one.isDirectory() && depth < MOST_DEPTH) await walk(path, depth + 1);
      if (!one.isFile()) continue;
      if (files.length >= MOST_FILES) throw new BadExport(folder, `more than ${MOST_FILES} files lie in it.`);
      files.push(lying(join(folder, path), path));
    }
  }
  for (const name of within) await walk(name, 1);
  return new NamedFiles(files);
}

function lying(path: string, name: string): LyingFile {
  const size = async () => (await stat(path).catch(() => ({ size: 0 }))).size;
  return { name, size, read: (most) => readPlain(path, most) };
}

/** Never follows a link and never waits for a pipe that was put there meanwhile. */
async function readPlain(path: string, most: number): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw new Unread("broken", { cause });
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new Unread("broken");
    if (facts.size > most) throw new Unread("large");
    const bytes = await file.readFile();
    if (bytes.length > most) throw new Unread("large");
    return bytes;
  } catch (cause) {
    throw cause instanceof Unread ? cause : new Unread("broken", { cause });
  } finally {
    await file.close();
  }
}
