import { createHmac, timingSafeEqual } from "node:crypto";

const TOKEN = /^[\w-]{16,128}$/;

/** The session cookie of an origin. `__Host-` ties it to this host and to https; without https there is no such tie to be had. */
export const cookieNameFor = (origin: string): string => (origin.startsWith("https:") ? "__Host-kith" : "kith");

/** The value of one cookie, as it was sent. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined;
  const start = header.startsWith(`${name}=`) ? 0 : header.indexOf(`; ${name}=`);
  if (start < 0) return undefined;
  const from = header.indexOf("=", start) + 1;
  const to = header.indexOf(";", from);
  return header.slice(from, to < 0 ? undefined : to);
}

/** The token in a cookie's value: what stands before its signature. */
export function tokenIn(value: string): string | undefined {
  const token = value.slice(0, Math.max(0, value.indexOf(".")));
  return TOKEN.test(token) ? token : undefined;
}

/** Whether we signed this value, so that a forged one costs no query. */
export function isSigned(value: string, secret: string): boolean {
  const [token = "", signature = ""] = decoded(value).split(".");
  const ours = createHmac("sha256", secret).update(token).digest();
  const theirs = Buffer.from(signature, "base64");
  return theirs.length === ours.length && timingSafeEqual(theirs, ours);
}

/** The same cookies without one. */
export const withoutCookie = (header: string, name: string): string =>
  header
    .split("; ")
    .filter((one) => !one.startsWith(`${name}=`))
    .join("; ");

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
