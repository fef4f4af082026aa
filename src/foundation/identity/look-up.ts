import { sql } from "kysely";
import type { Database } from "#foundation/database";
import { cookieIn, isSigned, tokenIn } from "./cookie.ts";
import { hashOf } from "./hashed-sessions.ts";
import { KnownTokens, type Known } from "./known.ts";

const DAY_MS = 24 * 3_600_000;
/** A session that nobody used for so long has ended. */
export const IDLE_MS = 30 * DAY_MS;
const SEEN_EVERY_MS = 10 * 60_000; // how exactly "last seen" is kept, and no more exactly
const TRUST_MS = 60_000; // how long an answer holds if the news of an ending should be lost on its way
const ACCESS_TOKEN = /^kith_[\w-]{43}$/;

/** Who asks: a person, by one of her sessions or access tokens. */
export interface Who {
  personId: string;
  sessionId: string;
}

/** Tells who asks, from the process's own memory whenever it can. An ended session is forgotten the moment its fact is heard. */
export function openLookUp(db: Database, cookieName: string, secret: string) {
  const known = new KnownTokens();

  /** The person behind a cookie or a bearer token; undefined for a stranger. */
  async function whoIs(cookie: string | undefined, authorization: string | undefined): Promise<Who | undefined> {
    if (authorization?.startsWith("Bearer ")) return await byAccessToken(authorization.slice(7).trim());
    const value = cookieIn(cookie, cookieName);
    const token = value && tokenIn(value);
    if (!token) return undefined;
    const hash = hashOf(token);
    const found = known.find(hash, Date.now());
    if (found) return found;
    if (!isSigned(value, secret)) return undefined;
    return await known.learn(hash, () => session(db, hash));
  }

  async function byAccessToken(token: string): Promise<Who | undefined> {
    if (!ACCESS_TOKEN.test(token)) return undefined;
    const hash = hashOf(token);
    return known.find(hash, Date.now()) ?? (await known.learn(hash, () => accessToken(db, hash)));
  }

  return { whoIs, byAccessToken, forget: (subjects: Iterable<string>) => known.forget(subjects), forgetAll: () => known.forgetAll() };
}

async function session(db: Database, hash: string): Promise<Known | undefined> {
  const row = await db.identity
    .selectFrom("session")
    .select(["id", "userId", "expiresAt", "updatedAt"])
    .where("token", "=", hash)
    .executeTakeFirst();
  const now = Date.now();
  if (!row || row.expiresAt.getTime() <= now || row.updatedAt.getTime() + IDLE_MS <= now) return undefined;
  if (now - row.updatedAt.getTime() > SEEN_EVERY_MS) {
    await db.identity
      .updateTable("session")
      .set({ updatedAt: new Date(now) })
      .where("id", "=", row.id)
      .execute();
  }
  return { personId: row.userId, sessionId: row.id, expiresAt: row.expiresAt.getTime(), trustedUntil: now + TRUST_MS };
}

async function accessToken(db: Database, hash: string): Promise<Known | undefined> {
  const row = await db.identity
    .selectFrom("access_token")
    .select(["id", "person_id", "expires_at", "last_used_at"])
    .where("token_hash", "=", hash)
    .executeTakeFirst();
  const now = Date.now();
  if (!row || row.expires_at.getTime() <= now) return undefined;
  if (now - (row.last_used_at?.getTime() ?? 0) > SEEN_EVERY_MS) {
    await db.identity
      .updateTable("access_token")
      .set({ last_used_at: sql<Date>`now()` })
      .where("id", "=", row.id)
      .execute();
  }
  return { personId: row.person_id, sessionId: row.id, expiresAt: row.expires_at.getTime(), trustedUntil: now + TRUST_MS };
}
