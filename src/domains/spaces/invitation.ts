import { createHmac, randomBytes, randomInt } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { willTell, type Database, type Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { Alias } from "./alias.ts";
import { refusedBy } from "./membership.ts";
import type { Seen, SpaceId, SpaceKind } from "./space.ts";

export const InvitationId = z.uuid().brand<"invitation">();
export type InvitationId = z.infer<typeof InvitationId>;

const TOKEN_BYTES = 16;
const DAY_MS = 24 * 3_600_000;
const INVITATIONS = 50; // of one room at a time
const ATTEMPTS = 5; // at finding six digits that nobody holds
/** Six digits can be guessed, so they live for an hour and for few; a link cannot. */
export const LINK = { days: 14, uses: 20 };
export const DIGITS = { minutes: 60, uses: 5 };

declare module "#foundation/database" {
  interface Tables {
    space_invitation: {
      id: InvitationId;
      space_id: SpaceId;
      made_by: string;
      secret_hash: Buffer;
      is_digits: boolean;
      uses_left: number;
      expires_at: Date;
      made_at: Date;
    };
  }
}

/** What a person holds: a link's token, or six digits. Anything else is undefined. Arabic digits are digits. */
export function secretIn(typed: string): string | undefined {
  const digits = typed
    .normalize("NFKC")
    .replace(/[\s-]/g, "")
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => `${digit.charCodeAt(0) & 15}`);
  if (/^\d{6}$/.test(digits)) return digits;
  return /^[\w-]{22}$/.test(typed) ? typed : undefined;
}

/** What is kept of a secret: a copy of the database without the house's key opens no door. */
const hashOf = (secret: string, key: string) => createHmac("sha256", key).update(`invitation ${secret}`).digest();

/** What is handed on, and until when and for how many it opens. */
export interface Made {
  secret: string;
  expiresAt: Date;
  uses: number;
}

/** Makes an invitation and returns what is to be handed on, which cannot be read back later. By a facilitator. */
export async function invite(tx: Transaction, space: Seen, key: string, how: "link" | "digits"): Promise<Made> {
  const open = await invitationsTo(tx, space.id);
  if (open.length >= INVITATIONS)
    throw new Refusal("conflict", "This room has fifty open invitations. End some first.", { faults: { how: "fault.invitations" } });
  const isDigits = how === "digits";
  const uses = isDigits ? DIGITS.uses : LINK.uses;
  const expiresAt = new Date(Date.now() + (isDigits ? DIGITS.minutes * 60_000 : LINK.days * DAY_MS));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const secret = isDigits ? String(randomInt(1_000_000)).padStart(6, "0") : randomBytes(TOKEN_BYTES).toString("base64url");
    const { rows } = await sql<{ isMade: boolean }>`
      select make_invitation(${space.id}, ${hashOf(secret, key)}, ${isDigits}, ${uses}, ${expiresAt}) as "isMade"`.execute(tx);
    if (rows[0]?.isMade) return { secret, expiresAt, uses };
  }
  throw new Refusal("unavailable", "No code is free just now.");
}

export interface Invitation {
  id: InvitationId;
  isDigits: boolean;
  usesLeft: number;
  expiresAt: Date;
}

/** The invitations that still open a door, for those who care for the room. */
export async function invitationsTo(tx: Transaction, space: SpaceId): Promise<Invitation[]> {
  return await tx
    .selectFrom("space_invitation")
    .select(["id", "is_digits as isDigits", "uses_left as usesLeft", "expires_at as expiresAt"])
    .where("space_id", "=", space)
    .where("uses_left", ">", 0)
    .where("expires_at", ">", new Date())
    .orderBy("made_at", "desc")
    .limit(INVITATIONS)
    .execute();
}

/** Closes the door that an invitation opens. Only a facilitator can; to everyone else there is no such invitation. */
export async function endInvitation(tx: Transaction, space: SpaceId, id: InvitationId): Promise<void> {
  const ended = tx.updateTable("space_invitation").set({ uses_left: 0 }).where("id", "=", id).where("space_id", "=", space);
  if ((await ended.executeTakeFirst()).numUpdatedRows === 0n) throw new Refusal("not-found", "There is no such invitation for you.");
}

export interface Welcome {
  spaceId: SpaceId;
  kind: SpaceKind;
  title: string;
  startHere: string;
}

/** Where an invitation leads, for someone who is signed in. A wrong, used-up or old one leads nowhere, and does not say which. */
export async function welcomeBy(tx: Transaction, secret: string, key: string): Promise<Welcome> {
  const { rows } = await sql<Welcome>`
    select space_id as "spaceId", kind, title, start_here as "startHere" from invitation_seen(${hashOf(secret, key)})`.execute(tx);
  if (!rows[0]) throw new Refusal("not-found", "This invitation leads nowhere.");
  return rows[0];
}

/** Whether an invitation leads anywhere; for a stranger, who may then make herself a name. */
export async function isOpenInvitation(db: Database, secret: string, key: string): Promise<boolean> {
  const { rows } = await sql<{ opens: boolean }>`select invitation_opens(${hashOf(secret, key)}) as opens`.execute(db.person);
  return rows[0]?.opens ?? false;
}

/** Comes in by an invitation under a name of her own choosing; uses it up by one. */
export async function joinBy(tx: Transaction, secret: string, key: string, { shown, folded }: Alias): Promise<SpaceId> {
  const ask = sql<{ space: SpaceId | null }>`select join_by_invitation(${hashOf(secret, key)}, ${shown}, ${folded}) as space`;
  const { rows } = await ask.execute(tx).catch(refusedBy);
  const space = rows[0]?.space;
  if (!space) throw new Refusal("not-found", "This invitation leads nowhere.");
  willTell(tx, space);
  return space;
}
