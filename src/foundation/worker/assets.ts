import { mayKeep } from "./turn.ts";

const ASSETS = "kith-assets";
const MOST = 80; // files; a version of Kith has about twenty
const ALSO_LATER = /["'`]\.\/([\w.-]+\.js)["'`]/g;
const ALWAYS = /(?:from|import) ?["'`]\.\/([\w.-]+\.js)["'`]/g;
const PATH = /\/assets\/[\w./-]+/g;

export const isAsset = (path: string): boolean => path.startsWith("/assets/");

/** A built file: from the phone if it is there, for its name changes with what it holds. */
export async function asset(request: Request): Promise<Response> {
  const known = await caches.match(request.url, { cacheName: ASSETS });
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok && (await mayKeep())) await (await caches.open(ASSETS)).put(request.url, answer.clone()).catch(() => {});
  return answer;
}

/** Sees to it that a page that is kept finds its files: what it names, the chunks of its islands, and what those need. What they bring later is kept when they do. */
export async function holdAssets(html: string): Promise<void> {
  const islands = [...html.matchAll(/<kith-island name="[\w-]+\/([\w-]+)"/g)].map(([, file]) => `${file}.island-`);
  const held = new Set<string>();
  const wanted = [...new Set(html.match(PATH))];
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (held.has(path)) continue;
    held.add(path);
    const answer = await asset(new Request(path));
    const code = path.endsWith(".js") ? await answer.text() : "";
    const ofIslands = namesIn(code, ALSO_LATER).filter((name) => islands.some((one) => name.startsWith(one)));
    const others = namesIn(code, ALWAYS).filter((name) => !name.includes(".island-")); // one file names every island there is
    wanted.push(...[...ofIslands, ...others].map((name) => `/assets/${name}`));
  }
  await forgetOldest(held);
}

const namesIn = (code: string, bringing: RegExp): string[] => [...code.matchAll(bringing)].map(([, name]) => name ?? "");

async function forgetOldest(held: ReadonlySet<string>): Promise<void> {
  const cache = await caches.open(ASSETS);
  const there = await cache.keys();
  const old = there.filter(({ url }) => !held.has(new URL(url).pathname));
  for (const request of old.slice(0, Math.max(0, there.length - MOST))) await cache.delete(request);
}
