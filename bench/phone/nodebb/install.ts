import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { tell } from "../../measure.ts";

const run = promisify(execFile);
const OUTPUT_BYTES = 16 * 1024 * 1024;
export const VERSION = "1.4.0"; // the last that its makers gave to the npm registry
const PACKAGES = ["redis-server", "redis-tools", "libjemalloc2", "liblzf1", "liblua5.1-0", "lua-bitop", "lua-cjson", "libatomic1"];
const EMPTY = ["sounds", "category", "files", "profile", "system"]; // folders that a package of npm cannot carry

/** Where NodeBB and its database lie. */
export interface Installed {
  nodebb: string;
  redis: { server: string; client: string; libraries: string };
}

/** Fetches NodeBB from the npm registry and Redis from Debian into a folder of ours; nothing of the system is changed. A sentence when that cannot be. */
export async function install(place: string): Promise<Installed | string> {
  const [nodebb, system] = [join(place, "package"), join(place, "redis")];
  const redis = {
    server: join(system, "usr/bin/redis-server"),
    client: join(system, "usr/bin/redis-cli"),
    libraries: join(system, "usr/lib/x86_64-linux-gnu"),
  };
  await mkdir(place, { recursive: true });
  try {
    if (!existsSync(redis.server)) await fetchRedis(place, system);
    if (!existsSync(join(nodebb, "node_modules/socket.io"))) await fetchNodebb(place, nodebb);
    return { nodebb, redis };
  } catch (error) {
    return `NodeBB could not be installed: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`;
  }
}

async function fetchRedis(place: string, system: string): Promise<void> {
  tell("Fetching Redis for NodeBB …");
  const archives = join(place, "archives");
  await mkdir(archives, { recursive: true });
  await run("apt-get", ["download", "-qq", ...PACKAGES], { cwd: archives });
  const { stdout } = await run("find", [archives, "-name", "*.deb"]);
  for (const archive of stdout.trim().split("\n")) await run("dpkg-deb", ["-x", archive, system]);
}

async function fetchNodebb(place: string, nodebb: string): Promise<void> {
  tell(`Fetching NodeBB ${VERSION} …`);
  await run("npm", ["pack", `nodebb@${VERSION}`, "--silent"], { cwd: place });
  await run("tar", ["xzf", `nodebb-${VERSION}.tgz`], { cwd: place });
  const words = ["install", "--ignore-scripts", "--omit=dev", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", words, { cwd: nodebb, maxBuffer: OUTPUT_BYTES });
  for (const name of EMPTY) await mkdir(join(nodebb, "public/uploads", name), { recursive: true });
  await mkdir(join(nodebb, "logs"), { recursive: true });
}
