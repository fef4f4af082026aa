import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { mustAnswer, startCluster } from "#foundation/cluster";
import { connect, prepare, serveUrlFrom, type Database } from "#foundation/database";
import { claim, keptSecret, openHome, type Occupant } from "#foundation/home";
import { Obstacle, type Settings } from "#foundation/settings";

const PATIENCE_MS = 600_000;
const POLL_MS = 200;

/** The house's database, within reach of a command. */
export interface Reached {
  settings: Settings;
  secret: string;
  ownerUrl: string;
  serveUrl: string;
  /** The running server, when there is one. */
  server: Occupant | undefined;
  db: Database;
  close: () => Promise<void>;
}

/** A database that runs, whatever is in it. */
export interface Found {
  ownerUrl: string;
  serveUrl?: string | undefined;
  server?: Occupant;
  stop?: () => Promise<void>;
}

/** Your own database, or that of the running Kith, or Kith's own started for as long as the command takes. Throws an Obstacle. */
export async function openReach(settings: Settings, doing: string, tell: (line: string) => void): Promise<Reached> {
  await openHome(settings.home);
  const secret = await keptSecret(settings.home, "secret");
  const found = await findDatabase(settings, doing, tell);
  try {
    if (!found.server) await prepare(found.ownerUrl);
    const serveUrl = found.serveUrl ?? (await serveUrlFrom(found.ownerUrl, secret));
    const db = connect(serveUrl);
    const close = async () => {
      await db.close();
      await found.stop?.();
    };
    return { settings, secret, ownerUrl: found.ownerUrl, serveUrl, server: found.server, db, close };
  } catch (error) {
    await found.stop?.();
    throw error;
  }
}

/** The same database as it is: nothing is migrated, and what is in it may be nothing. Throws an Obstacle. */
export async function findDatabase(settings: Settings, doing: string, tell: (line: string) => void): Promise<Found> {
  return settings.database ? await own(settings.database) : await embedded(settings.home, doing, tell);
}

async function own({ ownerUrl, serveUrl }: NonNullable<Settings["database"]>): Promise<Found> {
  await mustAnswer(ownerUrl, serveUrl ? "DATABASE_OWNER_URL" : "DATABASE_URL");
  return { ownerUrl, serveUrl };
}

async function embedded(home: string, doing: string, tell: (line: string) => void): Promise<Found> {
  const password = await keptSecret(home, "database-password");
  const until = Date.now() + PATIENCE_MS;
  for (let isFirst = true; Date.now() < until; isFirst = false) {
    const claimed = await claim(home, doing);
    if (!("takenBy" in claimed)) {
      const cluster = await startCluster(join(home, "postgres"), { password, database: "kith" });
      claimed.occupant.databasePort = cluster.port;
      const stop = async () => {
        await cluster.stop();
        claimed.release();
      };
      return { ownerUrl: cluster.url("kith"), stop };
    }
    const { takenBy } = claimed;
    if (takenBy.doing === "serve" && takenBy.databasePort !== undefined)
      return { ownerUrl: `postgres://postgres:${password}@127.0.0.1:${takenBy.databasePort}/kith`, server: takenBy };
    if (isFirst) tell(`Waiting for ${takenBy.doing} (process ${takenBy.process}) …`);
    await wait(POLL_MS);
  }
  throw new Obstacle(`${home} has been in use for ${PATIENCE_MS / 60_000} minutes. Try again later.`);
}
