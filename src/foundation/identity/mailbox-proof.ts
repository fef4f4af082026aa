import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database } from "#foundation/database";
import type { Mail } from "#foundation/mail";
import { keepMailbox } from "./account.ts";
import { hashOf } from "./hashed-sessions.ts";
import type { Limits } from "./limits.ts";
import { LINK, type Wording } from "./options.ts";

const LIVES_MS = 15 * 60_000;
const Asked = z.object({ personId: z.uuid(), mailbox: z.email() });

/** Proves that a mailbox is hers before it becomes a way in: a letter with a link, which she confirms while signed in. */
export function openMailboxProof({ db, limits, origin, mail }: { db: Database; limits: Limits; origin: string; mail: Mail | undefined }) {
  return {
    /** Writes to the mailbox, whoever's it is; nobody learns here whether it is known. */
    async ask(address: string | undefined, personId: string, mailbox: string, { subject, text }: Wording): Promise<void> {
      await limits.count("write", address);
      if (!mail || !(await limits.mayWriteTo(mailbox))) return;
      const token = randomBytes(32).toString("base64url");
      const row = {
        identifier: `mailbox:${hashOf(token)}`,
        value: JSON.stringify({ personId, mailbox }),
        expiresAt: new Date(Date.now() + LIVES_MS),
      };
      await db.identity.insertInto("verification").values(row).execute();
      await mail.post({ to: mailbox, subject, text: text.replace(LINK, () => `${origin}/me/mailbox/${token}`), onlyIfKnown: false });
    },

    /** Uses the link up. False when it is old, used, another's, or when the mailbox belongs to someone already. */
    async confirm(personId: string, token: string): Promise<boolean> {
      const row = await db.identity
        .deleteFrom("verification")
        .where("identifier", "=", `mailbox:${hashOf(token)}`)
        .where("expiresAt", ">", new Date())
        .returning("value")
        .executeTakeFirst();
      const asked = row && Asked.parse(JSON.parse(row.value));
      return asked?.personId === personId && (await keepMailbox(db, personId, asked.mailbox));
    },
  };
}
