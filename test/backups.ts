import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { expect, inject, onTestFinished } from "vitest";
import { backUp, bringBack, lookThrough } from "#interop/backups";
import { SECRET } from "#test/cluster";

/** The owner's address of a database in which nobody has made anything yet. */
export async function emptyDatabase(): Promise<string> {
  const name = `empty_${randomUUID().slice(0, 8)}`;
  const admin = new Client(`${inject("clusterUrl")}postgres`);
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  return inject("clusterUrl") + name;
}

/** A folder of this test, which goes with it. */
export async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "kith-backup-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const SUM_OF_ALL = `
  select c.relname as name, (xpath('/row/s/text()', query_to_xml(format(
      $$select md5(coalesce(string_agg(md5(to_jsonb(t)::text), '' order by to_jsonb(t)::text), '')) || ' ' || count(*) as s from %I t$$,
      c.relname), false, true, '')))[1]::text as sum
  from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'`;

/** A checksum of the whole content of each table, whatever the order of its rows; with how many rows there are. */
export async function sumsOf(ownerUrl: string): Promise<Record<string, string>> {
  const client = new Client(ownerUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; sum: string }>(SUM_OF_ALL);
    return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
  } finally {
    await client.end();
  }
}

export const quiet = () => {};

export const addressOf = ({ host, port, user, password, database }: Client): string =>
  `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${database}`;

/** A connection of this test. */
export async function connected(url: string): Promise<Client> {
  const client = new Client(url);
  client.on("error", quiet);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A folder with a backup of this database in it. */
export async function backedUp(owner: Client): Promise<string> {
  const place = await folder();
  await backUp({ ownerUrl: addressOf(owner), secret: SECRET, folder: place, tell: quiet });
  return place;
}

/** The database and the home that a backup became. */
export async function broughtBack(place: string): Promise<{ ownerUrl: string; home: string }> {
  const [ownerUrl, home] = [await emptyDatabase(), await folder()];
  await bringBack({ ownerUrl, home, folder: place, manifest: await lookThrough(place), tell: quiet });
  return { ownerUrl, home };
}

/** Waits until every listener has heard everything: what they write is part of what a house holds. */
export async function allHeard(owner: Client): Promise<void> {
  const unheard = "select from fact f, fact_listener l where (f.tx, f.id) > (l.heard_tx, l.heard_id)";
  await expect.poll(async () => (await owner.query(unheard)).rowCount, { timeout: 10_000 }).toBe(0);
}

/** What stays behind on purpose, and what is written anew because it holds numbers of transactions. */
export const STAYS = [
  "session",
  "access_token",
  "verification",
  "attempt",
  "notification_device",
  "notification_look",
  "notification_delivery",
];
export const TURNS = ["fact", "fact_listener"];

/** Everything else: what must be the same on both sides. */
export const carried = (sums: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(sums).filter(([name]) => ![...STAYS, ...TURNS].includes(name)));
