import { Client } from "pg";
import { Obstacle } from "#foundation/settings";

/** The oldest PostgreSQL that Kith runs on, as the server numbers itself. */
export const OLDEST = 150_000;
const CONNECT_MS = 5_000;

/** Asks your own PostgreSQL whether it can be used. Throws an Obstacle that names the setting and never shows its password. */
export async function mustAnswer(url: string, setting: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number; version: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
    );
    const { number, version } = rows[0]!;
    if (number < OLDEST) throw new Obstacle(`The database of ${setting} is PostgreSQL ${version}; Kith needs 15 or later.`);
  } catch (error) {
    throw databaseFault(error, url, setting);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Why a database could not be used, as an Obstacle. */
export function databaseFault(error: unknown, url: string, setting: string): Obstacle {
  if (error instanceof Obstacle) return error;
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname || "localhost"}:${port || 5432}`;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const why: Record<string, string> = {
    ECONNREFUSED: `nothing answers at ${place}`,
    ENOTFOUND: `there is no host named ${hostname}`,
    EAI_AGAIN: `the name ${hostname} could not be looked up`,
    "28P01": `the password of "${username}" is wrong`,
    "28000": `"${username}" may not come in`,
    "3D000": `there is no database "${pathname.slice(1)}" at ${place}`,
    "53300": `${place} takes no more connections`,
    "57P03": `${place} is just starting or stopping`,
    "42501": `"${username}" may not do that there`,
  };
  const reason = why[code] ?? (error instanceof Error ? error.message : "it cannot be used");
  return new Obstacle(`${setting}: ${reason}.`, 1, { cause: error });
}
