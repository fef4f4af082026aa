import { createHmac, randomBytes } from "node:crypto";
import { sql, type Generated, type GeneratedAlways } from "kysely";
import { z } from "zod";
import { willTell, type Database, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";

export const scopes = ["network", "organisation", "space"] as const;
export type Scope = (typeof scopes)[number];
export const GrantId = z.uuid().brand<"grant">();
export type GrantId = z.infer<typeof GrantId>;
const LIVES_MS = 7 * 24 * 3_600_000;
const SECRET_BYTES = 16;
const MOST_SHOWN = 200;

interface Held {
  role: string;
  scope: Scope;
  scope_id: string | null;
  known_as: string;
}

declare module "#foundation/database" {
  interface Tables {
    role: { id: string };
    role_scope: { role: string; scope: Scope };
    person_role: Held & {
      id: GrantId;
      person_id: string;
      granted_at: GeneratedAlways<Date>;
      ended_at: Date | null;
    };
    role_invitation: Held & {
      id: Generated<string>;
      secret_hash: Buffer;
      made_at: Generated<Date>;
      expires_at: Date;
      used_at: GeneratedAlways<Date | null>;
    };
  }
}
interface AboutRole {
  role: string;
  scope: Scope;
  place: string | null;
}
declare module "#foundation/facts" {
  interface Facts {
    /** `subject` is the person; `place` the organisation or space, null for the whole network. */
    "people.role-granted": AboutRole;
    "people.role-ended": AboutRole;
  }
}

/** Whether whoever asks is a steward of this network. */
export async function isSteward(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select am_steward() as is`.execute(tx);
  return rows[0]?.is ?? false;
}

/** Whether whoever asks holds a role, in this place or in the whole network. */
export async function hasRole(tx: Transaction, role: string, place?: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select has_role(${role}, ${place ?? null}) as has`.execute(tx);
  return rows[0]?.has ?? false;
}

/** What one can be, and in what kind of place. */
export async function rolesToGive(tx: Transaction): Promise<{ role: string; scope: Scope }[]> {
  return await tx.selectFrom("role_scope").select(["role", "scope"]).orderBy("role").orderBy("scope").limit(MOST_SHOWN).execute();
}

export interface Grant {
  id: GrantId;
  role: string;
  scope: Scope;
  scopeId: string | null;
  knownAs: string;
  grantedAt: Date;
}

/** Who works here, as the stewards call them; for a steward. */
export async function grants(tx: Transaction): Promise<Grant[]> {
  return await tx
    .selectFrom("person_role")
    .select(["id", "role", "scope", "scope_id as scopeId", "known_as as knownAs", "granted_at as grantedAt"])
    .where("ended_at", "is", null)
    .orderBy("granted_at")
    .limit(MOST_SHOWN)
    .execute();
}

export interface Offer {
  role: string;
  scope: Scope;
  scopeId: string | null;
  knownAs: string;
}

/** What is kept of an offer's secret: a copy of the database without the house's key opens nothing. */
const hashOf = (secret: string, key: string) => createHmac("sha256", key).update(`role ${secret}`).digest();

/** Offers a role by a link that serves once and for a week; by a steward. Returns its secret, which cannot be read back later. */
export async function offerRole(tx: Transaction, key: string, { role, scope, scopeId, knownAs }: Offer): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const row = {
    secret_hash: hashOf(secret, key),
    role,
    scope,
    scope_id: scopeId,
    known_as: knownAs,
    expires_at: new Date(Date.now() + LIVES_MS),
  };
  await tx.insertInto("role_invitation").values(row).execute();
  return secret;
}

/** What an offer is about; undefined when it was used, is old, or never was. Anyone may ask who holds its link. */
export async function offerBehind(tx: Database["person"], key: string, secret: string): Promise<Offer | undefined> {
  const { rows } = await sql<Offer>`
    select role, scope, scope_id as "scopeId", known_as as "knownAs" from offered_role(${hashOf(secret, key)})`.execute(tx);
  return rows[0];
}

/** Takes an offered role, once. */
export async function acceptRole(tx: Transaction, key: string, secret: string, personId: string): Promise<void> {
  const { rows } = await sql<{ taken: boolean }>`select accept_role(${hashOf(secret, key)}) as taken`.execute(tx);
  if (!rows[0]?.taken) throw new Refusal("not-found", "This invitation leads nowhere.");
  willTell(tx, personId);
}

/** Ends a role; by a steward. The last steward's cannot be ended, or the house would be nobody's. */
export async function endRole(tx: Transaction, id: GrantId): Promise<void> {
  const { rows } = await sql<{ how: "absent" | "last" | "ended" }>`select end_role(${id}) as how`.execute(tx);
  if (rows[0]?.how === "last") throw new Refusal("conflict", "The last steward stays.", { faults: { role: "fault.last-steward" } });
  if (rows[0]?.how !== "ended") throw new Refusal("not-found", "There is nothing at this address.");
}
