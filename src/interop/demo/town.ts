import { inventedPeople, inventPerson, isInvented, markInvented, network, type PersonId } from "#domains/people";
import type { Database } from "#foundation/database";
import { locales, type Locale } from "#foundation/language";
import { Obstacle } from "#foundation/settings";
import { enterNumbers } from "./numbers.ts";
import { giveRoles, nameNetwork } from "./offices.ts";
import { openRooms } from "./rooms.ts";
import { cast, talkIn, type Cast } from "./talk.ts";

/** The people of one language, by whom they are. */
export type Neighbours = ReadonlyMap<Cast, PersonId>;

export const standsFor = (locale: Locale, who: Cast): string => `${locale}.${who}`;

/**
 * Raises the town in an empty house; where it stands already, nothing is done. Throws an Obstacle where a real network lives, and where an
 * earlier raising was cut off.
 */
export async function raiseTown(db: Database, secret: string, tell: (line: string) => void = () => {}): Promise<void> {
  if (await isInvented(db)) return;
  if ((await inventedPeople(db)).size > 0)
    throw new Obstacle(
      "The demo town was cut off while it was being built. Remove its folder (KITH_HOME, or .kith-demo) and start again.",
      2,
    );
  if (await network(db))
    throw new Obstacle("A real network lives here, and a demo town does not move in with it. Name another folder with KITH_HOME.");
  tell("Building a town of forty people, once …");
  const town = new Map<Locale, Neighbours>();
  for (const locale of locales) town.set(locale, await invent(db, locale));
  const steward = town.get("en")!.get("tenth")!;
  await nameNetwork(db, town);
  await enterNumbers(db, steward);
  for (const [locale, people] of town) {
    const talk = await talkIn(locale);
    const rooms = await openRooms(db, secret, { locale, people, talk });
    await giveRoles(db, secret, { locale, people, talk, rooms, steward });
  }
  await markInvented(db);
}

async function invent(db: Database, locale: Locale): Promise<Neighbours> {
  const people = new Map<Cast, PersonId>();
  for (const who of cast) people.set(who, await inventPerson(db, { as: standsFor(locale, who), locale }));
  return people;
}
