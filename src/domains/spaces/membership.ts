import { sql } from "kysely";
import { z } from "zod";
import { Refusal } from "#foundation/refusal";
import { willTell, type Transaction } from "#foundation/database";
import type { Alias } from "./alias.ts";
import { MemberId, SpaceId, type Part } from "./space.ts";

export const RequestId = z.uuid().brand<"request">();
export type RequestId = z.infer<typeof RequestId>;

declare module "#foundation/facts" {
  interface Facts {
    "spaces.member-joined": { member: string };
    "spaces.member-left": { member: string };
    "spaces.member-removed": { member: string };
    "spaces.member-asked": { request: string };
    "spaces.part-changed": { member: string; part: Part };
    "spaces.work-named": { member: string; isNamed: boolean };
  }
}

/** Asks a function of the gate, which states its own fact; a null answer is a closed door and looks like no door. */
async function through<T>(tx: Transaction, ask: ReturnType<typeof sql<{ answer: T | null }>>, space?: string): Promise<T> {
  const { rows } = await ask.execute(tx).catch(refusedBy);
  const answer = rows[0]?.answer;
  if (answer === null || answer === undefined || answer === false) throw new Refusal("not-found", "This door leads nowhere.");
  if (space) willTell(tx, space);
  return answer;
}

/** What the rules of membership say no to, in words; any other error as it is. */
export function refusedBy(cause: unknown): never {
  const rule = cause instanceof Error && "constraint" in cause ? cause.constraint : undefined;
  if (rule === "space_member_alias") throw new Refusal("conflict", "This name is taken here.", { cause, faults: { alias: "fault.taken" } });
  if (rule === "space_is_cared_for")
    throw new Refusal("conflict", "She is the last one who cares for this room.", { cause, faults: { part: "fault.last-one" } });
  if (rule === "space_offers_are_few") throw new Refusal("too-many", "She has offered this, or much, of late.", { cause });
  throw cause;
}

/** Comes in by an open door under a name of her own choosing. */
export async function joinOpenSpace(tx: Transaction, space: SpaceId, { shown, folded }: Alias): Promise<void> {
  await through(tx, sql<{ answer: string | null }>`select join_open_space(${space}, ${shown}, ${folded}) as answer`, space);
}

/** Asks those who care for a room to let her in; asking again changes the words. */
export async function askToJoin(tx: Transaction, space: SpaceId, { shown, folded }: Alias, words: string): Promise<RequestId> {
  return await through(tx, sql<{ answer: RequestId | null }>`select ask_to_join(${space}, ${shown}, ${folded}, ${words}) as answer`, space);
}

export interface Waiting {
  id: RequestId;
  alias: string;
  words: string;
  askedAt: Date;
}

/** Who waits at a room's door, for those who care for it; empty for everyone else. */
export async function requestsAt(tx: Transaction, space: SpaceId): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`select id, alias, words, asked_at as "askedAt" from requests_at(${space})`.execute(tx);
  return rows;
}

/** Lets someone in or not; the one who was offered a pair answers for herself. Returns the space. */
export async function answerRequest(tx: Transaction, request: RequestId, letsIn: boolean): Promise<SpaceId> {
  const space = await through(tx, sql<{ answer: SpaceId | null }>`select answer_request(${request}, ${letsIn}) as answer`);
  willTell(tx, space);
  return space;
}

/** Leaves without a word to anyone. Conflict for the last one who cares for a room where others are: `fault.last-one`. */
export async function leaveSpace(tx: Transaction, space: SpaceId): Promise<void> {
  await through(tx, sql<{ answer: boolean | null }>`select leave_space(${space}) as answer`, space);
}

/** Ends someone's being here. Only a facilitator can, and not her own. */
export async function removeMember(tx: Transaction, space: SpaceId, member: MemberId): Promise<void> {
  await through(tx, sql<{ answer: boolean | null }>`select remove_member(${member}) as answer`, space);
}

/** Gives the care of a room to a member, or takes it back; somebody always cares for it, else conflict: `fault.last-one`. */
export async function changePart(tx: Transaction, member: MemberId, part: Part): Promise<void> {
  await through(tx, sql<{ answer: boolean | null }>`select change_part(${member}, ${part}) as answer`);
}

export const WORK_LETTERS = 60;

/** Says beside a member's name what she does here; empty takes it away. Only a facilitator can. */
export async function nameWork(tx: Transaction, member: MemberId, work: string): Promise<void> {
  await through(tx, sql<{ answer: boolean | null }>`select name_work(${member}, ${work}) as answer`);
}

export async function renameMe(tx: Transaction, space: SpaceId, { shown, folded }: Alias): Promise<void> {
  await through(tx, sql<{ answer: boolean | null }>`select rename_member(${space}, ${shown}, ${folded}) as answer`);
}

/**
 * Offers a conversation for two to someone whose words she has read in a group or community; nobody else learns of it. Returns its space, which
 * is the earlier one when she offered before. Not-found in a circle or a pair; too-many for ten that wait, or when she left it within 30 days.
 */
export async function offerPair(tx: Transaction, id: SpaceId, member: MemberId, title: string): Promise<SpaceId> {
  return await through(tx, sql<{ answer: SpaceId | null }>`select offer_pair(${id}, ${member}, ${title}) as answer`);
}

export interface Offer {
  request: RequestId;
  alias: string;
  askedAt: Date;
}

export async function offersToMe(tx: Transaction): Promise<Offer[]> {
  const { rows } = await sql<Offer>`select request, alias, asked_at as "askedAt" from offers_to_me()`.execute(tx);
  return rows;
}
