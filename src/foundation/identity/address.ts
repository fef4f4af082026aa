import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/**
 * Who is at the other end of the wire: the socket's peer, or what the last `proxies` hops in front of us say; what lies beyond them is not
 * believed. Undefined when there is no wire: the house asks itself.
 */
export function addressOf(c: Context, proxies: number): string | undefined {
  const peer = c.env?.incoming ? getConnInfo(c).remote.address : undefined;
  const said = (c.req.header("x-forwarded-for") ?? "").split(",").map((one) => one.trim());
  const farthest = proxies > 0 ? (said.at(-proxies) ?? said[0] ?? "") : "";
  return isIP(farthest) ? plain(farthest) : peer && plain(peer);
}

/** An IPv4 address that arrived in an IPv6 coat is the same address. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, "").toLowerCase();

/** The two circles an address lies in: one household, and one network around it. Hashed, because an address is a person's place. */
export function circlesOf(address: string, secret: string): { household: string; network: string } {
  const hash = (text: string) => createHmac("sha256", secret).update(`address ${text}`).digest("base64url").slice(0, 22);
  if (!address.includes(":")) return { household: hash(address), network: hash(address.split(".").slice(0, 3).join(".")) };
  const groups = expand(address);
  return { household: hash(groups.slice(0, 4).join(":")), network: hash(groups.slice(0, 3).join(":")) };
}

/** All eight groups of an IPv6 address. */
function expand(address: string): string[] {
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => "0"), ...after].map((group) => group.replace(/^0+(?=.)/, ""));
}
