import { Client } from "pg";
import { Obstacle } from "#foundation/settings";
import { migrateWithin } from "./migrate.ts";
import { prepareRoles } from "./roles.ts";

/** Whether nobody has made a table in this database yet, neither Kith nor another program. */
export async function isEmpty(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' limit 1`,
  );
  return rowCount === 0;
}

/**
 * Builds a house in an empty database, in one transaction of kith_owner: exactly these migrations, then what `fill` does. All of it stands
 * or nothing does, and a Kith that starts meanwhile waits. Throws an Obstacle (2) when the database is not empty.
 */
export async function build(ownerUrl: string, migrations: readonly string[], fill: (client: Client) => Promise<void>): Promise<void> {
  await prepareRoles(ownerUrl, async () => {
    const client = new Client({ connectionString: ownerUrl, options: "-c role=kith_owner" });
    client.on("error", () => {}); // its query fails, and tells
    await client.connect();
    try {
      await client.query("begin");
      if (!(await isEmpty(client))) throw new Obstacle(`The database "${client.database}" is not empty.`, 2);
      await migrateWithin(client, migrations);
      await fill(client);
      await client.query("commit");
    } finally {
      await client.end();
    }
  });
}
