import { acceptRole, addOrganisation, beginNetwork, offerRole, type Offer, organisations, type PersonId } from "#domains/people";
import { asPerson, type Database } from "#foundation/database";
import type { Locale } from "#foundation/language";
import type { Neighbours } from "./town.ts";
import type { Rooms } from "./rooms.ts";
import { roleOf, type Role } from "./roles.ts";
import type { Cast, Talk } from "./talk.ts";

const NETWORK = "Kith by the river";
const UNIT = "The breast unit by the river";

/** What each works as. Whoever is not named here is a member like any other. */
const OFFICES: Partial<Record<Role, (places: { unit: string; group: string }) => Omit<Offer, "knownAs">>> = {
  social: ({ group }) => ({ role: "facilitator", scope: "space", scopeId: group }),
  nurse: ({ unit }) => ({ role: "navigator", scope: "organisation", scopeId: unit }),
  surgeon: ({ unit }) => ({ role: "professional", scope: "organisation", scopeId: unit }),
  quality: ({ unit }) => ({ role: "professional", scope: "organisation", scopeId: unit }),
  researcher: () => ({ role: "researcher", scope: "network", scopeId: null }),
};

const stewardAmong = (town: ReadonlyMap<Locale, Neighbours>): PersonId => town.get("en")!.get("tenth")!;

/** The volunteer names the network and is its first steward, and writes down the unit that works with it. */
export async function nameNetwork(db: Database, town: ReadonlyMap<Locale, Neighbours>): Promise<void> {
  const steward = stewardAmong(town);
  await asPerson(db, steward, async (tx) => {
    await beginNetwork(tx, steward, NETWORK, "Alder");
    await addOrganisation(tx, UNIT);
  });
}

interface Quarter {
  locale: Locale;
  people: Neighbours;
  talk: Talk;
  rooms: Rooms;
  steward: PersonId;
}

/** The steward offers each office, and whoever it is for takes it. */
export async function giveRoles(db: Database, secret: string, { locale, people, talk, rooms, steward }: Quarter): Promise<void> {
  const unit = (await asPerson(db, steward, organisations))[0]!.id;
  for (const [who, person] of people) {
    const office = OFFICES[roleOf(who, locale)]?.({ unit, group: rooms.get("first-year")! });
    if (!office) continue;
    const offer = { ...office, knownAs: knownAs(talk, who) };
    const key = await asPerson(db, steward, (tx) => offerRole(tx, secret, offer));
    await asPerson(db, person, (tx) => acceptRole(tx, secret, key, person));
  }
}

const knownAs = (talk: Talk, who: Cast): string => talk.people[who].alias.groups ?? talk.people[who].alias.circle ?? who;
