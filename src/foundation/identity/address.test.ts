import { Hono } from "hono";
import { expect, test } from "vitest";
import { addressOf, circlesOf } from "./address.ts";

async function seen(proxies: number, forwarded?: string, peer?: string): Promise<string> {
  const app = new Hono().get("/", (c) => c.text(addressOf(c, proxies) ?? "nobody"));
  const incoming = peer ? { incoming: { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: "IPv4" } } } : {};
  const answer = await app.request("/", { headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded } }, incoming);
  return await answer.text();
}

test("without proxies the wire tells who asks, and what a client says about itself does not count", async () => {
  expect(await seen(0, "198.51.100.7", "203.0.113.5")).toBe("203.0.113.5");
  expect(await seen(0, undefined, "::ffff:203.0.113.5")).toBe("203.0.113.5");
  expect(await seen(0, "198.51.100.7")).toBe("nobody");
});

test("each trusted proxy is believed about the hop before it, and nobody beyond", async () => {
  expect(await seen(1, "6.6.6.6, 198.51.100.7", "10.0.0.1")).toBe("198.51.100.7");
  expect(await seen(2, "6.6.6.6, 198.51.100.7, 10.0.0.2", "10.0.0.1")).toBe("198.51.100.7");
  expect(await seen(2, "198.51.100.7", "10.0.0.1")).toBe("198.51.100.7");
  expect(await seen(1, "not an address", "10.0.0.1")).toBe("10.0.0.1");
});

test("an IPv6 household is its /64 and its network the /48, however the address is written", () => {
  const of = (address: string) => circlesOf(address, "a secret");
  expect(of("2001:db8:1:2::1")).toEqual(of("2001:0db8:0001:0002:aaaa:bbbb:cccc:dddd"));
  expect(of("2001:db8:1:2::1").household).not.toBe(of("2001:db8:1:3::1").household);
  expect(of("2001:db8:1:2::1").network).toBe(of("2001:db8:1:3::1").network);
  expect(of("192.0.2.1").network).toBe(of("192.0.2.9").network);
  expect(of("192.0.2.1").network).not.toBe(of("192.0.3.1").network);
});
