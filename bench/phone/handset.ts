import { setTimeout as wait } from "node:timers/promises";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { proxyTo, type Proxy } from "../../test/proxy.ts";
import { phoneWire, type Network, type PhoneWire } from "../../test/wire/phone-wire.ts";

/** How much slower than this machine her processor is. */
export const SLOWER = 4;
const QUIET_MS = 1_500;
const LOUDEST_MS = 60_000;

/** 400 kbit/s and 400 ms, with the handshakes of TCP and TLS 1.3. */
export const FAR: Network = { bytesASecond: 50_000, roundTripMs: 400, handshakes: 2, troubled: 0, seed: 1 };
/** The same, where three requests in ten meet trouble. */
export const TROUBLED: Network = { ...FAR, troubled: 0.3 };

/** A phone of 360 × 740 with a thumb, an empty memory, and a network of its own. */
export interface Handset {
  context: BrowserContext;
  wire: PhoneWire;
  proxy: Proxy;
  /** The community as this phone reaches it. */
  origin: string;
  /** A new page on the slow processor. */
  page: () => Promise<Page>;
  /** Bytes both ways since the last time it was asked. */
  bytes: () => number;
  put: () => Promise<void>;
}

interface Wanted {
  slower?: number;
  options?: BrowserContextOptions;
}

export async function takePhone(
  browser: Browser,
  target: string,
  network: Network,
  { slower = SLOWER, options = {} }: Wanted = {},
): Promise<Handset> {
  const wire = phoneWire(network);
  const proxy = await proxyTo(target, wire.carry);
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: "en",
    hasTouch: true,
    isMobile: true,
    ...options,
  });
  let counted = 0;
  return {
    context,
    wire,
    proxy,
    origin: new URL(proxy.url).origin,
    page: () => slowPage(context, slower),
    bytes() {
      const { up, down } = wire.passed();
      const since = up + down - counted;
      counted = up + down;
      return since;
    },
    async put() {
      await context.close().catch(() => {});
      await proxy.close();
    },
  };
}

async function slowPage(context: BrowserContext, rate: number): Promise<Page> {
  const page = await context.newPage();
  if (rate > 1) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate });
  return page;
}

/** Waits until nothing but a heartbeat passes. */
export async function untilStill({ wire }: Handset, quietMs = QUIET_MS): Promise<void> {
  const passing = () => wire.passed().up + wire.passed().down;
  const until = Date.now() + LOUDEST_MS;
  for (let before = -1; passing() > before + 64 && Date.now() < until;) {
    before = passing();
    await wait(quietMs);
  }
}

/** The processes that draw pages, killed as a phone does that needs their memory: one by its place, or all. */
export async function killRenderers(browser: Browser, which: (pids: number[]) => number[] = (pids) => pids): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const pids = which(processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id));
  return pids.filter(isKilled).length;
}

/** Not when it had ended by itself meanwhile. */
function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
