import { randomInt, randomUUID } from "node:crypto";
import type { TestHouse } from "#test/house";
import { freshIn, noBelongings, noOffice, officeIn, belongingsOf, type Belongings, type Office } from "./belongings.ts";
import type { Expected, ObjectName, Place, Role } from "./cells.ts";
import type { Furnished, Rooms } from "./rooms.ts";
import { noToken, type Proof, type Town } from "./town.ts";

/** What the requests of one line name, and how each role proves who she is. */
export interface Scene {
  rooms: Rooms;
  office: Office;
  anothers: Belongings;
  owned: Partial<Record<Role, Belongings>>;
  fresh: Partial<Record<Role, Proof>>;
}

/** Lays out what `asked` will name in these rooms. */
export async function sceneFor(
  house: TestHouse,
  town: Town,
  { fresh, office }: Pick<Expected, "fresh" | "office">,
  rooms: Rooms,
  asked: readonly Role[],
): Promise<Scene> {
  const scene: Scene = { rooms, office: office ? await officeIn(house, town) : noOffice(), anothers: noBelongings(), owned: {}, fresh: {} };
  if (!fresh) return scene;
  scene.anothers = await belongingsOf(house, town.another);
  for (const role of asked) {
    const { visitor } = town.people[role];
    if (!visitor || role === "ended") continue;
    scene.owned[role] = await belongingsOf(house, visitor);
    scene.fresh[role] = await freshIn(house, visitor);
  }
  return scene;
}

/** What a request of `role` names when it is about this object. */
export function placeOf({ rooms, office, anothers, owned }: Scene, town: Town, object: ObjectName, role: Role): Place {
  const { here, there } = rooms;
  const { visitor } = town.people[role];
  const said = ({ messages, authors }: Furnished, by: string | undefined, instead: string) => ({
    message: messages.get(by ?? "") ?? messages.get(instead) ?? "",
    author: authors.get(by ?? "") ?? authors.get(instead) ?? "",
  });
  const none = nothing();
  const roomOf = ({ space, topic, invitation, secret, code, request, offer, photo }: Furnished) =>
    ({ space, beside: space, topic, invitation, secret, code, request, offer, photo }) as const;
  const keys = { token: visitor?.token ?? none.token, phrase: town.phrase };
  const own = {
    ...keys,
    ...(owned[role] ?? noBelongings()),
    ...office,
    ...roomOf(here),
    ...said(here, visitor?.id, town.another.id),
  };
  const other = { ...own, ...anothers, ...said(here, undefined, town.another.id) };
  const theirs = { ...other, ...roomOf(there), ...said(there, undefined, town.neighbour.id) };
  const places: Record<ObjectName, Place> = {
    any: own,
    own,
    other,
    here: other,
    there: theirs,
    crossed: { ...theirs, space: here.space },
    swapped: { ...other, space: none.space, beside: none.space },
    nothing: { ...none, space: here.space },
    nowhere: none,
  };
  return places[object];
}

/** Ids and secrets of valid shape, of nothing at all. */
function nothing(): Place {
  const id = () => randomUUID();
  const space = id();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const secret = randomUUID().replaceAll("-", "").slice(0, 22);
  const phrase = "abandon ability able about above absent absorb";
  return {
    ...noBelongings(),
    ...noOffice(),
    space,
    beside: space,
    message: id(),
    author: id(),
    topic: id(),
    invitation: id(),
    request: id(),
    offer: id(),
    photo: id(),
    code,
    secret,
    token: noToken(),
    phrase,
  };
}
