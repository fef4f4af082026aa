import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/** A connection, as the database's administrator, to a database of its own; a copy of `template`, or empty. The caller ends it. */
export async function scratchDatabase(template: "kith_template" | "template0"): Promise<Client> {
  const name = `kith_${randomUUID().slice(0, 8)}`;
  const admin = new Client(`${inject("clusterUrl")}postgres`);
  await admin.connect();
  await admin.query(`create database ${admin.escapeIdentifier(name)} template ${admin.escapeIdentifier(template)}`);
  await admin.end();
  const client = new Client(`${inject("clusterUrl")}${name}`);
  await client.connect();
  return client;
}
