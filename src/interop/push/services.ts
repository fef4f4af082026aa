import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";

/** Hosts of the push services that browsers use; one that begins with a dot stands for every host below it. */
const KNOWN = ["fcm.googleapis.com", "jmt17.google.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"];

const inner = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  inner.addSubnet(net, bits, "ipv4");
const outer = new BlockList();
outer.addSubnet("2000::", 3, "ipv6"); // everything public of IPv6; what is embedded in it below is not
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const)
  inner.addSubnet(net, bits, "ipv6");

/** Whether an address leads out of the house and its network. */
export const isPublic = (address: string): boolean =>
  isIPv6(address) ? outer.check(address, "ipv6") && !inner.check(address, "ipv6") : !inner.check(address, "ipv4");

/** `trusted` are origins that whoever runs Kith added: those may also be near. */
export function isKnown(endpoint: string, trusted: readonly string[]): boolean {
  const url = URL.parse(endpoint);
  if (!url || url.username || url.password) return false;
  if (trusted.includes(url.origin)) return true;
  const isListed = KNOWN.some((host) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host));
  return url.protocol === "https:" && url.port === "" && isListed;
}

/** Whether a known service's name leads to public addresses only. Throws when the name is not known. */
export async function leadsOut(endpoint: string, trusted: readonly string[]): Promise<boolean> {
  const { hostname, origin } = new URL(endpoint);
  if (trusted.includes(origin)) return true;
  return (await lookup(hostname, { all: true })).every(({ address }) => isPublic(address));
}
