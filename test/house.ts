import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { Client } from "pg";
import { test as base } from "vitest";
import { makeToken } from "#foundation/identity";
import { PersonId } from "#domains/people";
import { Alias, beginSpace, joinOpenSpace, SpaceId, type SpaceKind } from "#domains/spaces";
import { asPerson, type Database } from "#foundation/database";
import { open, type Options } from "../src/front.ts";
import { SECRET } from "./cluster.ts";
import { freshDatabase } from "./people.ts";
import { randomUUID } from "node:crypto";

export { freshDatabase } from "./people.ts";

/** Someone at her own browser: what she asks carries her key, and nothing else about her. */
export interface Visitor {
  id: PersonId;
  token: string;
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** Sends a form, as a browser without script does; the answer is not followed. */
  post: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Response>;
  json: (path: string, body: unknown) => Promise<Response>;
}

/** A whole open house on a real port, over a fresh database. */
export interface TestHouse {
  url: string;
  db: Database;
  owner: Client;
  app: Awaited<ReturnType<typeof open>>["app"];
  newcomer: () => Promise<Visitor>;
  stranger: Omit<Visitor, "id" | "token">;
  spaceOf: (kind: SpaceKind, first: Visitor, ...others: Visitor[]) => Promise<SpaceId>;
}

const testIn = (extra: Pick<Options, "demo">) =>
  base.extend<{ house: TestHouse }>({
    house: [
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const addresses = await freshDatabase();
        const owner = new Client(addresses.ownerUrl);
        await owner.connect();
        const server = createServer();
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const url = `http://localhost:${portOf(server)}`;
        const worker = { script: "", keepsPages: true };
        const assets = { styles: [], script: "/browser.js", icons: "/icons.svg", chunkOf: (island: string) => [`/${island}.js`], worker };
        const house = await open({ ...addresses, origin: url, secret: SECRET, assets, proxies: 0, ...extra });
        server.on("request", house.listener);
        await use(houseAt(url, house, owner));
        await house.close();
        server.closeAllConnections();
        server.close();
        await owner.end();
      },
      { scope: "file" },
    ],
  });

export const test = testIn({});
/** The same with a demo town in it. */
export const demoTest = testIn({ demo: () => {} });

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

function houseAt(url: string, { app, db }: Awaited<ReturnType<typeof open>>, owner: Client): TestHouse {
  const asking = (own: Record<string, string>) => ({
    get: (path: string, headers: Record<string, string> = {}) => fetch(url + path, { redirect: "manual", headers: { ...own, ...headers } }),
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        method: "POST",
        redirect: "manual",
        headers: { origin: url, ...own, ...headers },
        body: new URLSearchParams(fields),
      }),
    json: (path: string, body: unknown) =>
      fetch(url + path, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/json", accept: "application/json", ...own },
        body: JSON.stringify(body),
      }),
  });
  async function newcomer(): Promise<Visitor> {
    const id = PersonId.parse(randomUUID());
    await owner.query(`insert into "user" (id, name, email, "emailVerified") values ($1, '', $2, false)`, [id, `${id}@no-mailbox.invalid`]);
    await owner.query("insert into person (id) values ($1)", [id]);
    const token = await makeToken(db, id);
    return { id, token, ...asking({ authorization: `Bearer ${token}` }) };
  }
  async function spaceOf(kind: SpaceKind, first: Visitor, ...others: Visitor[]): Promise<SpaceId> {
    const id = SpaceId.parse(randomUUID());
    await asPerson(db, first.id, (tx) =>
      beginSpace(tx, { id, kind: "group", entry: "open", title: "First year", alias: Alias.parse("Person 1") }),
    );
    for (const [index, other] of others.entries())
      await asPerson(db, other.id, (tx) => joinOpenSpace(tx, id, Alias.parse(`Person ${index + 2}`)));
    if (kind !== "group") await owner.query("update space set kind = $2, entry = 'invitation' where id = $1", [id, kind]);
    return id;
  }
  return { url, db, owner, app, newcomer, stranger: asking({}), spaceOf };
}
