import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

/** Waits until the worker has asked for each of these addresses, the last thing it does for a page. */
export async function keptAnywhere(context: BrowserContext, ms: number, ...paths: string[]): Promise<void> {
  const asked = (path: string) =>
    context.waitForEvent("response", {
      predicate: (answer) => answer.request().serviceWorker() !== null && new URL(answer.url()).pathname === path,
      timeout: ms,
    });
  await Promise.all(paths.map(asked));
}

/** Waits until the older lines of a room were fetched. */
export async function filled(context: BrowserContext, ms: number, path: string): Promise<void> {
  const isIt = ({ pathname, searchParams }: URL) => pathname === path && searchParams.has("before");
  await context.waitForEvent("response", { predicate: (answer) => isIt(new URL(answer.url())), timeout: ms });
}

/** Which of these words can be read in anything that this site keeps: every cache with its addresses, every database with its names and bytes. */
export async function readableAnywhere(page: Page, words: string[]): Promise<string[]> {
  const kept = await page.evaluate(dump);
  if (kept.length < 1_000) throw new Error("There is nothing on the phone to look through.");
  return words.filter((word) => kept.includes(word));
}

/** Runs in the page, so it stands alone. */
async function dump(): Promise<string> {
  const decoder = new TextDecoder("utf-8");
  const wide = new TextDecoder("utf-16le");
  let text = "";
  const add = (value: unknown): void => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) text += decoder.decode(value) + wide.decode(value);
    else if (typeof value === "object" && value !== null) for (const one of Object.entries(value).flat()) add(one);
    else text += `${String(value)} `;
  };
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname.startsWith("/assets/")) continue;
      text += request.url + (await (await cache.match(request))!.text());
    }
  }
  for (const { name = "" } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(name);
      asked.addEventListener("success", () => resolve(asked.result));
      asked.addEventListener("error", () => reject(asked.error ?? new Error(name)));
    });
    for (const store of db.objectStoreNames)
      await new Promise<void>((resolve) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.addEventListener("success", () => resolve(add(asked.result)));
      });
    db.close();
  }
  return text;
}

/** Nothing is kept: no cache, and no database that holds anything. */
export async function nothingLeft(page: Page, ms: number): Promise<void> {
  const left = () =>
    page.evaluate(async () => {
      const found: string[] = await caches.keys();
      for (const { name = "" } of await indexedDB.databases()) {
        const db = await new Promise<IDBDatabase | undefined>((resolve) => {
          const asked = indexedDB.open(name);
          asked.addEventListener("success", () => resolve(asked.result));
          asked.addEventListener("error", () => resolve(undefined));
        });
        for (const store of db?.objectStoreNames ?? [])
          await new Promise<void>((resolve) => {
            const asked = db!.transaction(store).objectStore(store).count();
            asked.addEventListener("success", () => {
              if (asked.result > 0) found.push(`${name}/${store}`);
              resolve();
            });
          });
        db?.close();
      }
      return found;
    });
  const until = Date.now() + ms;
  let found = await left();
  while (found.length > 0 && Date.now() < until) found = await left();
  expect(found).toEqual([]);
}
