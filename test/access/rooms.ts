import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { SpaceId, spaceSeen } from "#domains/spaces";
import { asPerson, type Transaction } from "#foundation/database";
import { SECRET } from "#test/cluster";
import type { TestHouse, Visitor } from "#test/house";
import { invite } from "../../src/domains/spaces/invitation.ts";
import { visitorOf, type Town } from "./town.ts";

/** A room with something of everything in it, every word of which would be known again anywhere. */
export interface Furnished {
  space: string;
  topic: string;
  /** Who said which message, and by which membership, by her person's id. */
  messages: Map<string, string>;
  authors: Map<string, string>;
  invitation: string;
  secret: string;
  code: string;
  request: string;
  offer: string;
  /** Of the one who cares for it. */
  photo: string;
  title: string;
  /** What only those who are in may meet: aliases, words, topics and ids. */
  canaries: string[];
  /** What only those who care for it may meet. */
  doorWords: string[];
}

/** The room that the roles are named after, and the room of `elsewhere`. */
export interface Rooms {
  here: Furnished;
  there: Furnished;
}

export type Entry = "open" | "request" | "invitation";
interface Plan {
  carer: Visitor;
  others: Visitor[];
  waiting: Visitor;
  /** Who offers a pair to whom. */
  offer: [from: Visitor, to: Visitor];
  entry: Entry;
  left?: Visitor;
  removed?: Visitor;
}

/** The room that the roles are named after; whoever has left it or was removed has had her say before. */
export async function hereIn(house: TestHouse, town: Town, entry: Entry = "invitation"): Promise<Furnished> {
  const { another, waiting } = town;
  const [member, left, removed, ended] = (["member", "left", "removed", "ended"] as const).map((role) => visitorOf(town, role)) as Four;
  const others = [member, another, left, removed, ended];
  return await furnish(house, { carer: visitorOf(town, "facilitator"), others, waiting, offer: [another, member], entry, left, removed });
}
type Four = [Visitor, Visitor, Visitor, Visitor];

/** The room of `elsewhere` and her neighbour. */
export async function thereIn(house: TestHouse, town: Town): Promise<Furnished> {
  const { neighbour, waiting } = town;
  const carer = visitorOf(town, "elsewhere");
  return await furnish(house, { carer, others: [neighbour], waiting, offer: [carer, neighbour], entry: "invitation" });
}

/** Does one thing in a transaction as whoever does it. */
const as = (tx: Transaction, { id }: Visitor, query: ReturnType<typeof sql>) =>
  sql`select set_config('kith.person_id', ${id}, true)`.execute(tx).then(() => query.execute(tx));

async function furnish(house: TestHouse, plan: Plan): Promise<Furnished> {
  const mark = randomUUID().slice(0, 8);
  const space = SpaceId.parse(randomUUID());
  const pair = randomUUID();
  const said = [plan.carer, ...plan.others].map(({ id }, place) => ({ person: id, id: randomUUID(), words: `Wordbird ${mark} ${place}` }));
  await asPerson(house.db, plan.carer.id, (tx) => gather(tx, plan, { mark, space, said }));
  const { rows: members } = await house.owner.query<Member>("select id, person_id from space_member where space_id = $1", [space]);
  const memberOf = ({ id }: Visitor) => members.find(({ person_id }) => person_id === id)!.id;
  await house.owner.query("update space_request set asked_at = asked_at - interval '1 year' where is_offer"); // offers are few in a month
  const made = await asPerson(house.db, plan.carer.id, async (tx) => {
    await as(tx, plan.offer[0], sql`select offer_pair(${pair}, ${memberOf(plan.offer[1])}, ${`Pairbird ${mark}`})`);
    if (plan.left) await as(tx, plan.left, sql`select leave_space(${space})`);
    await sql`select set_config('kith.person_id', ${plan.carer.id}, true)`.execute(tx);
    const seen = await spaceSeen(tx, space);
    const link = await invite(tx, seen, SECRET, "link");
    const digits = await invite(tx, seen, SECRET, "digits");
    return { secret: link.secret, code: digits.secret };
  });
  if (plan.removed)
    await asPerson(house.db, plan.carer.id, (tx) => as(tx, plan.carer, sql`select remove_member(${memberOf(plan.removed!)})`));
  const laid = await lay(house, plan, { mark, space, pair, carer: memberOf(plan.carer) });
  const ids = [space, laid.topic, laid.photo, ...said.map(({ id }) => id), ...members.map(({ id }) => id)];
  return {
    space,
    title: `Titlebird ${mark}`,
    ...made,
    ...laid,
    messages: new Map(said.map(({ person, id }) => [person, id])),
    authors: new Map(members.map(({ id, person_id }) => [person_id, id])),
    canaries: [`Namebird ${mark}`, `Wordbird ${mark}`, `Topicbird ${mark}`, `Draftbird ${mark}`, ...ids],
    doorWords: [`waitbird${mark}`, `Askbird ${mark}`],
  };
}

interface Member {
  id: string;
  person_id: string;
}

interface Gathered {
  mark: string;
  space: string;
  said: { person: string; id: string; words: string }[];
}

/** Everyone comes, and says something. */
async function gather(tx: Transaction, { carer, others }: Plan, { mark, space, said }: Gathered) {
  const name = (index: number) => sql`${`Namebird ${mark} ${index}`}, ${`namebird${mark}${index}`}`;
  await as(tx, carer, sql`select begin_space(${space}, 'group', 'open', ${`Titlebird ${mark}`}, null, ${name(0)})`);
  for (const [index, other] of others.entries()) await as(tx, other, sql`select join_open_space(${space}, ${name(index + 1)})`);
  const none = said.map(() => null);
  const lists = [said.map(({ person }) => person), said.map(() => space), said.map(({ id }) => id), said.map(({ words }) => words)];
  await sql`select count(*) from say_many(${sql.join([...lists, none, none, none, true])})`.execute(tx);
}

interface Laid {
  mark: string;
  space: string;
  pair: string;
  /** Her membership. */
  carer: string;
}

/** What lies about in the room: a topic, a photo beside everything said, drafts, someone who waits. */
async function lay({ owner }: TestHouse, { waiting, entry }: Plan, { mark, space, pair, carer }: Laid) {
  const { rows } = await owner.query<Record<"topic" | "request" | "offer" | "invitation" | "photo", string>>(
    `with topic as (insert into space_topic (id, space_id, title, begun_by) values (gen_random_uuid(), $1, $2, $3) returning id),
      request as (insert into space_request (space_id, person_id, alias, alias_folded, words) values ($1, $4, $5, $5, $6) returning id),
      drafts as (update space_place set draft = $7 where space_id = $1),
      photo as (insert into space_file (id, space_id, member_id, message_id, kind, bytes, small_bytes, width, height, sha256)
        select gen_random_uuid(), $1, m.member_id, m.id, 'photo', 1, 1, 1, 1, '' from space_message m where m.space_id = $1 returning id, member_id),
      content as (insert into space_file_content (file_id, space_id, member_id, content, small) select id, $1, member_id, '!', '!' from photo),
      entered as (update space set entry = $8 where id = $1)
    select (select id from topic) as topic, (select id from photo where member_id = $3) as photo, (select id from request) as request, (select id from space_request where space_id = $9) as offer,
      (select id from space_invitation where space_id = $1 and not is_digits) as invitation`,
    [space, `Topicbird ${mark}`, carer, waiting.id, `waitbird${mark}`, `Askbird ${mark}`, `Draftbird ${mark}`, entry, pair],
  );
  return rows[0]!;
}
