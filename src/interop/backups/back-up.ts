import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { Client } from "pg";
import { Obstacle } from "#foundation/settings";
import { Outgoing } from "./copy.ts";
import { whyNoBackup } from "./faults.ts";
import { writeHeld } from "./held-file.ts";
import { LEFT_OUT } from "./left-out.ts";
import { FORMAT, writeManifest, type HeldTable, type Manifest } from "./manifest.ts";
import { carriedTables, PLAIN_TEXT, sequencesIn, type Table } from "./tables.ts";

const LOCK_WAIT = "set lock_timeout = '5s'";

/** From where, and to where. `tell` hears of each table. */
export interface Wanted {
  ownerUrl: string;
  /** The house's secret, without which nobody's phrase opens anything. */
  secret: string;
  folder: string;
  tell: (line: string) => void;
}

/**
 * Writes everything that is in the database into a new folder, as it was at one moment, while the house goes on. The manifest comes last.
 * Throws an Obstacle when the folder holds something (2) or the disk is full; what it had written by then is removed.
 */
export async function backUp({ ownerUrl, secret, folder, tell }: Wanted): Promise<Manifest> {
  await openFolder(folder);
  const client = new Client({ connectionString: ownerUrl, application_name: "kith backup" });
  client.on("error", () => {}); // its query fails, and tells
  await client.connect();
  try {
    await client.query(PLAIN_TEXT);
    await letOwnerRead(client);
    await client.query("begin isolation level repeatable read read only");
    const tables: HeldTable[] = [];
    const held = {
      format: FORMAT,
      madeAt: new Date().toISOString(),
      ...(await stateOf(client)),
      isComplete: true,
    } as const;
    for (const table of await carriedTables(client)) tables.push(await writeTable(client, folder, table, tell));
    const sequences = await sequencesIn(client); // they count on past the snapshot, never back
    await client.query("commit");
    const kept = await writeHeld(folder, "secret", Readable.from([Buffer.from(`${secret}\n`)]));
    const manifest = { ...held, tables, sequences, leftOut: [...LEFT_OUT], secret: kept };
    await writeManifest(folder, manifest);
    return manifest;
  } catch (error) {
    for (const name of await readdir(folder).catch(() => [])) await rm(join(folder, name), { force: true });
    throw whyNoBackup(error, folder);
  } finally {
    await client.end();
  }
}

async function openFolder(folder: string): Promise<void> {
  let names: string[];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    names = await readdir(folder);
  } catch (cause) {
    throw new Obstacle(`${folder} is no folder that this user may write in.`, 2, { cause });
  }
  if (names.length > 0) throw new Obstacle(`${folder} is not empty. Name a folder that is new: each backup has its own.`, 2);
}

/** A superuser reads past all policies. Anyone else reads as kith_owner, by a policy of its own for every table that does not have it yet. */
async function letOwnerRead(client: Client): Promise<void> {
  const { rows } = await client.query<{ bypasses: boolean }>(
    "select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user",
  );
  if (rows[0]?.bypasses) return void (await client.query("set row_security = off")); // a row kept back would be an error, not a gap
  await client.query("set role kith_owner");
  await client.query(LOCK_WAIT);
  for (const { isReadable, allowOwner } of await carriedTables(client)) if (!isReadable) await client.query(allowOwner);
}

async function stateOf(client: Client): Promise<{ postgres: string; migrations: string[] }> {
  const { rows } = await client.query<{ postgres: string; migrations: string[] }>(
    "select current_setting('server_version') as postgres, array(select name::text from kysely_migration order by name) as migrations",
  );
  return rows[0]!;
}

async function writeTable(
  client: Client,
  folder: string,
  { name, columns, copyOut }: Table,
  tell: (line: string) => void,
): Promise<HeldTable> {
  const outgoing = client.query(new Outgoing(copyOut));
  const held = await writeHeld(folder, `${name}.copy.gz`, outgoing);
  tell(`${name}: ${outgoing.rows} rows`);
  return { name, columns, rows: outgoing.rows, ...held };
}
