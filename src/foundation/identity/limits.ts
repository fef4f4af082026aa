import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { circlesOf } from "./address.ts";

interface Rule {
  tries: number;
  seconds: number;
}

/**
 * How much may be tried. A household is one address, and a whole ward may sit behind it; a network is what surrounds it. A mailbox is the
 * address that would be written to, so that nobody can fill a stranger's.
 */
const RULES = {
  "enter household": { tries: 20, seconds: 600 },
  "enter network": { tries: 400, seconds: 3_600 },
  "join household": { tries: 30, seconds: 3_600 },
  "join network": { tries: 300, seconds: 86_400 },
  "guess household": { tries: 60, seconds: 600 },
  "guess network": { tries: 1_000, seconds: 3_600 },
  "write household": { tries: 10, seconds: 3_600 },
  "write network": { tries: 100, seconds: 3_600 },
  mailbox: { tries: 3, seconds: 3_600 },
} as const satisfies Record<string, Rule>;
const OTHERS: Rule = { tries: 100, seconds: 60 }; // what better-auth answers besides

/** Coming in, making oneself a name, guessing a code, having a letter written. */
export type Deed = "enter" | "join" | "guess" | "write";
export type Limits = ReturnType<typeof openLimits>;

/** Counts tries in the database, so that all nodes count together; in memory while the database is away. */
export function openLimits(db: Database, secret: string) {
  const limiters = new Map(Object.entries(RULES).map(([name, rule]) => [name, limiterFor(db, name, rule)]));
  const others = limiterFor(db, "others", OTHERS);

  async function isAllowed(name: keyof typeof RULES, key: string): Promise<boolean> {
    return await allows(limiters.get(name)!, key);
  }

  /** Counts one try from `address`. Throws too-many when that was one too many for the household or its network. */
  async function count(deed: Deed, address: string | undefined): Promise<void> {
    if (address === undefined) return;
    const { household, network } = circlesOf(address, secret);
    if ((await isAllowed(`${deed} household`, household)) && (await isAllowed(`${deed} network`, network))) return;
    throw new Refusal("too-many", "There were too many tries. Please wait some minutes.");
  }

  /** Whether this mailbox may be written to once more. */
  async function mayWriteTo(mailbox: string): Promise<boolean> {
    return await isAllowed("mailbox", createHmac("sha256", secret).update(`mailbox ${mailbox}`).digest("base64url").slice(0, 22));
  }

  /** The form in which better-auth counts what it answers by itself. */
  const storage = {
    async consume(key: string, rule: { window: number }): Promise<{ allowed: boolean; retryAfter: number | null }> {
      const hashed = createHmac("sha256", secret).update(key).digest("base64url").slice(0, 22);
      const allowed = await allows(others, hashed);
      return { allowed, retryAfter: allowed ? null : rule.window };
    },
  };
  return { count, mayWriteTo, storage };
}

function limiterFor(db: Database, name: string, { tries, seconds }: Rule): RateLimiterPostgres {
  const rule = { keyPrefix: name.replace(" ", "-"), points: tries, duration: seconds };
  return new RateLimiterPostgres({
    ...rule,
    storeClient: db.pools.identity,
    storeType: "pool",
    tableName: "attempt",
    tableCreated: true,
    inMemoryBlockOnConsumed: tries + 1,
    insuranceLimiter: new RateLimiterMemory(rule),
  });
}

async function allows(limiter: RateLimiterPostgres, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}
