import { existsSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { mustAnswer, startCluster } from "#foundation/cluster";
import { knownMigrations, mustBeHarmless, serveUrlFrom, UnsafeRole } from "#foundation/database";
import { claim, keptSecret } from "#foundation/home";
import { Obstacle, type Settings } from "#foundation/settings";
import type { Finding } from "./doctor.ts";

const CLOCK_MS = 2_000;

/** What is wrong with the database. Kith's own is started for the question if it does not run, and stopped after. */
export async function databaseFindings(settings: Settings): Promise<Finding[]> {
  const { home, database } = settings;
  try {
    if (database) return await ofOwn(database, home);
    if (!existsSync(join(home, "postgres", "PG_VERSION")))
      return [{ about: "database", says: "There is none yet; the first start makes it." }];
    return await ofEmbedded(home);
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    return [{ about: "database", says: error.message, mend: "Mend that, then ask again.", blocks: true }];
  }
}

async function ofOwn({ ownerUrl, serveUrl }: NonNullable<Settings["database"]>, home: string): Promise<Finding[]> {
  await mustAnswer(ownerUrl, serveUrl ? "DATABASE_OWNER_URL" : "DATABASE_URL");
  if (serveUrl) await mustAnswer(serveUrl, "DATABASE_URL");
  return await ofBoth(ownerUrl, serveUrl, home);
}

async function ofEmbedded(home: string): Promise<Finding[]> {
  const password = await keptSecret(home, "database-password");
  const claimed = await claim(home, "kith doctor");
  if ("takenBy" in claimed) {
    const { databasePort, doing } = claimed.takenBy;
    if (databasePort === undefined) return [{ about: "database", says: `${doing} is just starting it.` }];
    return await ofBoth(`postgres://postgres:${password}@127.0.0.1:${databasePort}/kith`, undefined, home);
  }
  const cluster = await startCluster(join(home, "postgres"), { password, database: "kith" });
  try {
    return await ofBoth(cluster.url("kith"), undefined, home);
  } finally {
    await cluster.stop();
    claimed.release();
  }
}

async function ofBoth(ownerUrl: string, serveUrl: string | undefined, home: string): Promise<Finding[]> {
  const client = new Client(ownerUrl);
  client.on("error", () => {});
  await client.connect();
  try {
    const applied = await appliedMigrations(client);
    const found = [await ofVersionAndClock(client), ofMigrations(applied)].flat();
    if (applied === 0) return found;
    return [...found, await ofRoles(serveUrl ?? (await serveUrlFrom(ownerUrl, await keptSecret(home, "secret"))))];
  } finally {
    await client.end();
  }
}

async function ofVersionAndClock(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ version: string; now: Date; syncs: boolean }>(
    "select current_setting('server_version') as version, clock_timestamp() as now, current_setting('fsync')::bool and current_setting('full_page_writes')::bool as syncs",
  );
  const { version, now, syncs } = rows[0]!;
  const differs = Math.abs(now.getTime() - Date.now());
  const clock: Finding =
    differs > CLOCK_MS
      ? {
          about: "clock",
          says: `The database's clock differs from ours by ${Math.round(differs / 1000)} seconds.`,
          mend: "Let both machines set their clocks by NTP.",
        }
      : { about: "clock", says: "The database and this machine agree on the time." };
  const database: Finding = syncs
    ? { about: "database", says: `PostgreSQL ${version} answers.` }
    : {
        about: "database",
        says: `PostgreSQL ${version} answers, but may lose what it acknowledged.`,
        mend: "Set fsync and full_page_writes to on.",
        blocks: true,
      };
  return [database, clock];
}

async function appliedMigrations(client: Client): Promise<number> {
  const { rows } = await client.query<{ isThere: boolean }>(`select to_regclass('public.kysely_migration') is not null as "isThere"`);
  if (!rows[0]!.isThere) return 0;
  return (await client.query<{ count: number }>("select count(*)::int as count from kysely_migration")).rows[0]!.count;
}

function ofMigrations(applied: number): Finding {
  const known = knownMigrations();
  if (applied === known) return { about: "migrations", says: `All ${known} are applied.` };
  if (applied < known) return { about: "migrations", says: `${applied} of ${known} are applied; the next start applies the rest.` };
  return {
    about: "migrations",
    says: `The database knows ${applied}, this Kith only ${known}: it is older than its data.`,
    mend: "Start the newer Kith again.",
    blocks: true,
  };
}

async function ofRoles(serveUrl: string): Promise<Finding> {
  try {
    await mustBeHarmless(serveUrl);
    return { about: "roles", says: "The role that serves people can step around no policy." };
  } catch (error) {
    if (error instanceof UnsafeRole) return { about: "roles", says: error.message, mend: "Then start again.", blocks: true };
    throw error;
  }
}
