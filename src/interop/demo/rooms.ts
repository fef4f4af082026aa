import { randomUUID } from "node:crypto";
import type { PersonId } from "#domains/people";
import {
  Alias,
  answerRequest,
  beginSpace,
  beginTopic,
  feel,
  furnish,
  invite,
  joinBy,
  joinOpenSpace,
  type MemberId,
  MessageId,
  mute,
  nameWork,
  offerPair,
  offersToMe,
  Reaction,
  SpaceId,
  spaceSeen,
  type SpaceKind,
  takeOver,
  TopicId,
  unreadSince,
} from "#domains/spaces";
import { asPerson, type Database, type Transaction } from "#foundation/database";
import type { Locale } from "#foundation/language";
import { historyOf, type Written } from "./history.ts";
import { membersOf, OFFSET_MINUTES } from "./roles.ts";
import { places, type Cast, type PlaceName, type Talk } from "./talk.ts";
import type { Neighbours } from "./town.ts";

const UNREAD_MS = 2 * 24 * 3_600_000; // she has not looked in for two days
const HAS_READ = new Set<Cast>(["social", "nurse"]); // who works here has
const KINDS: Record<Exclude<PlaceName, "pair">, SpaceKind> = {
  circle: "circle",
  "first-year": "group",
  treatment: "group",
  table: "community",
};

interface Quarter {
  locale: Locale;
  people: Neighbours;
  talk: Talk;
}
export type Rooms = ReadonlyMap<PlaceName, SpaceId>;

/** Opens the five rooms of one language, lets everyone in, and fills them with a year of talk. */
export async function openRooms(db: Database, secret: string, quarter: Quarter): Promise<Rooms> {
  const rooms = new Map<PlaceName, SpaceId>();
  for (const place of places) {
    const id =
      place === "pair"
        ? await openPair(db, quarter, rooms.get("first-year")!)
        : await openRoom(db, secret, quarter, { place, kind: KINDS[place] });
    rooms.set(place, id);
    await fill(db, quarter, place, id);
  }
  return rooms;
}

const aliasOf = ({ talk }: Quarter, who: Cast, place: PlaceName): Alias => {
  const { circle, groups } = talk.people[who].alias;
  return Alias.parse((place === "circle" ? circle : groups) ?? circle ?? groups);
};

const personOf = ({ people }: Quarter, who: Cast): PersonId => people.get(who)!;

async function openRoom(
  db: Database,
  secret: string,
  quarter: Quarter,
  { place, kind }: { place: PlaceName; kind: SpaceKind },
): Promise<SpaceId> {
  const id = SpaceId.parse(randomUUID());
  const [first, ...others] = membersOf(place, quarter.locale);
  const { title, start } = quarter.talk.rooms[place];
  const entry = kind === "circle" ? "invitation" : "open";
  const key = await asPerson(db, personOf(quarter, first!), async (tx) => {
    await beginSpace(tx, { id, kind, entry, title, alias: aliasOf(quarter, first!, place) });
    await furnish(tx, id, { startHere: start });
    return kind === "circle" ? (await invite(tx, await spaceSeen(tx, id), secret, "link")).secret : undefined;
  });
  for (const who of others) {
    const alias = aliasOf(quarter, who, place);
    await asPerson(db, personOf(quarter, who), async (tx) => {
      if (key === undefined) await joinOpenSpace(tx, id, alias);
      else await joinBy(tx, key, secret, alias);
    });
  }
  if (place === "treatment") await asPerson(db, personOf(quarter, first!), (tx) => furnish(tx, id, { entry: "request" }));
  return id;
}

/** The mentor offers, and the one who is new says yes: they know each other from the first group. */
async function openPair(db: Database, quarter: Quarter, group: SpaceId): Promise<SpaceId> {
  const id = SpaceId.parse(randomUUID());
  const [mentor, other] = [personOf(quarter, "mentor"), personOf(quarter, "new")];
  const member = await memberIn(db, other, group);
  await asPerson(db, mentor, (tx) => offerPair(tx, id, member, quarter.talk.rooms.pair.title));
  await asPerson(db, other, async (tx) => {
    for (const { request } of await offersToMe(tx)) await answerRequest(tx, request, true);
  });
  return id;
}

const memberIn = async (db: Database, person: PersonId, space: SpaceId): Promise<MemberId> =>
  (await asPerson(db, person, (tx) => spaceSeen(tx, space))).memberId;

async function fill(db: Database, quarter: Quarter, place: PlaceName, space: SpaceId): Promise<void> {
  const { locale, talk } = quarter;
  const all = membersOf(place, locale);
  const members = new Map<Cast, MemberId>();
  for (const who of all) members.set(who, await memberIn(db, personOf(quarter, who), space));
  const carer = personOf(quarter, all[0]!);
  const topics = new Map<string, TopicId>();
  await asPerson(db, carer, async (tx) => {
    for (const title of talk.topics[place] ?? []) {
      const id = TopicId.parse(randomUUID());
      await beginTopic(tx, await spaceSeen(tx, space), id, title);
      topics.set(title, id);
    }
    if (place === "circle" || place === "pair") return;
    for (const [who, member] of members) if (talk.people[who].work) await nameWork(tx, member, talk.people[who].work);
  });
  const threads = talk.threads.filter(({ room }) => room === place);
  const history = historyOf(threads, { now: new Date(), offsetMinutes: OFFSET_MINUTES[locale], members, topics });
  await takeOver(db, space, "invented", inOrder(history));
  for (const who of all) await asPerson(db, personOf(quarter, who), (tx) => live(tx, space, { who, place, history }));
}

async function* inOrder(history: readonly Written[]) {
  yield* history;
}

/** What she has felt, what she has not read yet, and that one room is quiet to her. */
async function live(
  tx: Transaction,
  space: SpaceId,
  { who, place, history }: { who: Cast; place: PlaceName; history: readonly Written[] },
) {
  const seen = await spaceSeen(tx, space);
  for (const { id, feel: felt = {} } of history) {
    for (const kind of Reaction.options) if (felt[kind]?.includes(who)) await feel(tx, seen, MessageId.parse(id), kind, true);
  }
  if (!HAS_READ.has(who)) await unreadSince(tx, seen, new Date(Date.now() - UNREAD_MS));
  if (who === "new" && place === "table") await mute(tx, seen, "always");
}
