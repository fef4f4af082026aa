import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { asPerson } from "#foundation/database";
import { endSession, endToken, tokensOf } from "#foundation/identity";
import type { TestHouse, Visitor } from "#test/house";
import type { Role } from "./cells.ts";

/** How someone proves who she is. A stranger proves nothing. */
export type Proof = Record<string, string>;

/** One of the town's people: the same in every room that is built for a test. */
export interface Someone {
  visitor: Visitor | undefined;
  /** As a browser asks, and as a script does. */
  page: Proof;
  script: Proof;
}

export interface Town {
  people: Record<Role, Someone>;
  /** A member whose words the others answer, one who waits at the door, and one who lives in the other room. */
  another: Visitor;
  waiting: Visitor;
  neighbour: Visitor;
  /** With which whoever knows it comes in. */
  phrase: string;
}

/** Everyone who might knock. The rooms that they have to do with are built one by one. */
export async function townIn(house: TestHouse): Promise<Town> {
  const signedIn = async () => someoneWith(await house.newcomer());
  const people = {
    stranger: { visitor: undefined, page: {}, script: {} },
    outsider: await signedIn(),
    member: await signedIn(),
    facilitator: await signedIn(),
    left: await signedIn(),
    removed: await signedIn(),
    ended: await signedIn(),
    elsewhere: await signedIn(),
    steward: await signedIn(),
  };
  const steward = people.steward.visitor!.id;
  await asPerson(house.db, steward, (tx) => sql`select begin_network('Kith by the river', 'Stewardbird')`.execute(tx));
  people.ended = await someoneByCookie(house, people.ended.visitor!);
  const [another, waiting, neighbour] = await Promise.all([house.newcomer(), house.newcomer(), house.newcomer()]);
  for (const { visitor } of Object.values(people)) await visitor?.get("/api/spaces"); // a key's first use is noted; later ones are not, for a while
  const joined: unknown = await (await house.stranger.json("/join", { alias: "Phrasebird" })).json();
  return { people, another, waiting, neighbour, phrase: z.object({ phrase: z.string() }).parse(joined).phrase };
}

const someoneWith = (visitor: Visitor): Someone => {
  const proof = { authorization: `Bearer ${visitor.token}` };
  return { visitor, page: proof, script: proof };
};

async function someoneByCookie(house: TestHouse, visitor: Visitor): Promise<Someone> {
  const answer = await house.stranger.json("/api/session", { token: visitor.token });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  return { visitor, page: { cookie }, script: { authorization: `Bearer ${visitor.token}` } };
}

/** Ends the session and the key of `ended`, both of which the house has just met and remembers. */
export async function endIn(house: TestHouse, { people }: Town): Promise<void> {
  const { visitor, page } = people.ended;
  if (!visitor) throw new Error("Nobody can be ended.");
  const answers = await Promise.all([house.stranger.get("/", page), visitor.get("/")]);
  if (answers.some(({ status }) => status !== 200)) throw new Error("She was never in.");
  const { rows } = await house.owner.query<{ id: string }>('select id from session where "userId" = $1', [visitor.id]);
  for (const { id } of rows) await endSession(house.db, visitor.id, id);
  for (const { id } of await tokensOf(house.db, visitor.id)) await endToken(house.db, visitor.id, id);
}

/** A key that was never made. */
export const noToken = (): string => `kith_${randomUUID().replaceAll("-", "")}${randomUUID().slice(0, 11).replaceAll("-", "x")}`;

/** Someone who is signed in. */
export function visitorOf(town: Town, role: Role): Visitor {
  const { visitor } = town.people[role];
  if (!visitor) throw new Error(`A ${role} is nobody.`);
  return visitor;
}
