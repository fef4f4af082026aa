import { randomBytes } from "node:crypto";
import { asIdentity, type Database } from "#foundation/database";
import { state } from "#foundation/facts";
import { Refusal } from "#foundation/refusal";
import { hashOf } from "./hashed-sessions.ts";

const DAY_MS = 24 * 3_600_000;
const LIVES_DAYS = 365;
const MOST_TOKENS = 20;

export interface AccessToken {
  id: string;
  label: string;
  madeAt: Date;
  usedAt: Date | null;
  expiresAt: Date;
}

/** Her keys for scripts that still work, the newest first. The keys themselves cannot be read back. */
export async function tokensOf(db: Database, personId: string): Promise<AccessToken[]> {
  return await db.identity
    .selectFrom("access_token")
    .select(["id", "label", "created_at as madeAt", "last_used_at as usedAt", "expires_at as expiresAt"])
    .where("person_id", "=", personId)
    .where("expires_at", ">", new Date())
    .orderBy("created_at", "desc")
    .limit(MOST_TOKENS)
    .execute();
}

/** Makes a key for scripts that acts as this person for a year, and returns it: the only time it is seen. Throws not-found, conflict. */
export async function makeToken(db: Database, personId: string, label = "script"): Promise<string> {
  const token = `kith_${randomBytes(32).toString("base64url")}`;
  await asIdentity(db, async (tx) => {
    await tx.deleteFrom("access_token").where("person_id", "=", personId).where("expires_at", "<=", new Date()).execute();
    const { count } = await tx
      .selectFrom("access_token")
      .select((eb) => eb.fn.countAll<string>().as("count"))
      .where("person_id", "=", personId)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_TOKENS)
      throw new Refusal("conflict", "There are twenty keys. End one first.", { faults: { label: "fault.many" } });
    const expiresAt = new Date(Date.now() + LIVES_DAYS * DAY_MS);
    await tx
      .insertInto("access_token")
      .values({ person_id: personId, token_hash: hashOf(token), label, expires_at: expiresAt })
      .execute();
  });
  return token;
}

/** Ends a key at once and on every node. One that is not hers, or none, is left in silence. */
export async function endToken(db: Database, personId: string, tokenId: string): Promise<void> {
  await asIdentity(db, async (tx) => {
    const ended = tx.deleteFrom("access_token").where("id", "=", tokenId).where("person_id", "=", personId);
    if ((await ended.executeTakeFirst()).numDeletedRows === 0n) return;
    await state(tx, "identity.session-ended", personId, { session: tokenId });
  });
}
