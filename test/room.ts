import { randomUUID } from "node:crypto";
import type { PersonId } from "#domains/people";
import { roomPage, say, Saying, spaceSeen, type SpaceId } from "#domains/spaces";
import { asPerson, type Transaction } from "#foundation/database";
import type { MessageId } from "../src/domains/spaces/say.ts";
import type { Room } from "../src/domains/spaces/room.ts";
import type { Seen } from "../src/domains/spaces/space.ts";
import type { Ground } from "#test/people";

/** Fay cares for the room, Mei and Ana are in it, Eve is not. */
export async function roomOn(ground: Ground) {
  const { db, queue, spaceOf, newcomers } = ground;
  const [fay, mei, ana, eve] = (await newcomers(4)) as [PersonId, PersonId, PersonId, PersonId];
  const space = await spaceOf("group", fay, mei, ana);
  const tell = async (who: PersonId, text: string): Promise<MessageId> =>
    (await say(queue, who, space, Saying.parse({ id: randomUUID(), text }))).id;
  const act = <T>(who: PersonId, what: (tx: Transaction, seen: Seen) => Promise<T>, where: SpaceId = space): Promise<T> =>
    asPerson(db, who, async (tx) => what(tx, await spaceSeen(tx, where)));
  const see = (who: PersonId): Promise<Room> => roomPage(db, who, space);
  return { fay, mei, ana, eve, space, tell, act, see };
}
/** What a room's log and the facts agree to have happened, but for who came. */
export async function traces({ owner }: Ground, space: SpaceId): Promise<string[]> {
  const { rows } = await owner.query<{ kind: string }>(
    "select e.kind from space_event e join fact f on f.subject = e.space_id and f.seq = e.seq where e.space_id = $1 and e.kind <> 'joined' order by e.seq",
    [space],
  );
  return rows.map(({ kind }) => kind);
}
