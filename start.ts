import { join } from "node:path";
import { mustAnswer, startCluster } from "./src/foundation/cluster/index.ts";
import { claim, keptSecret, openHome, type Occupant } from "./src/foundation/home/index.ts";
import { assetFiles, builtAssets, openDoor, type Receive } from "./src/foundation/serving/index.ts";
import { demoSettings, Obstacle, readSettings, type Settings } from "./src/foundation/settings/index.ts";
import type * as Front from "./src/front.ts";

const STOP_MS = 9_000;
const root = import.meta.dirname;
const isDevelopment = process.argv.includes("--dev");
const isDemo = process.argv.includes("--demo");

/** What must be undone when we stop, the last first. */
const closing: (() => unknown)[] = [];
let isLeaving = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void leave(0));
try {
  const settings = isDemo ? demoSettings(process.env, root) : readSettings(process.env, root);
  process.env["NODE_ENV"] ??= isDevelopment ? "development" : "production"; // for the packages; what was asked for has been read
  await start(settings);
} catch (error) {
  complain(error);
  await leave(error instanceof Obstacle ? error.exitCode : 1);
}

async function start(settings: Settings): Promise<void> {
  const { home, database, host, proxies, smtpUrl, push } = settings;
  await openHome(home);
  const claimed = database ? undefined : await claim(home, "serve");
  if (claimed && "takenBy" in claimed) throw alreadyHere(claimed.takenBy, home);
  const door = await openDoor(settings.port, host);
  closing.push(door.close);
  const origin = settings.origin ?? `http://localhost:${door.port}`;
  if (claimed) claimed.occupant.url = origin;
  const { ownerUrl, serveUrl, port } = database ? { ...database, port: undefined } : await embedded(home);
  if (database) await mustAnswer(ownerUrl, serveUrl ? "DATABASE_OWNER_URL" : "DATABASE_URL");
  const secret = await keptSecret(home, "secret");
  const demo = isDemo ? { demo: (line: string) => console.error(line) } : {};
  const options = { ownerUrl, origin, secret, proxies, push, ...(serveUrl ? { serveUrl } : {}), ...(smtpUrl ? { smtpUrl } : {}), ...demo };
  const house = await (isDevelopment ? development(options, door.server) : production(options, settings.keepsPages)).catch(
    async (error: unknown) => {
      if (serveUrl) await mustAnswer(serveUrl, "DATABASE_URL"); // it could be asked only now: the first start makes its role
      throw error;
    },
  );
  closing.push(() => house.close(), door.finish);
  door.admit(house.receive);
  if (claimed && port !== undefined) claimed.occupant.databasePort = port;
  console.log(`Kith is up: ${origin}`);
}

/** Kith's own PostgreSQL. If it dies and cannot be brought back, so do we. */
async function embedded(home: string): Promise<{ ownerUrl: string; serveUrl: undefined; port: number }> {
  const password = await keptSecret(home, "database-password");
  const cluster = await startCluster(join(home, "postgres"), {
    password,
    database: "kith",
    onRevival: (sentence) => console.error(sentence),
  });
  closing.push(cluster.stop);
  void cluster.lost.then((reason) => {
    complain(reason);
    return leave(1);
  });
  return { ownerUrl: cluster.url("kith"), serveUrl: undefined, port: cluster.port };
}

type HouseOptions = Omit<Front.Options, "assets">;
interface Open {
  receive: Receive;
  close: () => Promise<void>;
}

/** The built house, with its hashed files beside it. */
async function production(options: HouseOptions, keepsPages: boolean): Promise<Open> {
  const client = join(root, "build/client");
  const assets = await builtAssets(client, keepsPages);
  const built: typeof Front = await import(join(root, "build/server/front.js"));
  const house = await built.open({ ...options, assets });
  const files = assetFiles(client);
  const receive: Receive = (request, response) => (request.url?.startsWith("/assets/") ? files : house.listener)(request, response);
  return { receive, close: () => house.close() };
}

async function development(options: HouseOptions, server: Parameters<typeof import("./tools/development.ts").develop>[1]): Promise<Open> {
  const { develop } = await import("./tools/development.ts");
  return await develop(options, server);
}

function alreadyHere({ doing, process: pid, url }: Occupant, home: string): Obstacle {
  if (doing === "serve") return new Obstacle(`Kith already runs here: ${url ?? "it is just starting"} (process ${pid})`);
  return new Obstacle(`${home} is in use by ${doing}${pid ? ` (process ${pid})` : ""}. Start Kith again when that is done.`);
}

/** One plain sentence; whoever develops also sees where it came from. */
function complain(error: unknown): void {
  if (isDevelopment && !(error instanceof Obstacle)) return console.error(error);
  console.error(error instanceof Error ? error.message : String(error));
}

/** Finishes what was acknowledged, undoes everything in turn, and goes; after nine seconds it goes anyway. */
async function leave(code: number): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  setTimeout(() => process.exit(code), STOP_MS).unref();
  for (const undo of closing.toReversed()) {
    try {
      await undo();
    } catch (error) {
      complain(error);
    }
  }
  process.exit(code);
}
