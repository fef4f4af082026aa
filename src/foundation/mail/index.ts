import { createTransport } from "nodemailer";
import { z } from "zod";
import { asWorker, type Database } from "#foundation/database";
import { attend, hand, type Jobs } from "#foundation/jobs";
import { keyFor, seal, unseal } from "#foundation/sealing";

const QUEUE = "mail";
const WAIT_MS = 20_000;

const Letter = z.object({ to: z.string(), subject: z.string(), text: z.string(), onlyIfKnown: z.boolean() });
/** Plain text to one mailbox. `onlyIfKnown`: it goes out only to a mailbox that is someone's here. */
export type Letter = z.infer<typeof Letter>;

export type Mail = Awaited<ReturnType<typeof openMail>>;

export interface MailOptions {
  db: Database;
  jobs: Jobs;
  secret: string;
  /** `smtp://…` or `smtps://…`; `?from=` gives the sender's mailbox, else it is kith@ our own host. */
  smtpUrl: string;
  origin: string;
  /** Whether a mailbox is anyone's here; asked by the worker, so that asking for a letter takes equally long for known and unknown. */
  isKnown: (mailbox: string) => Promise<boolean>;
}

/** A letter with an id of its own, which stays the same when it is sent again, and with further headers. */
export interface Sent extends Omit<Letter, "onlyIfKnown"> {
  id?: string;
  headers?: Record<string, string>;
}

/** Speaks with the mail server. `send` ends when the server has taken the letter, and throws when it has not, or when nobody knows. */
export function openPost({ smtpUrl, origin }: Pick<MailOptions, "smtpUrl" | "origin">) {
  const url = new URL(smtpUrl);
  const from = { name: "Kith", address: url.searchParams.get("from") ?? `kith@${new URL(origin).hostname}` };
  url.searchParams.delete("from");
  const transport = createTransport({ url: url.href, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS });
  const host = from.address.split("@").at(-1) ?? "localhost";
  async function send({ id, headers, ...letter }: Sent): Promise<void> {
    const messageId = id === undefined ? {} : { messageId: `<${id}@${host}>` };
    await transport.sendMail({ from, ...letter, ...messageId, headers: { "Auto-Submitted": "auto-generated", ...headers } });
  }
  return { send };
}
export type Post = ReturnType<typeof openPost>;

/** Sends letters from a durable queue, each in plain text, under a subject and a sender's name that tell nobody what Kith is about. */
export async function openMail({ db, jobs, secret, smtpUrl, origin, isKnown }: MailOptions) {
  const key = keyFor(secret, "mail");
  const { send } = openPost({ smtpUrl, origin });

  await attend<{ sealed: string }>(jobs, QUEUE, async ({ sealed }) => {
    const letter = unseal(key, sealed); // a letter sealed with an older secret opens no more, and its link would not work either
    if (letter === undefined) return;
    const { to, subject, text, onlyIfKnown } = Letter.parse(JSON.parse(letter));
    if (onlyIfKnown && !(await isKnown(to))) return;
    await send({ to, subject, text });
  });

  /** Puts a letter into the queue; it goes out even if the house stops in between. */
  async function post(letter: Letter): Promise<void> {
    const sealed = seal(key, JSON.stringify(letter));
    await asWorker(db, (tx) => hand(jobs, tx, QUEUE, { sealed }));
  }
  return { post };
}
