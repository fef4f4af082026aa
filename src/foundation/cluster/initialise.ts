import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { freeBytes } from "#foundation/home";
import { Obstacle, plainly } from "#foundation/settings";
import type { Way } from "./way.ts";

const MEGABYTE = 1024 * 1024;
const FIRST_BYTES = 200 * MEGABYTE;
const AGAIN_BYTES = 24 * MEGABYTE;
const MAJOR = "18"; // of the PostgreSQL that comes with Kith

/** What the database's own programs see of our environment: nothing of ours, and plain English messages. */
export const QUIET = { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };

interface Wanted {
  directory: string;
  password: string;
  isThrowaway: boolean;
}

/** Makes the data directory of PostgreSQL, whole or not at all: it is built aside and moved into place. */
export async function initialise(way: Way, { directory, password, isThrowaway }: Wanted): Promise<void> {
  const isNew = !existsSync(join(directory, "PG_VERSION"));
  const free = await freeBytes(dirname(directory));
  const needed = isNew ? FIRST_BYTES : AGAIN_BYTES;
  if (free < needed)
    throw new Obstacle(
      `The disk that holds ${dirname(directory)} has ${Math.floor(free / MEGABYTE)} MB free; Kith needs ${needed / MEGABYTE} MB to start.`,
    );
  if (!isNew) return await mustBeOfOurVersion(directory);
  const aside = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  try {
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    const { identity, home } = way;
    if (identity) for (const place of [aside, passwordFile]) await chown(place, identity.uid, identity.gid);
    await run(way, [
      `--pgdata=${join(home, basename(aside))}`,
      `--pwfile=${join(home, basename(passwordFile))}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      "--locale=C.UTF-8",
      "--encoding=UTF8",
      "--data-checksums",
      ...(isThrowaway ? ["--no-sync"] : []),
    ]);
    await rename(aside, directory);
  } catch (error) {
    await rm(aside, { recursive: true, force: true }).catch(() => {});
    throw plainly(error, directory);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function run({ initdb, identity, handed }: Way, words: string[]): Promise<void> {
  const child = spawn(initdb, words, { ...identity, env: QUIET, stdio: ["ignore", "ignore", "pipe", ...handed] });
  const endWithUs = () => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const [said, [code]] = await Promise.all([text(child.stderr ?? Readable.from([])), once(child, "close")]);
  process.off("exit", endWithUs);
  if (code === 0) return;
  if (said.includes("No space left on device"))
    throw new Obstacle("The disk became full while the database was being made. Free some space.");
  throw new Obstacle(`PostgreSQL could not make its data directory. It said: ${said.trim().split("\n").slice(0, 3).join(" ")}`);
}

async function mustBeOfOurVersion(directory: string): Promise<void> {
  const version = (await readFile(join(directory, "PG_VERSION"), "utf8")).trim();
  if (version !== MAJOR)
    throw new Obstacle(
      `The data in ${directory} is of PostgreSQL ${version}, and this Kith brings ${MAJOR}. With the Kith that made it, run "kith backup", then "kith restore" with this one.`,
    );
}
