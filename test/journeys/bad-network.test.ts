import { spawnSync } from "node:child_process";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { signIn } from "../../bench/contestants/kith.ts";
import { kithCommunity } from "../../bench/phone/kith.ts";
import { manySends } from "../../bench/phone/sends.ts";
import { openBrowser, populate } from "./browser.ts";

const SENDS = 20;
const PHONES = 2;
const KILL_MS = 2_500;

let kith: Running;
let browser: Browser;
let home: string;
let clear: () => Promise<void>;

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  ({ home, clear } = await freshHome());
  kith = await start({ KITH_HOME: home });
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
});

test(
  "on networks that fail three requests in ten, on phones whose renderers are killed, what she saw leave arrives once and in order",
  { timeout: 240_000 },
  async () => {
    const people = await populate({ KITH_HOME: home }, { people: PHONES + 1, spaces: PHONES, members: PHONES + 1, messages: 3 });
    const port = Number(new URL(kith.origin).port);
    const community = kithCommunity(port, people, await signIn(port, people.people));
    const { sent, lost, doubled, swapped, kills, troubled } = await manySends(browser, community, {
      sends: SENDS,
      phones: PHONES,
      seed: 3,
      killMs: KILL_MS,
    });
    expect({ sent, lost, doubled, swapped }).toEqual({ sent: SENDS, lost: [], doubled: [], swapped: 0 });
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(troubled).toBeGreaterThan(0);
  },
);
