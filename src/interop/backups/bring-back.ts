import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { build, isEmpty, migrationNames, prepare } from "#foundation/database";
import { Obstacle, plainly } from "#foundation/settings";
import { copyIn } from "./copy.ts";
import { whyNotTaken } from "./faults.ts";
import { mustBeWhole, readHeld } from "./held-file.ts";
import { MANIFEST, readManifest, type HeldTable, type Manifest } from "./manifest.ts";
import { carriedTables, PLAIN_TEXT, type Table } from "./tables.ts";

/** What a folder holds, looked at byte for byte. Throws an Obstacle (2) that names the file when something is missing, cut off or altered. */
export async function lookThrough(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const known = new Set(migrationNames());
  const unknown = manifest.migrations.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new Obstacle(`${join(folder, MANIFEST)} is of a newer Kith: this one does not know the migration ${unknown}.`, 2);
  for (const held of [manifest.secret, ...manifest.tables]) await mustBeWhole(folder, held);
  return manifest;
}

/** Throws an Obstacle (2) when the data directory has a secret of its own, under which the phrases of the backup would open nothing. */
export async function mustTakeSecret(folder: string, home: string): Promise<void> {
  const there = await readFile(join(home, "secret"), "utf8").catch(() => undefined);
  if (there !== undefined && there.trim() !== (await secretIn(folder)))
    throw new Obstacle(`${join(home, "secret")} belongs to another house. Restore into a KITH_HOME that is new.`, 2);
}

const secretIn = async (folder: string): Promise<string> => (await readFile(join(folder, "secret"), "utf8")).trim();

/** To where, and from where. `tell` hears of each table. */
export interface Wanted {
  ownerUrl: string;
  home: string;
  folder: string;
  manifest: Manifest;
  tell: (line: string) => void;
}

/**
 * Builds the house again as it was: its secret, then in one transaction the tables as they stood and everything in them; then what this
 * code has added since. Killed at any moment, the database is as empty as before. Throws an Obstacle (2) when it is not empty.
 */
export async function bringBack({ ownerUrl, home, folder, manifest, tell }: Wanted): Promise<void> {
  await mustBeEmpty(ownerUrl);
  await keepSecret(folder, home);
  await build(ownerUrl, manifest.migrations, (client) => fill(client, folder, manifest, tell));
  await prepare(ownerUrl);
  await asOwner(ownerUrl, (client) => client.query("analyze")); // else the first pages are planned as for an empty house
}

async function asOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, application_name: "kith restore" });
  client.on("error", () => {}); // its query fails, and tells
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function mustBeEmpty(ownerUrl: string): Promise<void> {
  const [isBare, name] = await asOwner(ownerUrl, async (client) => [await isEmpty(client), client.database] as const);
  if (isBare) return;
  throw new Obstacle(
    `The database "${name}" is not empty, and a restore overwrites nothing. Name a new one: set KITH_HOME to a new folder, or DATABASE_URL to an empty database.`,
    2,
  );
}

async function keepSecret(folder: string, home: string): Promise<void> {
  await mustTakeSecret(folder, home);
  const file = join(home, "secret");
  await writeFile(file, `${await secretIn(folder)}\n`, { mode: 0o600, flush: true }).catch((error: unknown) => {
    throw plainly(error, file);
  });
}

async function fill(client: Client, folder: string, manifest: Manifest, tell: (line: string) => void): Promise<void> {
  await client.query(PLAIN_TEXT);
  const tables = await carriedTables(client);
  for (const { open } of tables) await client.query(open);
  await emptyAll(client, tables);
  const held = new Map(manifest.tables.map((table) => [table.name, table]));
  for (const table of tables) await fillOne(client, folder, table, held.get(table.name));
  for (const { close } of tables) await client.query(close);
  for (const { name, last } of manifest.sequences) await client.query("select setval($1::regclass, $2::bigint)", [name, last]);

  async function fillOne(on: Client, from: string, table: Table, source: HeldTable | undefined): Promise<void> {
    if (!source || source.columns.join() !== table.columns.join())
      throw new Obstacle(`${join(from, MANIFEST)} does not fit its own migrations: the table ${table.name} has other columns.`, 2);
    const rows = await copyIn(on, table.copyIn, readHeld(from, source)).catch((error: unknown) => {
      throw whyNotTaken(error, join(from, source.file));
    });
    if (rows !== source.rows)
      throw new Obstacle(`${join(from, source.file)} holds ${rows} rows of ${source.rows}. Nothing was restored.`, 2);
    tell(`${table.name}: ${rows} rows`);
  }
}

/** Migrations write rows of their own, which are in the backup too. */
async function emptyAll(client: Client, tables: readonly Table[]): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    "select format('truncate %s cascade', string_agg(quote_ident(name), ', ')) as statement from unnest($1::text[]) name",
    [tables.map(({ name }) => name)],
  );
  await client.query(rows[0]!.statement);
}
