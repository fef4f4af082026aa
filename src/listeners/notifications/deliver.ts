import { sql } from "kysely";
import { z } from "zod";
import { asWorker, type Database, type Transaction } from "#foundation/database";
import { mailboxOf } from "#foundation/identity";
import { attend, type Jobs, type Persistence } from "#foundation/jobs";
import type { Post } from "#foundation/mail";
import { keyFor } from "#foundation/sealing";
import { columns, type Choice } from "./choice.ts";
import { opened } from "./device.ts";
import { howTold, type HowTold } from "./how-told.ts";
import { letterFor, pushFor } from "./said.ts";
import { Untaken, type Push } from "./push.ts";
import type { Channel } from "./tables.ts";
import { liveSeconds } from "./turn.ts";

export const QUEUE = "notifications";
/** Two days of tries; a sending takes at most half a minute, and whoever takes longer has died. */
const PERSISTENCE: Persistence = { tries: 60, firstPause: 5, longestPause: 3_600, mostSeconds: 45, atOnce: 10 };
const SENDING_SECONDS = 30;

/** What delivering stands on. Without `post` no letters go out; they are dropped. */
export interface Carriers {
  db: Database;
  origin: string;
  secret: string;
  post: Post | undefined;
  push: Push;
}

/** One thing that is being sent now, by nobody else. */
interface Sending {
  id: string;
  personId: string;
  channel: Channel;
  deviceId: string | null;
  sealed: string | null;
  choice: Choice;
  how: HowTold;
}

/** Gives the queue its worker. */
export async function openDelivering(jobs: Jobs, carriers: Carriers): Promise<void> {
  await attend<{ delivery: string }>(jobs, QUEUE, ({ delivery }) => deliver(carriers, delivery), PERSISTENCE);
}

/**
 * Sends one delivery, and writes down before that it is being sent and after that it was. Throws when it is to be tried again. Where a
 * crash leaves it open whether it was taken, it is sent again after half a minute under the same id: see the record on deliveries.
 */
export async function deliver(carriers: Carriers, id: string): Promise<void> {
  const sending = await asWorker(carriers.db, (tx) => claim(tx, id));
  if (sending === undefined) return;
  const answer = await (sending.channel === "push" ? pushed(carriers, sending) : posted(carriers, sending)).catch(
    async (error: unknown) => {
      if (error instanceof Untaken) await giveBack(carriers.db, id);
      throw error;
    },
  );
  await end(carriers.db, id, answer === "taken" ? "sent" : "dropped", answer === "gone" ? sending.deviceId : null);
}

/** Undefined when there is nothing to send any more. Throws when somebody sends it at this moment. */
async function claim(tx: Transaction, id: string): Promise<Sending | undefined> {
  const { rows } = await sql<{ personId: string; channel: Channel; deviceId: string | null; isBusy: boolean }>`
    select person_id as "personId", channel, device_id as "deviceId",
      state = 'sending' and sending_at > now() - make_interval(secs => ${SENDING_SECONDS}) as "isBusy"
    from notification_delivery where id = ${id} and state in ('planned', 'sending') for update`.execute(tx);
  const [found] = rows;
  if (!found) return undefined;
  if (found.isBusy) throw new Untaken("It is being sent by someone else.");
  const { personId, channel, deviceId } = found;
  const choice = await tx.selectFrom("notification_choice").select(columns).where("person_id", "=", personId).executeTakeFirst();
  const device = deviceId && (await tx.selectFrom("notification_device").select("sealed").where("id", "=", deviceId).executeTakeFirst());
  const how = (await howTold(tx, [personId])).get(personId);
  const isWanted = choice && (channel === "push" ? choice.byPush && device : choice.byMail);
  if (!isWanted || !how || !(await stillWaits(tx, personId))) {
    await tx.updateTable("notification_delivery").set({ state: "dropped", ended_at: new Date() }).where("id", "=", id).execute();
    return undefined;
  }
  await sql`update notification_delivery set state = 'sending', sending_at = now(), tries = tries + 1 where id = ${id}`.execute(tx);
  return { id, personId, channel, deviceId, sealed: device ? device.sealed : null, choice, how };
}

/** Whether anything that she was to be told of is still unseen: who came by herself need not be called. */
async function stillWaits(tx: Transaction, personId: string): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`select exists (
      select from notification n
        left join space_member m on n.kind = 'room' and m.person_id = n.person_id and m.space_id = n.subject and m.ended_at is null
        left join space_place p on p.member_id = m.id left join space_counter c on c.space_id = m.space_id
        where n.person_id = ${personId} and (n.kind <> 'room' or is_new_to(m.id, m.space_id, p.read_seq + 1, c.last_seq))
    ) as waits`.execute(tx);
  return rows[0]?.waits === true;
}

/** What nodemailer tells of a failure. A server that has answered "no" did not take the letter; one that fell silent may have. */
const Failure = z.looseObject({
  responseCode: z.number().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
});

type Answer = "taken" | "gone" | "no-way";

async function pushed({ secret, push }: Carriers, { sealed, choice, how }: Sending): Promise<Answer> {
  const subscription = sealed === null ? undefined : opened(keyFor(secret, "devices"), sealed);
  if (!subscription) return "gone"; // sealed under another secret
  return await push.send(subscription, pushFor(how), liveSeconds(choice, how.zone, new Date()));
}

async function posted({ db, post, origin, secret }: Carriers, { id, personId, how }: Sending): Promise<Answer> {
  const mailbox = post && (await mailboxOf(db, personId));
  if (!post || mailbox === undefined) return "no-way";
  try {
    await post.send({ id, to: mailbox, ...letterFor(how, { origin, secret, personId }) });
    return "taken";
  } catch (error) {
    const { responseCode, command, syscall, code } = Failure.parse(error);
    if (responseCode !== undefined && responseCode >= 500 && (command === "RCPT TO" || command === "DATA")) return "no-way";
    const isUntaken = responseCode !== undefined || syscall === "connect" || code === "EDNS";
    throw isUntaken ? new Untaken("The mail server did not take it.", { cause: error }) : error;
  }
}

async function giveBack(db: Database, id: string): Promise<void> {
  const hers = db.worker.updateTable("notification_delivery").set({ state: "planned" }).where("id", "=", id).where("state", "=", "sending");
  await hers.execute();
}

async function end(db: Database, id: string, state: "sent" | "dropped", gone: string | null): Promise<void> {
  await asWorker(db, async (tx) => {
    await sql`update notification_delivery set state = ${state}, ended_at = now() where id = ${id}`.execute(tx);
    if (gone !== null) await tx.deleteFrom("notification_device").where("id", "=", gone).execute();
  });
}
