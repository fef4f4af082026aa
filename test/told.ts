import { createServer } from "node:http";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { test as base } from "vitest";
import { makeToken } from "#foundation/identity";
import type { Database } from "#foundation/database";
import { SECRET } from "#test/cluster";
import { freshDatabase } from "#test/people";
import { openPostOffice, type PostOffice } from "#test/post-office";
import { openPushService, type PushService } from "#test/push-receiver";
import { open } from "../src/front.ts";

/** A whole house with a mail server and a push service of its own. */
export interface Telling {
  url: string;
  db: Database;
  owner: Client;
  mail: PostOffice;
  push: PushService;
  /** Someone with a proved mailbox, whose clock shows this hour now. */
  someone: (hour?: number) => Promise<Told>;
  /** Lets the time pass that notices wait for: those that are untold have waited a while, and are looked at now. */
  later: () => Promise<void>;
  /** The deliveries of someone, as the house keeps them. */
  deliveries: (who: Told) => Promise<{ id: string; channel: string; state: string; turn: string }[]>;
}
export interface Told {
  id: string;
  mailbox: string;
  ask: (path: string, fields?: Record<string, string>) => Promise<Response>;
}

/** A zone in which it is this hour now, and no half-hour off. */
export function zoneWhereItIs(hour: number, now = new Date()): string {
  const shows = (timeZone: string) =>
    new Intl.DateTimeFormat("en", { timeZone, hourCycle: "h23", hour: "numeric", minute: "numeric" }).format(now);
  const wanted = `${`${hour}`.padStart(2, "0")}:${`${now.getUTCMinutes()}`.padStart(2, "0")}`;
  const found = Intl.supportedValuesOf("timeZone").find((zone) => shows(zone) === wanted);
  if (found === undefined) throw new Error(`Nowhere is it ${hour} o'clock.`);
  return found;
}

export const test = base.extend<{ telling: Telling }>({
  telling: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const [mail, push, addresses] = [await openPostOffice(), await openPushService(), await freshDatabase()];
      const server = createServer();
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      const url = `http://localhost:${address !== null && typeof address === "object" ? address.port : 0}`;
      const assets = { styles: [], script: "/browser.js", icons: "/icons.svg", chunkOf: () => [] };
      const options = { origin: url, secret: SECRET, assets, proxies: 0, smtpUrl: mail.url, push: { services: [push.origin] } };
      const house = await open({ ...addresses, ...options });
      server.on("request", house.listener);
      const owner = new Client(addresses.ownerUrl);
      await owner.connect();
      await use(tellingIn({ url, db: house.db, owner, mail, push }));
      await house.close();
      server.closeAllConnections();
      server.close();
      await Promise.all([mail.close(), push.close(), owner.end()]);
    },
    { scope: "file" },
  ],
});

function tellingIn(place: Pick<Telling, "url" | "db" | "owner" | "mail" | "push">): Telling {
  const { url, db, owner } = place;
  async function someone(hour = 12): Promise<Told> {
    const id = randomUUID();
    const mailbox = `${id}@letters.example`;
    await owner.query(`insert into "user" (id, name, email, "emailVerified") values ($1, '', $2, true)`, [id, mailbox]);
    await owner.query("insert into person (id, zone) values ($1, $2)", [id, zoneWhereItIs(hour)]);
    const authorization = `Bearer ${await makeToken(db, id)}`;
    const ask = (path: string, fields?: Record<string, string>) =>
      fetch(url + path, {
        redirect: "manual",
        headers: { authorization, origin: url },
        ...(fields ? { method: "POST", body: new URLSearchParams(fields) } : {}),
      });
    return { id, mailbox, ask };
  }
  async function later(): Promise<void> {
    const heard = "select from fact f, fact_listener l where l.name = 'notifications' and (f.tx, f.id) > (l.heard_tx, l.heard_id) limit 1";
    while (((await owner.query(heard)).rowCount ?? 0) > 0) await new Promise((done) => setTimeout(done, 20));
    await owner.query("update notification set since_at = since_at - interval '1 hour' where told_at is null");
    await owner.query("update notification_look set look_at = now()");
  }
  async function deliveries({ id }: Told) {
    const kept = "select id, channel, state, turn from notification_delivery where person_id = $1 order by planned_at, channel";
    return (await owner.query<{ id: string; channel: string; state: string; turn: string }>(kept, [id])).rows;
  }
  return { ...place, someone, later, deliveries };
}

/** How she chooses: everything as it is unless said otherwise. */
export const choosing = (chosen: Record<string, string>): Record<string, string> => ({
  pace: "now",
  first: "9",
  second: "18",
  weekday: "1",
  from: "22",
  to: "7",
  most: "3",
  ...chosen,
});
