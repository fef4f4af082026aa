import type { PersonId } from "#domains/people";
import { confirmNumber, Entering, enterNumber } from "#domains/safety";
import { asPerson, type Database } from "#foundation/database";

/** Numbers that are kept for fiction in their countries: nobody ever answers them. */
const LINES = [
  { country: "GB", kind: "crisis", name: "Invented night line", phone: "+44 20 7946 0001", hours: "Day and night", languages: "English" },
  {
    country: "GB",
    kind: "hospital",
    name: "Invented breast unit",
    phone: "+44 20 7946 0002",
    hours: "8 to 20",
    languages: "English, Polish",
  },
  {
    country: "US",
    kind: "crisis",
    name: "Invented night line",
    phone: "+1 202 555 0101",
    hours: "Day and night",
    languages: "English, Spanish",
  },
];
const SAME = { note: "This number is invented, and nobody answers it.", source: "Invented for this town" };

/** The steward enters and confirms numbers as a real one would, after calling them. */
export async function enterNumbers(db: Database, steward: PersonId): Promise<void> {
  for (const line of LINES)
    await asPerson(db, steward, async (tx) => {
      const entered = Entering.parse({ ...line, ...SAME });
      await confirmNumber(tx, await enterNumber(tx, entered), entered.phone);
    });
}
