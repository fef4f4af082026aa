import { createECDH } from "node:crypto";
import { expect, test } from "vitest";
import { readSettings } from "./environment.ts";
import { Obstacle } from "./obstacle.ts";

test("without any setting, Kith serves this machine from a folder of its own", () => {
  expect(readSettings({}, "/srv/kith")).toEqual({
    port: 3000,
    host: "127.0.0.1",
    home: "/srv/kith/.kith",
    origin: undefined,
    proxies: 0,
    keepsPages: true,
    database: undefined,
    isProduction: false,
    natsUrl: undefined,
    smtpUrl: undefined,
    push: { keys: undefined, subject: undefined, services: [] },
  });
  expect(readSettings({ PORT: "", KITH_HOME: " " }, "/srv/kith"), "empty is as good as unset").toMatchObject({
    port: 3000,
    home: "/srv/kith/.kith",
  });
});

test("one database address serves and migrates; two part the work", () => {
  const app = "postgres://kith_app:x@db/kith";
  const owner = "postgresql://owner:x@db/kith";
  expect(readSettings({ DATABASE_URL: app }, "/").database).toEqual({ ownerUrl: app, serveUrl: undefined });
  expect(readSettings({ DATABASE_URL: app, DATABASE_OWNER_URL: owner }, "/").database).toEqual({ ownerUrl: owner, serveUrl: app });
});

test("an origin is kept without its slash", () => {
  expect(readSettings({ KITH_ORIGIN: "https://Kith.example.org/" }, "/").origin).toBe("https://kith.example.org");
});

test.for([
  ["PORT", "eighty"],
  ["PORT", "70000"],
  ["PORT", "-1"],
  ["HOST", "a b"],
  ["KITH_ORIGIN", "kith.example.org"],
  ["KITH_ORIGIN", "ftp://kith.example.org"],
  ["KITH_ORIGIN", "https://kith.example.org/kith"],
  ["KITH_ORIGIN", "https://kith.example.org/?a"],
  ["KITH_PROXIES", "all"],
  ["KITH_OFFLINE", "perhaps"],
  ["KITH_PROXIES", "11"],
  ["DATABASE_URL", "mysql://localhost/kith"],
  ["DATABASE_URL", "host=localhost dbname=kith"],
  ["DATABASE_OWNER_URL", "postgres://localhost/kith"],
  ["SMTP_URL", "mail.example.org"],
  ["VAPID_PUBLIC_KEY", "short"],
  ["VAPID_PRIVATE_KEY", Buffer.alloc(32).toString("base64url")],
  ["VAPID_SUBJECT", "kith@example.org"],
  ["VAPID_SERVICES", "https://push.example.org/path"],
  ["NATS_URL", "localhost"],
] as const)("%s=%s is refused in a sentence that names it", ([name, value]) => {
  const read = () => readSettings({ [name]: value }, "/");
  expect(read).toThrow(Obstacle);
  expect(read).toThrow(new RegExp(`^${name} [^\\n]+\\.$`));
  expect(read).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test("a pair of keys for push is taken only when its halves belong together", () => {
  const [one, other] = [createECDH("prime256v1"), createECDH("prime256v1")];
  const [publicKey, stranger] = [one.generateKeys("base64url"), other.generateKeys("base64url")];
  const privateKey = one.getPrivateKey("base64url").padStart(43, "A");
  const keys = (VAPID_PUBLIC_KEY: string) => readSettings({ VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY: privateKey }, "/").push.keys;
  expect(keys(publicKey)).toEqual({ publicKey, privateKey });
  expect(() => keys(stranger)).toThrow(/^VAPID_PUBLIC_KEY [^\n]+\.$/);
  expect(() => readSettings({ VAPID_PUBLIC_KEY: publicKey }, "/")).toThrow(/^VAPID_PUBLIC_KEY [^\n]+\.$/);
});
