import { closeSync, openSync } from "node:fs";
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { Obstacle } from "#foundation/settings";
import { identityFor, programs, type Identity } from "./programs.ts";

const OTHERS_ENTER = 0o001;
const COPIES = "/var/lib/kith";
const Package = z.object({ version: z.string() });
const HANDED = 3; // the first file descriptor after the three that every program has

/** How the database's own programs are run, and how they name our data directory. */
export interface Way {
  initdb: string;
  postgres: string;
  identity: Identity;
  /** The directory above the data, as they can walk to it. */
  home: string;
  /** File descriptors that they must be given, from 3 on. */
  handed: number[];
  close: () => void;
}

/**
 * Finds a way for PostgreSQL to its programs and to `home`. Started by root it runs as the user `postgres`, who may not walk through a closed
 * directory like /root. Then it is handed the open directory itself, and a copy of its programs: no right of anyone's directory is changed.
 */
export async function openWay(home: string): Promise<Way> {
  const { initdb, postgres } = await programs();
  const identity = await identityFor();
  const plain = { initdb, postgres, identity, home, handed: [], close: () => {} };
  if (!identity) return plain;
  await openToGroup(home, identity.gid);
  const closed = (await closedAbove(dirname(home))) ?? (await closedAbove(dirname(postgres)));
  if (closed === undefined) return plain;
  if (process.platform !== "linux")
    throw new Obstacle(`Started by root, PostgreSQL runs as the user "postgres", who may not enter ${closed}. Start Kith as another user.`);
  const bin =
    (await closedAbove(dirname(postgres))) === undefined ? dirname(postgres) : join(await copied(dirname(dirname(postgres))), "bin");
  const handed = openSync(home, "r");
  return {
    initdb: join(bin, basename(initdb)),
    postgres: join(bin, basename(postgres)),
    identity,
    home: `/proc/self/fd/${HANDED}`,
    handed: [handed],
    close: () => closeSync(handed),
  };
}

async function openToGroup(home: string, gid: number): Promise<void> {
  const { mode } = await stat(home);
  if ((mode & OTHERS_ENTER) !== 0) return;
  await chown(home, 0, gid);
  await chmod(home, 0o710);
}

/** The highest directory on the way down to `directory` that others may not enter. */
async function closedAbove(directory: string): Promise<string | undefined> {
  const above = dirname(directory);
  const higher = above === directory ? undefined : await closedAbove(above);
  const { mode } = await stat(directory);
  return higher ?? ((mode & OTHERS_ENTER) === 0 ? directory : undefined);
}

/** The programs, once for each version of theirs, where only root can write and everyone can walk. */
async function copied(native: string): Promise<string> {
  const { version } = Package.parse(JSON.parse(await readFile(join(dirname(native), "package.json"), "utf8")));
  const copy = join(COPIES, `postgres-${version}`);
  const aside = `${copy}.${process.pid}`;
  try {
    if ((await stat(copy).catch(() => undefined)) !== undefined) return copy;
    await mkdir(COPIES, { recursive: true, mode: 0o755 });
    await cp(native, aside, { recursive: true, verbatimSymlinks: true });
    await rename(aside, copy);
    return copy;
  } catch (cause) {
    await rm(aside, { recursive: true, force: true }).catch(() => {});
    throw new Obstacle(
      `Started by root, PostgreSQL runs as the user "postgres", who may not enter the folder of Kith, and its programs cannot be copied to ${COPIES}. Move Kith to a folder like /opt/kith.`,
      1,
      { cause },
    );
  }
}
