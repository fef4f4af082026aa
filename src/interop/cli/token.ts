import { z } from "zod";
import { makeToken } from "#foundation/identity";
import { Refusal } from "#foundation/refusal";
import { Obstacle } from "#foundation/settings";
import type { Verb } from "./verb.ts";

/** A key for scripts. Who can run this can read the whole database anyway. */
export const token: Verb = {
  name: "token",
  takes: ["person"],
  says: "make an access token for scripts that acts as this person",
  flags: { label: { type: "string", says: "what it is for, as she will read it in her settings" } },
  async run({ words: [person = ""], flag, reach }) {
    if (!z.uuid().safeParse(person).success) throw new Obstacle(`"${person}" is not a person's id.`, 2);
    const { db } = await reach();
    const made = await makeToken(db, person, flag("label") ?? "command line").catch((error: unknown) => {
      if (error instanceof Refusal && error.reason === "not-found") throw new Obstacle(`There is no person ${person}.`, 2);
      throw error;
    });
    return { value: { person, token: made }, text: made };
  },
};
