import { createHash, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { keyFor, seal } from "#foundation/sealing";
import { subscriberAt } from "./push-receiver.ts";

/** What each person who is due must get, exactly once: a letter to this mailbox, or a push at this path. */
export interface Due {
  mailboxes: string[];
  paths: string[];
}

const MOST_AT_ONCE = 1_000;

/** Lets `count` invented people be in a room: half of them want letters, half push, all at once and at any hour. */
export async function letManyListen(
  owner: Client,
  { secret, space, count, service }: { secret: string; space: string; count: number; service: string },
): Promise<Due> {
  const key = keyFor(secret, "devices");
  const { p256dh, auth } = subscriberAt(service); // one pair of keys for all: where they are reached is what differs
  const people = Array.from({ length: count }, (_, index) => ({ id: randomUUID(), isByMail: index % 2 === 0 }));
  for (let at = 0; at < count; at += MOST_AT_ONCE) {
    const some = people.slice(at, at + MOST_AT_ONCE);
    const ids = some.map(({ id }) => id);
    const byPush = some.filter(({ isByMail }) => !isByMail).map(({ id }) => id);
    const sealed = byPush.map((id) => seal(key, JSON.stringify({ endpoint: `${service}/push/${id}`, keys: { p256dh, auth } })));
    const hashes = byPush.map((id) => createHash("sha256").update(`${service}/push/${id}`).digest());
    await owner.query(
      `insert into "user" (id, name, email, "emailVerified") select id, '', id || '@letters.example', true from unnest($1::uuid[]) as p (id)`,
      [ids],
    );
    await owner.query("insert into person (id) select * from unnest($1::uuid[])", [ids]);
    await owner.query(
      `with m as (insert into space_member (space_id, person_id, alias, alias_folded) select $2, id, id::text, id::text from unnest($1::uuid[]) as p (id) returning id)
       insert into space_place (member_id, space_id) select id, $2 from m`,
      [ids, space],
    );
    await owner.query(
      "insert into notification_choice (person_id, by_mail, by_push, quiet_from, quiet_to) select id, not id = any ($2), id = any ($2), 0, 0 from unnest($1::uuid[]) as p (id)",
      [ids, byPush],
    );
    await owner.query(
      "insert into notification_device (person_id, session_id, endpoint_hash, sealed) select id, id, hash, sealed from unnest($1::uuid[], $2::bytea[], $3::text[]) as d (id, hash, sealed)",
      [byPush, hashes, sealed],
    );
  }
  return {
    mailboxes: people.filter(({ isByMail }) => isByMail).map(({ id }) => `${id}@letters.example`),
    paths: people.filter(({ isByMail }) => !isByMail).map(({ id }) => `/push/${id}`),
  };
}

/** Whatever waits untold has waited its minute, for everyone at once. Call it when `count` people wait. */
export async function letAllBeDue(owner: Client, count: number): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ waiting: number }>("select count(*)::int as waiting from notification where told_at is null");
    if ((rows[0]?.waiting ?? 0) >= count) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  await owner.query("begin");
  await owner.query("update notification set since_at = since_at - interval '1 hour'");
  await owner.query("update notification_look set look_at = now()");
  await owner.query("commit");
}

export interface Tally {
  /** People who got nothing. */
  lost: number;
  /** Letters beyond the first under one Message-ID, and pushes beyond the first of one turn to one browser. */
  doubled: number;
  /** Everything that came, less the people it came to: what a receiver that compares nothing would show twice. */
  raw: number;
  came: number;
}

/** Compares what was to come with what came: letters as [mailbox, Message-ID], pushes by their path. */
export function tally(
  { mailboxes, paths }: Due,
  letters: readonly { to: string; messageId: string }[],
  pushes: readonly { path: string }[],
): Tally {
  const [mailed, pushed] = [new Set(letters.map(({ to }) => to)), new Set(pushes.map(({ path }) => path))];
  const lost = mailboxes.filter((mailbox) => !mailed.has(mailbox)).length + paths.filter((path) => !pushed.has(path)).length;
  const ids = new Set(letters.map(({ messageId }) => messageId));
  const raw = letters.length - mailed.size + (pushes.length - pushed.size);
  return { lost, doubled: ids.size - mailed.size, raw, came: letters.length + pushes.length };
}
