import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { inject, test as base } from "vitest";
import { PersonId } from "#domains/people";
import { Alias, beginSpace, joinOpenSpace, openCommitQueue, SpaceId, type CommitQueue, type SpaceKind } from "#domains/spaces";
import { MemberId } from "../src/domains/spaces/space.ts";
import { asPerson, connect, SERVING, type Database } from "#foundation/database";

/** The addresses of a fresh database, copied from the migrated template in milliseconds; it goes when the cluster goes. */
export async function freshDatabase(): Promise<{ ownerUrl: string; serveUrl: string }> {
  const name = `kith_${randomUUID().slice(0, 8)}`;
  const admin = new Client(`${inject("clusterUrl")}postgres`);
  await admin.connect();
  await admin.query(`create database ${name} template kith_template owner kith_owner`);
  await admin.end();
  return { ownerUrl: inject("clusterUrl") + name, serveUrl: inject("serveUrl") + name };
}

/** A database with people in it and no house around it: for what the rooms do before any page. */
export interface Ground {
  db: Database;
  queue: CommitQueue;
  /** The database as its superuser, to look behind the policies. */
  owner: Client;
  newcomer: () => Promise<PersonId>;
  newcomers: (count: number) => Promise<PersonId[]>;
  /** A space begun by the first and joined by the others, as "Person 1", "Person 2", … */
  spaceOf: (kind: SpaceKind, first: PersonId, ...others: PersonId[]) => Promise<SpaceId>;
  /** Her present membership, else her last. */
  memberOf: (space: SpaceId, person: PersonId) => Promise<MemberId>;
  /** Lets everyone begin, holds them until they stand at the space's turn together, and then lets them go on. */
  atOnce: <T>(space: SpaceId, works: readonly (() => Promise<T>)[]) => Promise<PromiseSettledResult<T>[]>;
  circleOf: (first: PersonId, ...others: PersonId[]) => Promise<SpaceId>;
}

export const test = base.extend<{ ground: Ground }>({
  ground: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const { ownerUrl, serveUrl } = await freshDatabase();
      const owner = new Client(ownerUrl);
      await owner.connect();
      const db = connect(serveUrl);
      const queue = openCommitQueue(db);
      await use(groundOn(db, queue, owner));
      await queue.close();
      await db.close();
      await owner.end();
    },
    { scope: "file" },
  ],
});

function groundOn(db: Database, queue: CommitQueue, owner: Client): Ground {
  async function newcomer(): Promise<PersonId> {
    const id = PersonId.parse(randomUUID());
    await owner.query("insert into person (id) values ($1)", [id]);
    return id;
  }
  async function newcomers(count: number): Promise<PersonId[]> {
    const people: PersonId[] = [];
    while (people.length < count) people.push(await newcomer());
    return people;
  }
  async function spaceOf(kind: SpaceKind, first: PersonId, ...others: PersonId[]): Promise<SpaceId> {
    const id = SpaceId.parse(randomUUID());
    await asPerson(db, first, (tx) =>
      beginSpace(tx, { id, kind: "group", entry: "open", title: "First year", alias: Alias.parse("Person 1") }),
    );
    for (const [index, other] of others.entries())
      await asPerson(db, other, (tx) => joinOpenSpace(tx, id, Alias.parse(`Person ${index + 2}`)));
    if (kind !== "group") await owner.query("update space set kind = $2, entry = 'invitation' where id = $1", [id, kind]);
    return id;
  }
  async function memberOf(space: SpaceId, person: PersonId): Promise<MemberId> {
    const latest = "select id from space_member where space_id = $1 and person_id = $2 order by joined_at desc limit 1";
    return MemberId.parse((await owner.query<{ id: string }>(latest, [space, person])).rows[0]?.id);
  }
  async function atOnce<T>(space: SpaceId, works: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
    await owner.query("begin");
    await owner.query("select take_turns(array[$1::uuid])", [space]);
    const answers = Promise.allSettled(works.map((work) => work()));
    const most = Math.min(works.length, SERVING.kith_person.connections);
    const standing =
      "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())";
    for (let looks = 0; looks < 100; looks += 1) {
      if (((await owner.query(standing)).rowCount ?? 0) >= most) break;
      await wait(10);
    }
    await owner.query("commit");
    return await answers;
  }
  return {
    db,
    queue,
    owner,
    newcomer,
    newcomers,
    memberOf,
    atOnce,
    spaceOf,
    circleOf: (first, ...others) => spaceOf("circle", first, ...others),
  };
}
