import { createHash } from "node:crypto";
import { sql } from "kysely";
import { asWorker, type Database, type Transaction } from "#foundation/database";
import type { Who } from "#foundation/identity";
import { Refusal } from "#foundation/refusal";
import { seal, unseal } from "#foundation/sealing";
import { Subscription } from "./push.ts";

const MOST_DEVICES = 10;

const hashOf = (endpoint: string) => createHash("sha256").update(endpoint).digest();

/**
 * Remembers this browser as hers. The same browser again is the same device; if somebody else used it before, it is hers alone now.
 * Conflict when she has ten. The house writes it, because taking it from whoever had it before is no right of hers.
 */
export async function keepDevice(db: Database, key: Buffer, { personId, sessionId }: Who, subscription: Subscription): Promise<void> {
  const endpoint_hash = hashOf(subscription.endpoint);
  await asWorker(db, async (tx) => {
    await tx.deleteFrom("notification_device").where("endpoint_hash", "=", endpoint_hash).execute();
    const { count } = await tx
      .selectFrom("notification_device")
      .select((row) => row.fn.countAll<string>().as("count"))
      .where("person_id", "=", personId)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_DEVICES) throw new Refusal("conflict", "Ten devices are told already; end one of them first.");
    await tx
      .insertInto("notification_device")
      .values({ person_id: personId, session_id: sessionId, endpoint_hash, sealed: seal(key, JSON.stringify(subscription)) })
      .execute();
  });
}

/** What she is told of ends with the session in which she asked for it, or with all of them. */
export async function endDevicesOf(tx: Transaction, personId: string, session: string | null): Promise<void> {
  const hers = tx.deleteFrom("notification_device").where("person_id", "=", personId);
  await (session === null ? hers : hers.where("session_id", "=", session)).execute();
}

export interface Device {
  id: string;
  madeAt: Date;
  /** Asked for in the session in which she is here now. */
  isThis: boolean;
}

export async function myDevices(tx: Transaction, sessionId: string): Promise<Device[]> {
  return await tx
    .selectFrom("notification_device")
    .select(["id", "made_at as madeAt", sql<boolean>`session_id = ${sessionId}`.as("isThis")])
    .where("person_id", "=", sql<string>`(select me())`)
    .orderBy("made_at")
    .execute();
}

/** Tells this device nothing more. One that is not hers, or none, is left in silence. */
export async function endDevice(tx: Transaction, id: string): Promise<void> {
  await tx
    .deleteFrom("notification_device")
    .where("id", "=", id)
    .where("person_id", "=", sql<string>`(select me())`)
    .execute();
}

/** Undefined when it was sealed under another secret: then it cannot be reached any more. */
export function opened(key: Buffer, sealed: string): Subscription | undefined {
  const text = unseal(key, sealed);
  return text === undefined ? undefined : Subscription.parse(JSON.parse(text));
}
