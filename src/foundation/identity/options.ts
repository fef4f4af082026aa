import { passkey } from "@better-auth/passkey";
import type { BetterAuthOptions } from "better-auth";
import { magicLink, username } from "better-auth/plugins";
import { z } from "zod";
import type { Database } from "#foundation/database";
import { cookieNameFor } from "./cookie.ts";
import { deviceOf } from "./device.ts";
import type { Limits } from "./limits.ts";
import { tokenSignIn } from "./token-sign-in.ts";

/** The header in which we tell better-auth who asks; whatever a client sends under this name is overwritten. */
export const ADDRESS = "x-kith-address";
const DAY_SECONDS = 24 * 3_600;
/** A session ends after this long whatever she does; how long it may lie idle is counted by our own look-up. */
export const ABSOLUTE_SECONDS = 180 * DAY_SECONDS;
/** Changing how one comes in needs a sign-in of the last day. */
export const FRESH_SECONDS = DAY_SECONDS;
const LINK_SECONDS = 15 * 60;
const LONGEST_PHRASE = 200;

/** The house asking itself, without a wire, is not counted. */
const unlessAtHome = (request: Request, rule: { window: number; max: number }) => (request.headers.get(ADDRESS) ? rule : false);

export interface OptionsFor {
  db: Database;
  origin: string;
  secret: string;
  limits: Limits;
  sendLink: (mailbox: string, token: string, wording: Wording) => Promise<void>;
  personOf: (accessToken: string) => Promise<string | undefined>;
}

/** A letter before its link is known: the link stands where `text` says LINK. */
export const Wording = z.object({ subject: z.string(), text: z.string() });
export type Wording = z.infer<typeof Wording>;
export const LINK = "{{link}}";

/** Everything better-auth is asked to do for us: recovery phrase, e-mail link, passkey. It opens no accounts; `account.ts` does. */
export function optionsFor({ db, origin, secret, limits, sendLink, personOf }: OptionsFor) {
  const isSecure = origin.startsWith("https:");
  return {
    appName: "Kith",
    database: { db: db.identity, type: "postgres", transaction: true },
    baseURL: origin,
    basePath: "/identity",
    secret,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 7, maxPasswordLength: LONGEST_PHRASE },
    session: { expiresIn: ABSOLUTE_SECONDS, disableSessionRefresh: true, freshAge: FRESH_SECONDS, cookieCache: { enabled: false } },
    rateLimit: { enabled: true, customStorage: limits.storage, customRules: { "/**": unlessAtHome } },
    advanced: {
      database: { generateId: "uuid" },
      cookiePrefix: "kith",
      useSecureCookies: false, // it would put a prefix of its own before ours
      defaultCookieAttributes: { secure: isSecure },
      cookies: { session_token: { name: cookieNameFor(origin), attributes: { secure: isSecure, sameSite: "lax", path: "/" } } },
      ipAddress: { ipAddressHeaders: [ADDRESS] },
    },
    databaseHooks: {
      session: {
        create: {
          before: (session) => Promise.resolve({ data: { ...session, ipAddress: "", userAgent: deviceOf(session.userAgent ?? "") } }),
        },
      },
    },
    logger: { level: "error", log: (_level, message) => console.error(`identity: ${message}`) },
    telemetry: { enabled: false },
    plugins: [
      username({ displayUsername: false, maxUsernameLength: 64 }),
      magicLink({
        disableSignUp: true,
        storeToken: "hashed",
        expiresIn: LINK_SECONDS,
        sendMagicLink: ({ email, token, metadata }) => sendLink(email, token, Wording.parse(metadata)),
      }),
      passkey({ rpID: new URL(origin).hostname, rpName: "Kith", origin }),
      tokenSignIn(personOf),
    ],
  } satisfies BetterAuthOptions;
}
