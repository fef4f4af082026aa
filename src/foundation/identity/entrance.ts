import type { Context } from "hono";
import { z } from "zod";
import type { Database } from "#foundation/database";
import type { Locale } from "#foundation/language";
import type { Mail } from "#foundation/mail";
import { Refusal } from "#foundation/refusal";
import { openAccount, renewPhrase } from "./account.ts";
import { addressOf } from "./address.ts";
import { cookieIn, withoutCookie } from "./cookie.ts";
import type { Deed, Limits } from "./limits.ts";
import type { openLookUp, Who } from "./look-up.ts";
import { openMailboxProof } from "./mailbox-proof.ts";
import { ADDRESS, FRESH_SECONDS, type Wording } from "./options.ts";
import { credentialsOf, readPhrase } from "./phrase.ts";
import { forgetPhone, forgetting } from "./phone.ts";
import { tidy } from "./tidy.ts";
import { endSession, signedInAt } from "./sessions.ts";

/** better-auth as far as we ask it: at its own front door, where its limits hold. */
interface Auth {
  handler(request: Request): Promise<Response>;
}

export interface EntranceOptions {
  db: Database;
  auth: Auth;
  lookUp: ReturnType<typeof openLookUp>;
  limits: Limits;
  origin: string;
  secret: string;
  proxies: number;
  cookieName: string;
  mail: Mail | undefined;
}

/** What better-auth answers to whoever is let in. */
const SignedIn = z.object({ user: z.object({ id: z.string() }) });

const SignedInByKey = z.object({ session: z.object({ userId: z.string() }) });

/** What the browser itself may ask of better-auth; everything else goes through our own pages. */
const PASSKEY_STEPS = new Set([
  "GET passkey/generate-register-options",
  "POST passkey/verify-registration",
  "GET passkey/generate-authenticate-options",
  "POST passkey/verify-authentication",
]);

/** The ways in and out. Each that lets someone in sets the cookie of a new session and ends the one that this browser had before. */
export class Entrance {
  readonly #house: EntranceOptions;
  readonly #proof: ReturnType<typeof openMailboxProof>;

  constructor(house: EntranceOptions) {
    this.#house = house;
    this.#proof = openMailboxProof(house);
  }

  get hasMail(): boolean {
    return this.#house.mail !== undefined;
  }

  /** Answers the browser's steps of a passkey ceremony, and nothing else of better-auth. Undefined when it is none of them. */
  async passkeyStep(c: Context): Promise<Response | undefined> {
    const path = c.req.path.slice("/identity/".length);
    const method = c.req.method === "POST" ? "POST" : "GET";
    if (!PASSKEY_STEPS.has(`${c.req.method} ${path}`)) return undefined;
    if (method === "POST") await this.#count(c, "enter");
    const before = path === "passkey/verify-authentication" ? await this.#whoAsks(c) : undefined;
    const answer = await this.#ask(c, method, path + new URL(c.req.url).search, method === "POST" ? await c.req.text() : undefined);
    if (before && answer.ok) await endSession(this.#house.db, before.personId, before.sessionId);
    if (path === "passkey/verify-authentication" && answer.ok)
      return (await isOf(answer, before)) ? answer : forgetting(answer, before ? ["cache"] : []);
    return path === "passkey/generate-register-options" && answer.ok ? await named(answer) : answer;
  }

  /** Opens an account and signs its person in. Returns the phrase, which cannot be read back later. */
  async join(c: Context, locale: Locale, alongside: Parameters<typeof openAccount>[2]): Promise<{ personId: string; phrase: string }> {
    await this.#count(c, "join");
    const { db, secret } = this.#house;
    const made = await openAccount(db, { locale, secret }, alongside);
    const body = credentialsOf(readPhrase(made.phrase) ?? "", secret);
    await this.#letIn(c, { method: "POST", path: "sign-in/username", body, isTry: false }, closed);
    return made;
  }

  /** Signs in by the phrase alone. Whether it is someone's or nobody's, the answer and its time are the same. */
  async enterByPhrase(c: Context, typed: string): Promise<{ personId: string }> {
    const phrase = readPhrase(typed);
    if (!phrase) throw new Refusal("invalid", "This is no recovery phrase.", { faults: { phrase: "fault.phrase-form" } });
    const no = () => new Refusal("invalid", "This phrase opens nothing.", { faults: { phrase: "fault.phrase-unknown" } });
    const body = credentialsOf(phrase, this.#house.secret);
    return await this.#letIn(c, { method: "POST", path: "sign-in/username", body }, no);
  }

  /** Sends a link to a mailbox if it is someone's here; the answer is the same if it is not. */
  async sendLink(c: Context, mailbox: string, wording: Wording): Promise<void> {
    await this.#count(c, "write");
    if (!this.hasMail || !(await this.#house.limits.mayWriteTo(mailbox))) return;
    const answer = await this.#ask(c, "POST", "sign-in/magic-link", JSON.stringify({ email: mailbox, metadata: wording }));
    if (!answer.ok) throw new Refusal("unavailable", "That did not work just now.");
  }

  /** Signs in by the token of a link: once, and within a quarter of an hour. */
  async enterByLink(c: Context, token: string): Promise<{ personId: string }> {
    const no = () => new Refusal("invalid", "This link is used or too old.", { faults: { link: "fault.link" } });
    return await this.#letIn(c, { method: "GET", path: `magic-link/verify?token=${encodeURIComponent(token)}` }, no);
  }

  /** Changes an access token for a session's cookie. Only a wrong one is a try: 256 random bits are not guessed, and scripts act for many. */
  async enterByToken(c: Context, token: string): Promise<{ personId: string }> {
    const who = await this.#house.lookUp.byAccessToken(token);
    if (!who) await this.#count(c, "enter");
    if (!who) throw closed();
    await this.#letIn(c, { method: "POST", path: "sign-in/access-token", body: { token }, isTry: false }, closed);
    return { personId: who.personId };
  }

  /** Ends this browser's session, at once and everywhere, and takes its cookie back. */
  async leave(c: Context): Promise<void> {
    const who = await this.#whoAsks(c);
    if (who) await endSession(this.#house.db, who.personId, who.sessionId);
    forgetPhone(c, ["cache"]);
    const secure = this.#house.origin.startsWith("https:") ? "; Secure" : "";
    c.header("set-cookie", `${this.#house.cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure}`, { append: true });
  }

  /** Takes back the cookie of a session that has ended, and what this browser keeps of it. */
  async forgetEnded(c: Context): Promise<void> {
    const hasCookie = cookieIn(c.req.header("cookie"), this.#house.cookieName) !== undefined;
    if (hasCookie && !(await this.#whoAsks(c))) await this.leave(c);
  }

  /** Whether she signed in within the last day; only then may she change how one comes in. */
  async isFresh({ sessionId }: Who): Promise<boolean> {
    const at = await signedInAt(this.#house.db, sessionId);
    return at !== undefined && Date.now() - at.getTime() < FRESH_SECONDS * 1_000;
  }

  async renewPhrase({ personId, sessionId }: Who, locale: Locale): Promise<string> {
    const { db, secret } = this.#house;
    return await renewPhrase(db, personId, sessionId, { locale, secret });
  }

  /** Writes to a mailbox that she says is hers, whoever's it is. */
  async proveMailbox(c: Context, { personId }: Who, mailbox: string, wording: Wording): Promise<void> {
    await this.#proof.ask(addressOf(c, this.#house.proxies), personId, mailbox, wording);
  }

  async confirmMailbox({ personId }: Who, token: string): Promise<boolean> {
    return await this.#proof.confirm(personId, token);
  }

  #whoAsks(c: Context): Promise<Who | undefined> {
    return this.#house.lookUp.whoIs(c.req.header("cookie"), undefined);
  }

  async #count(c: Context, deed: Deed): Promise<void> {
    await this.#house.limits.count(deed, addressOf(c, this.#house.proxies));
  }

  async #ask(c: Context, method: "GET" | "POST", path: string, body?: string, isTry = true): Promise<Response> {
    const { auth, origin, proxies, cookieName } = this.#house;
    const headers = new Headers({ origin, "content-type": "application/json" });
    const cookie = c.req.header("cookie") ?? "";
    const isLive = (await this.#whoAsks(c)) !== undefined; // a session that lay idle too long is none to better-auth either
    headers.set("cookie", isLive ? cookie : withoutCookie(cookie, cookieName));
    headers.set("user-agent", c.req.header("user-agent") ?? "");
    const address = addressOf(c, proxies);
    if (address && isTry) headers.set(ADDRESS, address);
    return await auth.handler(new Request(`${origin}/identity/${path}`, { method, headers, ...(body === undefined ? {} : { body }) }));
  }

  /** Counts the try, asks, and hands the new session's cookie on. Throws `refused` when the answer is no, too-many when it was tried too often. */
  async #letIn(c: Context, { method, path, body, isTry = true }: Question, refused: () => Refusal): Promise<{ personId: string }> {
    const { db } = this.#house;
    if (isTry) await this.#count(c, "enter");
    const before = await this.#whoAsks(c);
    const answer = await this.#ask(c, method, path, body && JSON.stringify(body), isTry);
    if (answer.status === 429) throw new Refusal("too-many", "There were too many tries. Please wait some minutes.");
    const parsed = answer.ok ? SignedIn.safeParse(await answer.json()) : undefined;
    if (!parsed?.success) throw refused();
    for (const cookie of answer.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
    const personId = parsed.data.user.id;
    if (before) await endSession(db, before.personId, before.sessionId);
    if (before?.personId !== personId) forgetPhone(c, before ? ["cache"] : []); // what someone else left on this phone is not hers to find
    await tidy(db);
    return { personId };
  }
}

interface Question {
  method: "GET" | "POST";
  path: string;
  body?: object;
  /** Whether it counts as a try; it does unless something that cannot be guessed was proved already. */
  isTry?: boolean;
}

/** Whether a passkey let in the same person who was here before. */
async function isOf(answer: Response, before: Who | undefined): Promise<boolean> {
  const { session } = SignedInByKey.parse(await answer.clone().json());
  return session.userId === before?.personId;
}

/** better-auth would have a device show the stand-in for a mailbox; it shall show the name she gave the key. */
async function named(answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  const options = z.looseObject({ user: z.looseObject({ name: z.string() }) }).parse(await answer.json());
  return Response.json({ ...options, user: { ...options.user, displayName: options.user.name } }, { headers });
}

const closed = () => new Refusal("not-known", "Please come in first.");
