import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject, test as base } from "vitest";
import { asPerson } from "#foundation/database";
import { PersonId } from "#domains/people";
import { beginSpace, joinSpace, SpaceId, spaceSeen } from "#domains/spaces";
import { open } from "../src/front.ts";

export const origin = "http://localhost:3000";
type House = Awaited<ReturnType<typeof open>>;

/** The address of a fresh database, copied from the migrated template in milliseconds; it goes when the cluster goes. */
export async function freshDatabase(): Promise<string> {
  const name = `kith_${randomUUID().slice(0, 8)}`;
  const admin = new Client(`${inject("clusterUrl")}postgres`);
  await admin.connect();
  await admin.query(`create database ${name} template kith_template`);
  await admin.end();
  return inject("clusterUrl") + name;
}

/** A whole open house for this test file alone, answering in process. */
export const test = base.extend<{ house: House }>({
  house: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const assets = { styles: [], script: "/browser.js", chunkOf: (island: string) => [`/${island}.js`] };
      const house = await open({ databaseUrl: await freshDatabase(), origin, secret: "a-secret-for-tests-only-0123456789", assets });
      await use(house);
      await house.close();
    },
    { scope: "file" },
  ],
});

/** A newcomer, signed up through the door. `go` is their browser: it keeps the session cookie. */
export async function newcomer({ app, db }: House, name: string) {
  const ask = async (path: string, headers: Record<string, string>, fields?: Record<string, string>) =>
    app.request(origin + path, {
      headers: { origin, ...headers },
      ...(fields ? { method: "POST", body: new URLSearchParams(fields) } : {}),
    });
  const entered = await ask("/enter", {}, { name, email: `${name}-${randomUUID()}@example.org`, password: "a long pass phrase" });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { id } = await db.selectFrom("person").select("id").where("name", "=", name).executeTakeFirstOrThrow();
  const go = (path: string, headers: Record<string, string> = {}) => ask(path, { cookie, ...headers });
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { cookie, ...headers }, fields);
  return { id: PersonId.parse(id), go, post, entered };
}

/** A circle begun by the first person and joined by the others. */
export async function circleOf({ db }: House, first: { id: PersonId }, ...others: { id: PersonId }[]): Promise<SpaceId> {
  const id = SpaceId.parse(randomUUID());
  const invitation = await asPerson(db, first.id, async (tx) => {
    await beginSpace(tx, id, "First year after surgery");
    return (await spaceSeen(tx, id)).invitation;
  });
  for (const other of others) await asPerson(db, other.id, (tx) => joinSpace(tx, invitation));
  return id;
}
