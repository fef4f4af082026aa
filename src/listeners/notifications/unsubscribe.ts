import { z } from "zod";
import { asWorker, type Database } from "#foundation/database";
import { keyFor, seal, unseal } from "#foundation/sealing";

const PURPOSE = "end of letters";

/** What stands in a letter's address: sealed, so that it names nobody and nobody can make one. It does not grow old, for letters are kept. */
export const tokenFor = (secret: string, personId: string): string => seal(keyFor(secret, PURPOSE), personId);

/** Whose letters a token ends; undefined when it is none of ours. */
export function personOf(secret: string, token: string): string | undefined {
  return z.uuid().safeParse(unseal(keyFor(secret, PURPOSE), token)).data;
}

/** No more letters to her, until she asks for them again. Twice is once. */
export async function endLetters(db: Database, personId: string): Promise<void> {
  await asWorker(db, async (tx) => {
    await tx.updateTable("notification_choice").set({ by_mail: false }).where("person_id", "=", personId).execute();
  });
}
