import { asIdentity, type Database, type Transaction } from "#foundation/database";
import { state } from "#foundation/facts";
import { IDLE_MS } from "./look-up.ts";

const MOST_SHOWN = 50;

export interface Session {
  id: string;
  /** "Chrome · Android"; empty when the browser said nothing. */
  device: string;
  begunAt: Date;
  /** To ten minutes. */
  seenAt: Date;
}

/** Her sessions that still open the house, the last used first. */
export async function sessionsOf(db: Database, personId: string): Promise<Session[]> {
  const rows = await db.identity
    .selectFrom("session")
    .select(["id", "userAgent", "createdAt", "updatedAt"])
    .where("userId", "=", personId)
    .where("expiresAt", ">", new Date())
    .where("updatedAt", ">", new Date(Date.now() - IDLE_MS))
    .orderBy("updatedAt", "desc")
    .limit(MOST_SHOWN)
    .execute();
  return rows.map(({ id, userAgent, createdAt, updatedAt }) => ({ id, device: userAgent ?? "", begunAt: createdAt, seenAt: updatedAt }));
}

/** When she signed in on this browser; undefined for an access token, which is no sign-in. */
export async function signedInAt(db: Database, sessionId: string): Promise<Date | undefined> {
  const row = await db.identity.selectFrom("session").select("createdAt").where("id", "=", sessionId).executeTakeFirst();
  return row?.createdAt;
}

/** Ends one of her sessions, at once and on every node. One that is not hers, or none, is left in silence. */
export async function endSession(db: Database, personId: string, sessionId: string): Promise<void> {
  await asIdentity(db, async (tx) => {
    const ended = tx.deleteFrom("session").where("id", "=", sessionId).where("userId", "=", personId);
    if ((await ended.executeTakeFirst()).numDeletedRows === 0n) return;
    await state(tx, "identity.session-ended", personId, { session: sessionId });
  });
}

/** Ends all her sessions but this one. */
export async function endOtherSessions(db: Database, personId: string, keptId: string): Promise<void> {
  await asIdentity(db, (tx) => endOthersWithin(tx, personId, keptId));
}

export async function endOthersWithin(tx: Transaction, personId: string, keptId: string): Promise<void> {
  await tx.deleteFrom("session").where("userId", "=", personId).where("id", "!=", keptId).execute();
  await state(tx, "identity.session-ended", personId, { session: null });
}
