import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { Obstacle, plainly } from "#foundation/settings";
import { initialise, QUIET } from "./initialise.ts";
import { clearLeftovers, end, postmasterOf } from "./leftovers.ts";
import { freePort } from "./port.ts";
import { openWay, type Way } from "./way.ts";

const POLL_MS = 20;
const FIRST_TRIES = 3;
const LOG_BYTES = 5 * 1024 * 1024;
/** Pauses before each new start of a database that died under us; the last is followed by giving up. */
const REVIVALS_MS = [0, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];
const STABLE_MS = 60_000; // alive this long, its past deaths are forgotten

/** For a small server: little memory, no surprises, and every commit on the disk before it is acknowledged. */
const ALWAYS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  random_page_cost: "1.1",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  maintenance_work_mem: "64MB",
};
const KEPT = { ...ALWAYS, max_connections: "60", max_wal_size: "512MB", min_wal_size: "64MB", wal_compression: "on" };
const THROWN_AWAY = { ...ALWAYS, max_connections: "300", fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export interface Cluster {
  port: number;
  /** The address of a database for the cluster's superuser. */
  url: (database: string) => string;
  /** Resolves when the database died and could not be brought back; its reason is a plain sentence. */
  lost: Promise<Obstacle>;
  stop: () => Promise<void>;
}

interface Options {
  /** Of the superuser; kept by whoever keeps the data. */
  password: string;
  /** Made if it is missing. */
  database?: string;
  /** Trades durability for speed, and is deleted on stop. */
  isThrowaway?: boolean;
  /** Told when the database died and is being started again. */
  onRevival?: (sentence: string) => void;
}

/** Starts Kith's own PostgreSQL in `directory`, and again whenever it dies. The caller holds the claim on the directory. Throws Obstacles. */
export async function startCluster(
  directory: string,
  { password, database = "postgres", isThrowaway = false, onRevival = () => {} }: Options,
): Promise<Cluster> {
  const data = resolve(directory);
  const log = `${data}.log`;
  const port = await freePort();
  const lost = Promise.withResolvers<Obstacle>();
  let way: Way | undefined;
  let child: ChildProcess | undefined;
  const stopping = new AbortController();
  let deaths = 0;
  process.once("exit", endWithUs);

  async function launch(on: Way): Promise<void> {
    await clearLeftovers(data);
    const place = { data, log, port, settings: isThrowaway ? THROWN_AWAY : KEPT };
    const born = Date.now();
    const begun = (child = await begin(on, place));
    if (stopping.signal.aborted) return endWithUs();
    await untilReady(begun, place);
    begun.once("exit", () => {
      if (Date.now() - born > STABLE_MS) deaths = 0;
      if (!stopping.signal.aborted) void revive(on);
    });
  }

  async function revive(on: Way): Promise<void> {
    onRevival("PostgreSQL ended unexpectedly; starting it again.");
    while (!stopping.signal.aborted) {
      const pauseMs = REVIVALS_MS[deaths++];
      if (pauseMs === undefined) return lost.resolve(new Obstacle(`PostgreSQL keeps ending. Its last words are in ${log}.`));
      await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted || (await succeeds(launch(on)))) return;
    }
  }

  function endWithUs(): void {
    child?.kill(isThrowaway ? "SIGQUIT" : "SIGINT");
  }

  async function stop(): Promise<void> {
    stopping.abort();
    process.off("exit", endWithUs);
    const last = child;
    if (last?.pid && isRunning(last)) await end(last.pid, () => isRunning(last));
    way?.close();
    if (isThrowaway) await Promise.all([data, log].map((place) => rm(place, { recursive: true, force: true })));
  }

  const url = (name: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  try {
    await mkdir(dirname(data), { recursive: true });
    const found = (way = await openWay(dirname(data)));
    await clearLeftovers(data);
    await initialise(found, { directory: data, password, isThrowaway });
    await insist(() => launch(found));
    await makeDatabase(url("postgres"), database, data);
  } catch (error) {
    await stop();
    throw plainly(error, dirname(data));
  }
  return { port, url, lost: lost.promise, stop };
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** The processes of a killed database need a moment to go; until then a new one refuses to start. */
async function insist(launch: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await launch();
    } catch (error) {
      if (tries === FIRST_TRIES) throw error;
      await wait(tries * 300);
    }
  }
}

interface Place {
  data: string;
  log: string;
  port: number;
  settings: Record<string, string>;
}

/** Begins a PostgreSQL. It has its own process group, so that Ctrl-C reaches it only through us. */
async function begin({ postgres, identity, home, handed }: Way, { data, log, port, settings }: Place): Promise<ChildProcess> {
  if (existsSync(log) && (await stat(log)).size > LOG_BYTES) await rename(log, `${log}.1`);
  const words = [
    "-D",
    join(home, basename(data)),
    "-p",
    `${port}`,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const file = await open(log, "a", 0o600);
  const child = spawn(postgres, words, { ...identity, env: QUIET, detached: true, stdio: ["ignore", file.fd, file.fd, ...handed] });
  child.once("error", () => {}); // its exit follows
  await file.close();
  return child;
}

/** Waits until it accepts connections, however long it recovers. Throws an Obstacle when it ends instead. */
async function untilReady(child: ChildProcess, { data, log }: Place): Promise<void> {
  while (isRunning(child) && child.pid !== undefined) {
    const postmaster = await postmasterOf(data);
    if (postmaster?.pid === child.pid && postmaster.isReady) return;
    await wait(POLL_MS);
  }
  const said = await readFile(log, "utf8");
  throw whyNot(said.slice(said.lastIndexOf("starting PostgreSQL")), log);
}

function whyNot(said: string, log: string): Obstacle {
  if (said.includes("No space left on device"))
    return new Obstacle(`The disk that holds ${dirname(log)} is full, so PostgreSQL did not start. Free some space, then start again.`);
  const fatal = /(?:FATAL|PANIC): +(.*)/.exec(said)?.[1];
  return new Obstacle(`PostgreSQL did not start${fatal ? `: ${fatal}` : ""}. More is in ${log}.`);
}

async function makeDatabase(adminUrl: string, database: string, data: string): Promise<void> {
  const admin = new Client(adminUrl);
  admin.on("error", () => {});
  try {
    await admin.connect();
    const { rowCount } = await admin.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await admin.query(`create database ${admin.escapeIdentifier(database)}`);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "28P01")
      throw new Obstacle(
        `The database in ${data} was made with another password than the one kept beside it. Bring the file back from a backup.`,
      );
    throw cause;
  } finally {
    await admin.end().catch(() => {});
  }
}
