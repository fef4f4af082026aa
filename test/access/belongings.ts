import { createHash, randomBytes, randomUUID } from "node:crypto";
import { makeToken, tokensOf } from "#foundation/identity";
import { SECRET } from "#test/cluster";
import type { TestHouse, Visitor } from "#test/house";
import { tokenFor } from "../../src/listeners/notifications/unsubscribe.ts";
import { visitorOf, type Proof, type Town } from "./town.ts";

/** What belongs to a person alone, and may be named in an address: a session, a key, a passkey, a letter's token. */
export interface Belongings {
  session: string;
  key: string;
  passkey: string;
  letter: string;
  /** A report she made. */
  receipt: string;
  /** A browser of hers that is told. */
  device: string;
  /** What stands in her letters, and ends them. */
  ending: string;
}

/** What belongs to nobody. */
export const noBelongings = (): Belongings => ({
  session: randomUUID(),
  key: randomUUID(),
  passkey: randomUUID(),
  letter: randomBytes(32).toString("base64url"),
  receipt: randomUUID(),
  device: randomUUID(),
  ending: randomBytes(64).toString("base64url"),
});

/** Signs someone in as with her phrase, just now; what she asks from then on carries the cookie. */
export async function freshIn(house: TestHouse, visitor: Visitor): Promise<Proof> {
  const answer = await house.stranger.json("/api/session", { token: visitor.token });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  await house.owner.query('update session set "createdAt" = now() where "userId" = $1', [visitor.id]);
  return { cookie: cookie.join("; ") };
}

/** Gives someone one more of each, none of which is the one she asks with. */
export async function belongingsOf(house: TestHouse, visitor: Visitor): Promise<Belongings> {
  const { owner } = house;
  await freshIn(house, visitor);
  const newest = 'select id from session where "userId" = $1 order by "updatedAt" desc, id limit 1';
  const { rows: sessions } = await owner.query<{ id: string }>(newest, [visitor.id]);
  await owner.query("delete from access_token where person_id = $1 and label = 'spare'", [visitor.id]);
  await makeToken(house.db, visitor.id, "spare");
  const spare = (await tokensOf(house.db, visitor.id)).find(({ label }) => label === "spare");
  const passkey = `insert into passkey ("publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
    values ('none', $1, gen_random_uuid()::text, 0, 'singleDevice', false) returning id`;
  const { rows: passkeys } = await owner.query<{ id: string }>(passkey, [visitor.id]);
  return {
    session: sessions[0]!.id,
    key: spare!.id,
    passkey: passkeys[0]!.id,
    letter: await letterTo(house, visitor),
    receipt: await reportBy(house, visitor),
    device: await deviceOf(house, visitor),
    ending: tokenFor(SECRET, visitor.id),
  };
}

async function deviceOf({ owner }: TestHouse, { id }: Visitor): Promise<string> {
  await owner.query("delete from notification_device where person_id = $1", [id]);
  const device =
    "insert into notification_device (person_id, session_id, endpoint_hash, sealed) values ($1, $1, uuid_send(gen_random_uuid()), 'sealed') returning id";
  return (await owner.query<{ id: string }>(device, [id])).rows[0]!.id;
}

/** A report of hers about somebody's words in a room that is over for her: what is kept of it stands in no room's page. */
export async function reportBy({ owner }: TestHouse, { id }: Visitor): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `with theirs as (select m.* from space_message m join space_member a on a.id = m.member_id and a.person_id <> $1 order by m.seq desc limit 1)
    insert into moderation_report (number, reporter_id, reporter_alias, space_id, message_id, member_id, reported_id, alias, said, said_at, reason)
    select (select coalesce(max(number), 10000000) + 1 from moderation_report), $1, 'Tellerbird', t.space_id, t.id, t.member_id, a.person_id,
      'Saidbird', 'Copybird', t.said_at, 'hurts' from theirs t join space_member a on a.id = t.member_id
    on conflict (reporter_id, message_id) do update set claimed_by = null, claimed_at = null returning id`,
    [id],
  );
  return rows[0]!.id;
}

/** A letter that proves a mailbox, as it lies there unread. */
async function letterTo({ owner }: TestHouse, visitor: Visitor): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("base64url");
  await owner.query(`insert into verification (identifier, value, "expiresAt") values ($1, $2, now() + interval '5 minutes')`, [
    `mailbox:${hash}`,
    JSON.stringify({ personId: visitor.id, mailbox: `${randomUUID()}@letters.example` }),
  ]);
  return token;
}

/** What the stewards keep: an organisation, somebody's role in it, and the offer of one. */
export interface Office {
  organisation: string;
  grant: string;
  ownGrant: string;
  offered: string;
  /** A report that waits for an answer. */
  report: string;
  /** What was beside it. */
  reported: string;
  /** A number of help. */
  number: string;
}

export const noOffice = (): Office => ({
  organisation: randomUUID(),
  grant: randomUUID(),
  ownGrant: randomUUID(),
  offered: randomBytes(16).toString("base64url"),
  report: randomUUID(),
  reported: randomUUID(),
  number: randomUUID(),
});

export async function officeIn(house: TestHouse, town: Town): Promise<Office> {
  const { owner } = house;
  const steward = visitorOf(town, "steward");
  const name = `Officebird ${randomUUID().slice(0, 8)}`;
  const { rows: organisations } = await owner.query<{ id: string }>("insert into organisation (name) values ($1) returning id", [name]);
  const organisation = organisations[0]!.id;
  const granted = `insert into person_role (person_id, role, scope, scope_id, known_as) values ($1, 'navigator', 'organisation', $2, $3) returning id`;
  const { rows: grants } = await owner.query<{ id: string }>(granted, [town.another.id, organisation, `Workbird ${name}`]);
  const { rows: own } = await owner.query<{ id: string }>("select id from person_role where person_id = $1 and role = 'steward'", [
    steward.id,
  ]);
  const offer = await steward.json("/network/roles", { knownAs: "Ivy", offer: `navigator organisation ${organisation}` });
  const offered = /roles\/([\w-]{22})"/.exec(await offer.text())?.[1];
  if (!offered) throw new Error("No role was offered.");
  const report = await reportBy(house, town.waiting);
  const beside = "select f.id from space_file f join moderation_report r on r.message_id = f.message_id where r.id = $1";
  const { rows: files } = await owner.query<{ id: string }>(beside, [report]);
  const reported = files[0]?.id ?? randomUUID();
  await owner.query("update moderation_report set openers = array(select id from person) where id = $1", [report]); // whoever might open it did
  return { organisation, grant: grants[0]!.id, ownGrant: own[0]!.id, offered, report, reported, number: await numberIn(house) };
}

/** One that nobody has confirmed. */
async function numberIn({ owner }: TestHouse): Promise<string> {
  await owner.query("delete from help_number where source = 'Numberbird'");
  const entered = `insert into help_number (country, kind, name, phone, hours, languages, source)
    values ('GB', 'crisis', 'Callbird', '+44 20 7946 0001', 'day', 'English', 'Numberbird') returning id`;
  return (await owner.query<{ id: string }>(entered)).rows[0]!.id;
}
