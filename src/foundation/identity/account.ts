import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { asIdentity, type Database, type Transaction } from "#foundation/database";
import { state } from "#foundation/facts";
import type { Locale } from "#foundation/language";
import { credentialsOf, makePhrase, readPhrase } from "./phrase.ts";
import { endOthersWithin } from "./sessions.ts";

const CREDENTIAL = "credential"; // better-auth's name for an account with a password
const NO_MAILBOX = "@no-mailbox.invalid"; // better-auth wants a mailbox for everyone; this one can never be written to
const MOST_PASSKEYS = 20;

/** Whether an address is a real mailbox and not the stand-in of someone who gave none. */
export const isMailbox = (email: string): boolean => !email.endsWith(NO_MAILBOX);

/**
 * Opens an account that is entered by a recovery phrase, and does `alongside` in the same transaction, so that no account is without
 * its person. Without a phrase (people who come by import or for tests) it is entered by an access token only.
 */
export async function openAccount(
  db: Database,
  phrase: { locale: Locale; secret: string } | undefined,
  alongside: (tx: Transaction, personId: string) => Promise<void>,
): Promise<{ personId: string; phrase: string }> {
  const shown = phrase ? makePhrase(phrase.locale) : "";
  const credentials = phrase ? await hashed(shown, phrase.secret) : undefined;
  const personId = randomUUID();
  await asIdentity(db, async (tx) => {
    const names = { id: personId, name: "", email: personId + NO_MAILBOX, emailVerified: false, username: credentials?.username ?? null };
    await tx.insertInto("user").values(names).execute();
    if (credentials) await keepPassword(tx, personId, credentials.password);
    await alongside(tx, personId);
  });
  return { personId, phrase: shown };
}

/** Gives her a new recovery phrase. The old one ends, and so do all her sessions but the one she asks from. */
export async function renewPhrase(
  db: Database,
  personId: string,
  sessionId: string,
  phrase: { locale: Locale; secret: string },
): Promise<string> {
  const shown = makePhrase(phrase.locale);
  const { username, password } = await hashed(shown, phrase.secret);
  await asIdentity(db, async (tx) => {
    await tx.updateTable("user").set({ username, updatedAt: new Date() }).where("id", "=", personId).execute();
    await tx.deleteFrom("account").where("userId", "=", personId).where("providerId", "=", CREDENTIAL).execute();
    await keepPassword(tx, personId, password);
    await endOthersWithin(tx, personId, sessionId);
  });
  return shown;
}

async function hashed(shown: string, secret: string): Promise<{ username: string; password: string }> {
  const { username, password } = credentialsOf(readPhrase(shown) ?? shown, secret);
  return { username, password: await hashPassword(password) };
}

async function keepPassword(tx: Transaction, personId: string, password: string): Promise<void> {
  const row = { userId: personId, accountId: personId, providerId: CREDENTIAL, password, updatedAt: new Date() };
  await tx.insertInto("account").values(row).execute();
}

/** How she can come in besides the phrase. */
export interface WaysIn {
  mailbox: string | undefined;
  passkeys: { id: string; name: string | null; madeAt: Date | null }[];
}

export async function waysIn(db: Database, personId: string): Promise<WaysIn> {
  const user = await db.identity.selectFrom("user").select("email").where("id", "=", personId).executeTakeFirst();
  const passkeys = await db.identity
    .selectFrom("passkey")
    .select(["id", "name", "createdAt as madeAt"])
    .where("userId", "=", personId)
    .orderBy("createdAt", "desc")
    .limit(MOST_PASSKEYS)
    .execute();
  return { mailbox: user && isMailbox(user.email) ? user.email : undefined, passkeys };
}

/** Her mailbox, proved; undefined when she gave none. */
export async function mailboxOf(db: Database, personId: string): Promise<string | undefined> {
  const proved = db.identity.selectFrom("user").select("email").where("id", "=", personId).where("emailVerified", "=", true);
  const user = await proved.executeTakeFirst();
  return user && isMailbox(user.email) ? user.email : undefined;
}

/** Removes one of her passkeys; one that is not hers, or none, is left in silence. */
export async function removePasskey(db: Database, personId: string, passkeyId: string): Promise<void> {
  await db.identity.deleteFrom("passkey").where("id", "=", passkeyId).where("userId", "=", personId).execute();
}

/** Takes her mailbox out of the house. */
export async function removeMailbox(db: Database, personId: string): Promise<void> {
  await asIdentity(db, async (tx) => {
    await tx
      .updateTable("user")
      .set({ email: personId + NO_MAILBOX, emailVerified: false })
      .where("id", "=", personId)
      .execute();
    await state(tx, "identity.mailbox-changed", personId, { isGiven: false });
  });
}

/** Writes a proved mailbox down as hers. Says false when it is someone's already, which she is not told. */
export async function keepMailbox(db: Database, personId: string, mailbox: string): Promise<boolean> {
  return await asIdentity(db, async (tx) => {
    const other = await tx.selectFrom("user").select("id").where("email", "=", mailbox).where("id", "!=", personId).executeTakeFirst();
    if (other) return false;
    await tx.updateTable("user").set({ email: mailbox, emailVerified: true, updatedAt: new Date() }).where("id", "=", personId).execute();
    await state(tx, "identity.mailbox-changed", personId, { isGiven: true });
    return true;
  });
}
