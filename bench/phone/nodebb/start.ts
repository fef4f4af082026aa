import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "#foundation/cluster";
import { node, startPinned, type Running } from "../../machine/pinned.ts";
import type { Installed } from "./install.ts";

const run = promisify(execFile);
const OUTPUT_BYTES = 16 * 1024 * 1024;
/** They fetch pictures from a host that is no more, and NodeBB does not start without it. */
const UNUSABLE = ["nodebb-plugin-emoji-one", "nodebb-plugin-emoji-extended"];
export const KEEPER = { username: "admin", password: "open-sesame-1" };

export interface NodebbServer {
  target: string;
  /** Asks its database, as JSON. */
  ask: (...words: string[]) => Promise<unknown>;
  stop: () => Promise<void>;
}

/** NodeBB as its own set-up makes it, in production mode, on a Redis that writes every change to the disk before it is acknowledged. */
export async function startNodebb({ nodebb, redis }: Installed, home: string): Promise<NodebbServer> {
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  const [databasePort, port] = [await freePort(), await freePort()];
  const env = { LD_LIBRARY_PATH: redis.libraries };
  const words = ["--port", `${databasePort}`, "--bind", "127.0.0.1", "--dir", home, "--appendonly", "yes", "--appendfsync", "always"];
  const database = await startPinned({ command: redis.server, words, env, isReady: /Ready to accept connections/ });
  let server: Running | undefined;
  async function ask(...asked: string[]): Promise<unknown> {
    const client = { env: { ...process.env, ...env }, maxBuffer: OUTPUT_BYTES };
    return JSON.parse((await run(redis.client, ["-p", `${databasePort}`, "--json", ...asked], client)).stdout);
  }
  const stop = async () => {
    await server?.stop();
    await database.stop();
  };
  try {
    const target = `http://127.0.0.1:${port}`;
    await setUp(nodebb, target, databasePort);
    await ask("zrem", "plugins:active", ...UNUSABLE);
    await run(node, ["app", "--build"], { cwd: nodebb, maxBuffer: OUTPUT_BYTES });
    server = await startPinned({ command: node, words: ["app"], directory: nodebb, isReady: /NodeBB is now listening on/ });
    return { target, ask, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function setUp(nodebb: string, target: string, databasePort: number): Promise<void> {
  await rm(join(nodebb, "config.json"), { force: true });
  const answers = {
    url: target,
    secret: "not-a-secret",
    database: "redis",
    "redis:host": "127.0.0.1",
    "redis:port": `${databasePort}`,
    "redis:password": "",
    "redis:database": "0",
    "admin:username": KEEPER.username,
    "admin:email": "admin@example.org",
    "admin:password": KEEPER.password,
    "admin:password:confirm": KEEPER.password,
  };
  await run(node, ["app", `--setup=${JSON.stringify(answers)}`], { cwd: nodebb, maxBuffer: OUTPUT_BYTES });
  const file = join(nodebb, "config.json");
  const written: unknown = JSON.parse(await readFile(file, "utf8"));
  const port = Number(new URL(target).port);
  await writeFile(file, JSON.stringify({ ...Object(written), port, bind_address: "127.0.0.1" }));
}
