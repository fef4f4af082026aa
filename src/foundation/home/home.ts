import { randomBytes, randomUUID } from "node:crypto";
import { access, constants, link, mkdir, readFile, statfs, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Obstacle, plainly } from "#foundation/settings";

const SECRET = /^[\w-]{32,}$/;

/** Makes the data directory if it is missing. Throws an Obstacle when it cannot be written. */
export async function openHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw plainly(error, home);
  }
}

/** A random secret (43 characters, base64url) that is made once and kept, readable by its owner only. Two that start at once agree on one. */
export async function keptSecret(home: string, name: string): Promise<string> {
  const file = join(home, name);
  const secret = (await read(file)) ?? (await make(file));
  if (!SECRET.test(secret)) throw new Obstacle(`The file ${file} is damaged. Bring it back from a backup.`);
  return secret;
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw plainly(error, file);
  }
}

/** Written aside and linked into place, so that a half-written secret is never seen. */
async function make(file: string): Promise<string> {
  const aside = `${file}.${randomUUID()}`;
  const secret = randomBytes(32).toString("base64url");
  try {
    await writeFile(aside, `${secret}\n`, { mode: 0o600 });
    await link(aside, file);
    return secret;
  } catch (error) {
    const other = await read(file);
    if (other !== undefined) return other;
    throw plainly(error, file);
  } finally {
    await unlink(aside).catch(() => {});
  }
}

/** Bytes that an ordinary program may still write on the disk of `place`. */
export async function freeBytes(place: string): Promise<number> {
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize;
}
