import { once } from "node:events";
import { Agent, createServer, request, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proxyTo, type Proxy } from "../proxy.ts";
import { fatesFrom, troubles } from "./fates.ts";
import { phoneWire, type Network, type PhoneWire } from "./phone-wire.ts";

const LARGE = 60_000; // bytes of an answer
const SMALL = 200;
const straight: Network = { bytesASecond: 1e9, roundTripMs: 0, handshakes: 0, troubled: 0, seed: 1 };

let server: Server;
let target: string;
const heard: string[] = [];
const open: Proxy[] = [];

beforeAll(async () => {
  server = createServer((asked, answer) => {
    heard.push(asked.url ?? "");
    answer.setHeader("content-type", "application/octet-stream");
    asked.resume().on("end", () => answer.end(Buffer.alloc(asked.url === "/large" ? LARGE : SMALL)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  target = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});

afterAll(async () => {
  for (const proxy of open) await proxy.close();
  server?.closeAllConnections();
  server?.close();
});

async function through(network: Partial<Network>): Promise<{ proxy: Proxy; wire: PhoneWire }> {
  const wire = phoneWire({ ...straight, ...network });
  const proxy = await proxyTo(target, wire.carry);
  open.push(proxy);
  return { proxy, wire };
}

interface Asked {
  agent?: Agent;
  body?: Buffer;
}

/** One request: the bytes of its answer, or what broke, and after how long. */
async function ask({ url }: Proxy, path: string, { agent, body }: Asked = {}): Promise<{ bytes: number; broke: string; ms: number }> {
  const begun = performance.now();
  return await new Promise((resolve) => {
    let bytes = 0;
    const done = (broke: string) => resolve({ bytes, broke, ms: performance.now() - begun });
    const sent = request(new URL(path, url), { method: body ? "POST" : "GET", ...(agent ? { agent } : { agent: false }) }, (answer) => {
      answer.on("data", (piece: Buffer) => (bytes += piece.length));
      answer.on("end", () => done(""));
      answer.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    });
    sent.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    sent.end(body);
  });
}

test("an answer takes as long as the line is slow, and two at once share it", async () => {
  const { proxy } = await through({ bytesASecond: 200_000 });
  const alone = await ask(proxy, "/large");
  expect(alone.bytes).toBe(LARGE);
  expect(alone.ms).toBeGreaterThan(300); // 60 KB at 200 KB a second
  const both = await Promise.all([ask(proxy, "/large"), ask(proxy, "/large")]);
  for (const { ms } of both) expect(ms).toBeGreaterThan(550);
});

test("what goes up and what comes down are one line", async () => {
  const { proxy } = await through({ bytesASecond: 200_000 });
  const [down, up] = await Promise.all([ask(proxy, "/large"), ask(proxy, "/small", { body: Buffer.alloc(LARGE) })]);
  expect(Math.max(down.ms, up.ms)).toBeGreaterThan(600);
});

test("a small request does not wait behind a large answer", async () => {
  const { proxy } = await through({ bytesASecond: 100_000 });
  const large = ask(proxy, "/large");
  const small = await ask(proxy, "/small");
  const { ms } = await large;
  expect(ms).toBeGreaterThan(590);
  expect(small.ms).toBeLessThan(ms / 2);
});

test("every request waits for the way there and back, and a new connection for its handshakes too", async () => {
  const { proxy } = await through({ roundTripMs: 100, handshakes: 2 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const first = await ask(proxy, "/small", { agent });
  const second = await ask(proxy, "/small", { agent });
  expect(first.ms).toBeGreaterThanOrEqual(298);
  expect(second.ms).toBeGreaterThanOrEqual(98);
  expect(first.ms - second.ms).toBeGreaterThan(100);
  agent.destroy();
});

test("bytes are counted as they pass, in both directions", async () => {
  const { proxy, wire } = await through({});
  await ask(proxy, "/small", { body: Buffer.alloc(5_000) });
  const { up, down, requests } = wire.passed();
  expect([up > 5_000, up < 5_400, down > 200, down < 600, requests]).toEqual([true, true, true, true, 1]);
});

test("three in ten meet trouble, of every kind, and the same ones whenever the seed is the same", () => {
  const fates = (seed: number) => Array.from({ length: 6_000 }, fatesFrom(seed, 0.3));
  expect(fates(7)).toEqual(fates(7));
  expect(fates(7)).not.toEqual(fates(8));
  expect(fates(7).filter((fate) => fate !== "well").length / 6_000).toBeCloseTo(0.3, 1);
  for (const trouble of troubles) expect(fates(7).filter((fate) => fate === trouble).length / 6_000).toBeCloseTo(0.05, 1);
});

/** A wire on which the first request meets this. */
async function meeting(trouble: (typeof troubles)[number]): Promise<{ proxy: Proxy; wire: PhoneWire }> {
  const seed = Array.from({ length: 1_000 }, (_, at) => at).find((at) => fatesFrom(at, 1)() === trouble)!;
  return await through({ troubled: 1, seed });
}

test.for([
  { trouble: "refused", isHeard: false, isBroken: true, leastMs: 0 },
  { trouble: "torn", isHeard: false, isBroken: true, leastMs: 0 },
  { trouble: "unanswered", isHeard: true, isBroken: true, leastMs: 0 },
  { trouble: "half-answered", isHeard: true, isBroken: true, leastMs: 0 },
  { trouble: "late", isHeard: true, isBroken: false, leastMs: 2_900 },
  { trouble: "swallowed", isHeard: false, isBroken: true, leastMs: 7_900 },
] as const)(
  "a request that is $trouble: the server hears of it: $isHeard; the phone is cut off: $isBroken",
  async ({ trouble, isHeard, isBroken, leastMs }) => {
    const { proxy, wire } = await meeting(trouble);
    const { broke, bytes, ms } = await ask(proxy, `/${trouble}`);
    expect({ isHeard: heard.includes(`/${trouble}`), isBroken: broke !== "", isWhole: bytes === SMALL }).toEqual({
      isHeard,
      isBroken,
      isWhole: !isBroken,
    });
    expect(ms).toBeGreaterThanOrEqual(leastMs);
    expect(wire.passed().fates).toEqual({ [trouble]: 1 });
  },
);

test("each request on one connection has a fate of its own", async () => {
  const { proxy, wire } = await through({ troubled: 0.3, seed: 3 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  wire.trouble(0);
  for (let at = 0; at < 20; at += 1) expect((await ask(proxy, "/small", { agent })).broke).toBe("");
  expect(proxy.attempts()).toBe(1);
  expect(wire.passed()).toMatchObject({ requests: 20, fates: { well: 20 } });
  agent.destroy();
});
