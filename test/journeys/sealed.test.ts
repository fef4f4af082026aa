import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Kept } from "#foundation/offline";
import { openKeeping } from "./browser.ts";

declare global {
  // What the page of this test holds: the room itself, as it travels to a phone.
  var offline: typeof import("#foundation/offline");
  var hers: Kept;
}

const DAY_MS = 86_400_000;
const SECRET = "the lump is on the left";
let server: Server;
let origin: string;
let profile: string;
let context: BrowserContext;

beforeAll(async () => {
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry: "src/foundation/offline/index.ts", formats: ["iife"], name: "offline" } },
  });
  const [bundle] = [made].flat();
  const script = bundle && "output" in bundle ? bundle.output[0].code : "";
  server = createServer((request, response) => {
    response.setHeader("content-type", request.url === "/room.js" ? "text/javascript" : "text/html");
    response.end(request.url === "/room.js" ? script : '<!doctype html><script src="/room.js"></script>');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://localhost:${address && typeof address === "object" ? address.port : 0}`;
  profile = await mkdtemp(join(tmpdir(), "kith-profile-"));
  context = await openKeeping(profile);
}, 60_000);

afterAll(async () => {
  await context?.close();
  server?.close();
  await rm(profile, { recursive: true, force: true });
});

async function opened(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(origin);
  return page;
}

/** Everything in the browser's folder that could hold these words, in the ways a browser writes them. */
async function filesWith(words: string): Promise<string[]> {
  const names = (await readdir(profile, { recursive: true })).filter((name) => /IndexedDB|Storage|CacheStorage/i.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(profile, name)).catch(() => Buffer.alloc(0));
      return bytes.includes(words) || bytes.includes(Buffer.from(words, "utf16le")) ? [name] : [];
    }),
  );
  return found.flat();
}

/** Runs in the page: the same database without our room, to show that the search would find it. */
async function writePlainly(words: string): Promise<void> {
  const asked = indexedDB.open("plain", 1);
  asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore("words"));
  const db: IDBDatabase = await new Promise((resolve) => asked.addEventListener("success", () => resolve(asked.result)));
  const writing = db.transaction("words", "readwrite", { durability: "strict" });
  writing.objectStore("words").put(words, 1);
  await new Promise((resolve) => writing.addEventListener("complete", resolve));
}

const keep = (page: Page, tag: string, id: string, words: string) =>
  page.evaluate(
    async ([of, name, text]) => {
      const keys = await offline.keysFor(of);
      if (!keys) throw new Error("no keys");
      await new offline.Kept(keys).put("outbox", name!, offline.bytesOf(text));
    },
    [tag, id, words],
  );
const kept = (page: Page, tag: string | undefined, now?: number) =>
  page.evaluate(
    async ([of, at]) => {
      const keys = await offline.keysFor(of, at);
      const all = keys ? await new offline.Kept(keys).list("outbox") : [];
      return all.map(({ id, bytes }): [string, unknown] => [id, offline.valueIn(bytes)]);
    },
    [tag, now] as const,
  );

test("what is kept comes back in the order in which it was put, in another tab too, and by her tag only", async () => {
  const page = await opened();
  await keep(page, "mei", "b", "first");
  await keep(page, "mei", "a", "second");
  await keep(page, "mei", "b", "first, changed");
  const other = await opened();
  expect(await kept(other, "mei")).toEqual([
    ["b", "first, changed"],
    ["a", "second"],
  ]);
  expect(await kept(other, undefined)).toHaveLength(2);
  expect(await kept(other, "ana")).toEqual([]);
  expect(await kept(page, "mei")).toEqual([]);
});

test("nothing that was kept can be read in the browser's files, and its name neither", async () => {
  const page = await opened();
  await keep(page, "mei", "room of the breast", SECRET);
  await page.evaluate(writePlainly, "what anyone may read");
  await expect.poll(() => filesWith("what anyone may read"), { timeout: 10_000 }).not.toEqual([]);
  expect(await filesWith(SECRET)).toEqual([]);
  expect(await filesWith("room of the breast")).toEqual([]);
  const raw = await page.evaluate(async () => {
    const db: IDBDatabase = await new Promise((resolve) => {
      const asked = indexedDB.open("kith");
      asked.addEventListener("success", () => resolve(asked.result));
    });
    const all: unknown[] = await new Promise((resolve) => {
      const asked = db.transaction("sealed").objectStore("sealed").getAll();
      asked.addEventListener("success", () => resolve(asked.result));
    });
    db.close();
    return JSON.stringify(all.map((one) => (one && typeof one === "object" ? Object.keys(one).toSorted() : one)));
  });
  expect(raw).toBe('[["iv","name","order","sealed","shelf","size"]]');
  const key = await page.evaluate(async () => {
    const keys = await offline.keysFor("mei");
    const taken = await crypto.subtle.exportKey("raw", keys!.sealing).catch((error: unknown) => (error instanceof Error ? error.name : ""));
    return typeof taken === "string" ? taken : "taken out";
  });
  expect(key).toBe("InvalidAccessError");
});

test("a wipe takes less than a second, and no tab that was forgotten brings anything back", async () => {
  const [page, forgotten] = [await opened(), await opened()];
  await keep(page, "mei", "a", SECRET);
  await forgotten.evaluate(async () => {
    const keys = await offline.keysFor("mei");
    globalThis.hers = new offline.Kept(keys!);
    const cache = await caches.open("pages");
    await cache.put("/rooms", new Response("a list of rooms"));
  });
  await page.evaluate(async () => {
    const keys = await offline.keysFor("mei");
    const store = new offline.Kept(keys!);
    const large = crypto.getRandomValues(new Uint8Array(60_000));
    for (let one = 0; one < 50; one += 1) await store.put("file", `${one}`, large, "relaxed");
  });
  const took = await page.evaluate(async () => {
    const began = performance.now();
    await offline.wipe();
    return performance.now() - began;
  });
  expect(took).toBeLessThan(1_000);
  const late = await forgotten.evaluate(async () => {
    return await hers.put("outbox", "late", offline.bytesOf("again")).then(
      () => "kept",
      () => "refused",
    );
  });
  expect(late).toBe("refused");
  expect(await forgotten.evaluate(() => caches.keys())).toEqual([]);
  expect(await kept(page, undefined)).toEqual([]);
  expect(await kept(page, "mei")).toEqual([]);
});

test("seven days unseen and it is gone; seen each day it stays", async () => {
  const page = await opened();
  await keep(page, "mei", "a", "hello");
  const now = Date.now();
  expect(await kept(page, "mei", now + 6 * DAY_MS)).toHaveLength(1);
  expect(await kept(page, "mei", now + 12 * DAY_MS)).toHaveLength(1);
  expect(await kept(page, "mei", now + 20 * DAY_MS)).toEqual([]);
});

test("two tabs that begin at once share one key", async () => {
  const [one, two] = [await opened(), await opened()];
  await one.evaluate(() => offline.wipe());
  await Promise.all([keep(one, "mei", "a", "one"), keep(two, "mei", "b", "two")]);
  expect((await kept(one, "mei")).map(([id]) => id).toSorted()).toEqual(["a", "b"]);
});
