import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { freePort } from "#foundation/cluster";

const START_MS = 10_000;

/** A PostgreSQL of the system's own, 15 or later, thrown away after the test. Returns the address of its superuser, without a database. */
export async function systemDatabase(): Promise<string> {
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const bin = process.env["POSTGRES_BIN"] ?? `/usr/lib/postgresql/${versions.filter((version) => Number(version) >= 15).toSorted()[0]}/bin`;
  const data = mkdtempSync(join(tmpdir(), "kith-system-"));
  const identity =
    process.getuid?.() === 0
      ? { uid: Number(execFileSync("id", ["-u", "postgres"])), gid: Number(execFileSync("id", ["-g", "postgres"])) }
      : {};
  if ("uid" in identity) execFileSync("chown", ["-R", "postgres", data]);
  execFileSync(`${bin}/initdb`, ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync"], { ...identity, cwd: "/" });
  const port = await freePort();
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const server = spawn(`${bin}/postgres`, ["-D", data, "-p", `${port}`, ...settings], { ...identity, cwd: "/", stdio: "ignore" });
  onTestFinished(async () => {
    server.kill("SIGQUIT");
    if (server.exitCode === null) await once(server, "exit");
    await rm(data, { recursive: true, force: true });
  });
  const isReady = () => /\nready *\n$/.test(readIfThere(join(data, "postmaster.pid")));
  for (const end = Date.now() + START_MS; !isReady(); await wait(50)) expect(Date.now(), "waited too long").toBeLessThan(end);
  return `postgres://postgres@127.0.0.1:${port}/`;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
