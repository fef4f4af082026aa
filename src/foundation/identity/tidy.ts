import { sql } from "kysely";
import type { Database } from "#foundation/database";
import { IDLE_MS } from "./look-up.ts";

const EVERY_MS = 3_600_000;
const tidied = new WeakMap<Database, number>();

/** Throws away what has run out, at most once an hour and never in anyone's way. */
export async function tidy(db: Database): Promise<void> {
  const now = Date.now();
  if (now - (tidied.get(db) ?? 0) < EVERY_MS) return;
  tidied.set(db, now);
  await db.identity
    .deleteFrom("session")
    .where((eb) => eb.or([eb("expiresAt", "<", sql<Date>`now()`), eb("updatedAt", "<", new Date(now - IDLE_MS))]))
    .execute();
  await db.identity
    .deleteFrom("verification")
    .where("expiresAt", "<", sql<Date>`now()`)
    .execute();
  await db.identity
    .deleteFrom("access_token")
    .where("expires_at", "<", sql<Date>`now()`)
    .execute();
}
