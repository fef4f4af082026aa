import { createECDH } from "node:crypto";
import { resolve } from "node:path";
import { z } from "zod";
import { Obstacle } from "./obstacle.ts";

const MOST_PROXIES = 10;
const POSTGRES = /^postgres(ql)?:$/;

const url = (protocols: RegExp, example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), `must be an address like ${example}`);

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((number) => number >= least && number <= most, `must be a whole number from ${least} to ${most}`);

const keyOf = (bytes: number, what: string) =>
  z
    .string()
    .refine((text) => /^[\w-]+={0,2}$/.test(text) && Buffer.from(text, "base64url").length === bytes, `must be ${what}, as base64url`);

const Environment = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, "must be a host name or an address, like 127.0.0.1")
    .default("127.0.0.1"),
  KITH_HOME: z.string().default(".kith"),
  KITH_ORIGIN: url(/^https?:$/, "https://kith.example.org")
    .refine((text) => /^\/?$/.test(URL.parse(text)?.pathname ?? "") && !/[?#]/.test(text), "must be an address without a path")
    .optional(),
  KITH_PROXIES: whole(0, MOST_PROXIES).default(0),
  KITH_OFFLINE: z.enum(["yes", "no"], "must be yes or no").default("yes"),
  DATABASE_URL: url(POSTGRES, "postgres://kith_app:password@localhost/kith").optional(),
  DATABASE_OWNER_URL: url(POSTGRES, "postgres://owner:password@localhost/kith").optional(),
  NATS_URL: url(/^(nats|tls|wss?):$/, "nats://localhost:4222").optional(),
  NODE_ENV: z.string().default("development"),
  SMTP_URL: url(/^smtps?:$/, "smtps://user:password@mail.example.org").optional(),
  VAPID_PUBLIC_KEY: keyOf(65, "65 bytes of a P-256 key").optional(),
  VAPID_PRIVATE_KEY: keyOf(32, "32 bytes of a P-256 key").optional(),
  VAPID_SUBJECT: url(/^(mailto|https):$/, "mailto:kith@example.org").optional(),
  VAPID_SERVICES: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine(
      (all) => all.every((one) => /^https?:$/.test(URL.parse(one)?.protocol ?? "") && /^\/?$/.test(URL.parse(one)?.pathname ?? "")),
      "must be addresses without a path, joined by commas",
    )
    .transform((all) => all.map((one) => new URL(one).origin))
    .optional(),
});

/** Everything that whoever runs Kith can set. `home` is absolute; `origin` is undefined where it follows from the port. */
export interface Settings {
  port: number;
  host: string;
  home: string;
  origin: string | undefined;
  /** How many proxies in front of us are trusted to say where a request comes from. */
  proxies: number;
  /** Whether phones may keep pages for when there is no network. */
  keepsPages: boolean;
  /** The two addresses of your own PostgreSQL; undefined where Kith brings its own. `serveUrl` only when it differs from the owner's. */
  database: { ownerUrl: string; serveUrl: string | undefined } | undefined;
  /** Whether this is meant for real people: what invents people refuses to run. */
  isProduction: boolean;
  natsUrl: string | undefined;
  smtpUrl: string | undefined;
  /** How browsers' push services know us. Without keys they are made from the house's own secret. `services` are origins beside the known ones. */
  push: { keys: { publicKey: string; privateKey: string } | undefined; subject: string | undefined; services: readonly string[] };
}

/** Reads the environment, the only place that does. Throws an Obstacle that names the variable. */
export function readSettings(env: Record<string, string | undefined>, root: string): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new Obstacle(`${path.join(".")} ${message}.`, 2);
  }
  const is = parsed.data;
  if (is.DATABASE_OWNER_URL && !is.DATABASE_URL) throw new Obstacle("DATABASE_OWNER_URL needs DATABASE_URL beside it.", 2);
  const keys = pairOf(is.VAPID_PUBLIC_KEY, is.VAPID_PRIVATE_KEY);
  const serveUrl = is.DATABASE_OWNER_URL ? is.DATABASE_URL : undefined;
  const ownerUrl = is.DATABASE_OWNER_URL ?? is.DATABASE_URL;
  return {
    port: is.PORT,
    host: is.HOST,
    home: resolve(root, is.KITH_HOME),
    origin: is.KITH_ORIGIN === undefined ? undefined : new URL(is.KITH_ORIGIN).origin,
    proxies: is.KITH_PROXIES,
    keepsPages: is.KITH_OFFLINE === "yes",
    database: ownerUrl === undefined ? undefined : { ownerUrl, serveUrl },
    isProduction: is.NODE_ENV === "production",
    natsUrl: is.NATS_URL,
    smtpUrl: is.SMTP_URL,
    push: { keys, subject: is.VAPID_SUBJECT, services: is.VAPID_SERVICES ?? [] },
  };
}

/** A public key that does not belong to the private one would be noticed only by push services, one notice at a time. */
function pairOf(publicKey: string | undefined, privateKey: string | undefined): { publicKey: string; privateKey: string } | undefined {
  if (publicKey === undefined && privateKey === undefined) return undefined;
  if (publicKey === undefined) throw new Obstacle("VAPID_PRIVATE_KEY needs VAPID_PUBLIC_KEY beside it.", 2);
  if (privateKey === undefined) throw new Obstacle("VAPID_PUBLIC_KEY needs VAPID_PRIVATE_KEY beside it.", 2);
  const pair = createECDH("prime256v1");
  try {
    pair.setPrivateKey(privateKey, "base64url");
  } catch {
    throw new Obstacle("VAPID_PRIVATE_KEY is no key of the curve P-256.", 2);
  }
  if (!pair.getPublicKey().equals(Buffer.from(publicKey, "base64url")))
    throw new Obstacle("VAPID_PUBLIC_KEY does not belong to VAPID_PRIVATE_KEY.", 2);
  return { publicKey, privateKey };
}

/** The same for a demo town, which lives in a folder of its own. Throws an Obstacle in production: invented people do not mix with real ones. */
export function demoSettings(env: Record<string, string | undefined>, root: string): Settings {
  const settings = readSettings({ ...env, KITH_HOME: env["KITH_HOME"]?.trim() || ".kith-demo" }, root);
  if (settings.isProduction)
    throw new Obstacle("A demo town is invented, and NODE_ENV is production. It does not mix with real people.", 2);
  return settings;
}
