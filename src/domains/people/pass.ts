import { createHmac, timingSafeEqual } from "node:crypto";

const LIVES_MS = 3_600_000;

const signature = (key: string, next: string, until: string) => createHmac("sha256", key).update(`pass ${until} ${next}`).digest();

/**
 * Lets a stranger make herself a name although the door is open to invited people only. A room gives it to whoever holds one of its
 * invitations, for the address `next` and for an hour; people need not know what invitations there are.
 */
export function passTo(key: string, next: string, now = Date.now()): string {
  const until = `${now + LIVES_MS}`;
  return `${until}.${signature(key, next, until).toString("base64url")}`;
}

export function isPassTo(key: string, next: string, pass: string, now = Date.now()): boolean {
  const [until = "", signed = ""] = pass.split(".");
  const theirs = Buffer.from(signed, "base64url");
  const ours = signature(key, next, until);
  return Number(until) > now && theirs.length === ours.length && timingSafeEqual(theirs, ours);
}
