import { DatabaseError } from "pg";
import type { Database } from "#foundation/database";

/** What plain SQL came to: how many rows, or PostgreSQL's word for no. */
export type Answer = number | string;

/**
 * What someone could do who reached the database behind all our code, as the role that serves requests. `person` is who she is, or claims
 * to be; undefined is nobody. Everything is taken back afterwards.
 */
export async function plainSql({ pools }: Database, person: string | undefined, text: string, values: unknown[] = []): Promise<Answer> {
  const client = await pools.person.connect();
  try {
    await client.query("begin");
    if (person) await client.query("select set_config('kith.person_id', $1, true)", [person]);
    return (await client.query(text, values)).rowCount ?? 0;
  } catch (error) {
    if (error instanceof DatabaseError && error.code) return error.code;
    throw error;
  } finally {
    await client.query("rollback");
    client.release();
  }
}
