import { randomUUID } from "node:crypto";
import { Alias, beginSpace, joinOpenSpace, openCommitQueue, say, Saying, SpaceId } from "#domains/spaces";
import { inventPerson, type PersonId } from "#domains/people";
import { asPerson, type Database } from "#foundation/database";
import { makeToken } from "#foundation/identity";
import { Obstacle } from "#foundation/settings";
import { aliasOf, sentenceOf, titleOf } from "./invented.ts";
import { wholeNumber } from "./number.ts";
import type { Given, Verb } from "./verb.ts";

const AT_ONCE = 8; // a little less than the pool holds
const OUTSTANDING = 2_000; // messages on their way to the commit queue
const MOST = { people: 100_000, spaces: 10_000, members: 100_000, messages: 1_000_000 };

interface Wanted {
  people: number;
  spaces: number;
  members: number;
  messages: number;
}
interface Invented {
  id: PersonId;
  alias: string;
  token: string;
}
interface Peopled {
  id: SpaceId;
  members: PersonId[];
}

/** Invents people, spaces and history, through the same doors as real ones. */
export const populate: Verb = {
  name: "populate",
  takes: [],
  says: "invent people, spaces and history for load tests (never in production)",
  flags: {
    people: { type: "string", says: "how many people" },
    spaces: { type: "string", says: "how many spaces" },
    members: { type: "string", says: "how many members each space has" },
    messages: { type: "string", says: "how many messages each space has" },
  },
  async run(given) {
    if (given.settings().isProduction)
      throw new Obstacle("populate invents people, and NODE_ENV is production. It does not mix them with real ones.", 2);
    const wanted = wishOf(given);
    const { db } = await given.reach();
    const people = await invented(db, wanted, given.tell);
    const spaces = await begun(db, people, wanted, given.tell);
    await filled(db, spaces, wanted, given.tell);
    const messages = wanted.spaces * wanted.messages;
    return { value: { people, spaces }, text: `Made ${people.length} people, ${spaces.length} spaces and ${messages} messages.` };
  },
};

function wishOf({ flag }: Given): Wanted {
  const one = (name: keyof Wanted, least: number) => wholeNumber(name, flag(name), { least, most: MOST[name] });
  const wanted = { people: one("people", 1), spaces: one("spaces", 0), members: one("members", 1), messages: one("messages", 0) };
  if (wanted.members > wanted.people)
    throw new Obstacle(`--members is ${wanted.members}, but there are only ${wanted.people} --people.`, 2);
  return wanted;
}

async function invented(db: Database, { people }: Wanted, tell: (line: string) => void): Promise<Invented[]> {
  tell(`Inventing ${people} people …`);
  return await together(people, async (number) => {
    const id = await inventPerson(db);
    return { id, alias: aliasOf(number), token: await makeToken(db, id, "populate") };
  });
}

async function begun(
  db: Database,
  people: readonly Invented[],
  { spaces, members }: Wanted,
  tell: (line: string) => void,
): Promise<Peopled[]> {
  tell(`Beginning ${spaces} spaces of ${members} members …`);
  const rooms = await together(spaces, async (number) => {
    const some = Array.from({ length: members }, (_, at) => people[(number * members + at) % people.length]!);
    const [first, ...others] = some;
    const id = SpaceId.parse(randomUUID());
    const space = { id, kind: "group", entry: "open", title: titleOf(number), alias: Alias.parse(first!.alias) } as const;
    await asPerson(db, first!.id, (tx) => beginSpace(tx, space));
    return { id, members: some.map((person) => person.id), others };
  });
  const joins = rooms.flatMap(({ id, others }) => others.map((person) => ({ id, person })));
  await together(joins.length, async (number) => {
    const { id, person } = joins[number]!;
    await asPerson(db, person.id, (tx) => joinOpenSpace(tx, id, Alias.parse(person.alias)));
  });
  return rooms.map(({ id, members: all }) => ({ id, members: all }));
}

/** Said by all members in turn, the rooms one after another as on a lively evening. */
async function filled(db: Database, spaces: readonly Peopled[], { messages }: Wanted, tell: (line: string) => void): Promise<void> {
  tell(`Saying ${messages} messages in each …`);
  const queue = openCommitQueue(db);
  await together(
    spaces.length * messages,
    async (number) => {
      const { id, members } = spaces[number % spaces.length]!;
      const turn = Math.floor(number / spaces.length);
      await say(queue, members[turn % members.length]!, id, Saying.parse({ id: randomUUID(), text: sentenceOf(number) }));
    },
    OUTSTANDING,
  );
  await queue.close();
}

/** Does `work` for 0 to `count` - 1, some at once; the results in their order. */
async function together<T>(count: number, work: (number: number) => Promise<T>, atOnce = AT_ONCE): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  async function some(): Promise<void> {
    while (next < count) {
      const number = next++;
      results[number] = await work(number);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, some));
  return results;
}
