import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { node, startPinned, type Running } from "./pinned.ts";

/** A new PostgreSQL on the servers' core, as durable as Kith's own. */
export async function startDatabase(home: string): Promise<{ url: URL; running: Running }> {
  await rm(home, { recursive: true, force: true });
  const words = [join(import.meta.dirname, "database-process.ts"), join(home, "postgres"), randomBytes(16).toString("hex")];
  const running = await startPinned({ command: node, words, isReady: /^PostgreSQL is up: (.+)$/ });
  return { url: new URL(running.ready[1]!), running };
}
