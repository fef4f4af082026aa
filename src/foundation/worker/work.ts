import { asset, isAsset } from "./assets.ts";
import { complete } from "./complete.ts";
import { mend, take } from "./keep.ts";
import { linesIn } from "./lines.ts";
import { navigate } from "./navigate.ts";
import { isPicture, picture } from "./pictures.ts";
import { LEFT, plainPage } from "./plain.ts";
import { begin, keepsNothing, on, takeOver, type Asking } from "./scope.ts";
import { Shelf } from "./shelf.ts";
import { forgets } from "./house.ts";
import { inTurn, mayKeep, wipeAll } from "./turn.ts";

const LEAVE_MS = 600; // then the page she leaves to comes from the phone

/** What a page of ours tells the worker: that it is open, or which lines of it came or changed. */
interface Told {
  path: string;
  lines?: string;
}

/** Begins the worker. It answers for pages, our own files and small pictures that are read; everything else goes its way as if it were not there. */
export function work(): void {
  on("install", (event) => event.waitUntil(takeOver()));
  if (keepsNothing()) return on("activate", (event) => event.waitUntil(giveUp()));
  on("activate", (event) => event.waitUntil(begin()));
  on("fetch", (event) => {
    const { method, mode, url } = event.request;
    const { origin, pathname } = new URL(url);
    if (method !== "GET" || origin !== location.origin) return;
    if (isAsset(pathname)) event.respondWith(asset(event.request));
    else if (mode === "navigate") event.respondWith(pathname === LEFT ? leave(event) : navigate(event));
    else if (isPicture(pathname)) event.respondWith(picture(event));
  });
  on("message", (event) => {
    const told = toldIn(event.data);
    if (told) event.waitUntil(told.lines === undefined ? opened(told.path) : changed(told.path, told.lines));
  });
}

/** The house has taken back its word that pages may be kept: they go, and pages are asked for as if there were no worker. */
async function giveUp(): Promise<void> {
  await inTurn(async () => {
    const shelf = await Shelf.open();
    await shelf?.drop(...shelf.contents.pages.map(({ path }) => path));
  });
  for (const name of await caches.keys()) await caches.delete(name);
  await begin(false);
}

function toldIn(data: unknown): Told | undefined {
  if (typeof data !== "object" || data === null || !("path" in data) || typeof data.path !== "string") return undefined;
  return { path: data.path, ...("lines" in data && typeof data.lines === "string" ? { lines: data.lines } : {}) };
}

/** A page that was opened before this worker was there is taken now. */
async function opened(path: string): Promise<void> {
  const shelf = await inTurn(() => Shelf.open());
  if (!shelf || shelf.contents.pages.some((page) => page.path === path)) return;
  const taken = await take(path, true);
  if (taken) await complete(taken.page, taken.fresh);
}

async function changed(path: string, lines: string): Promise<void> {
  if (await mayKeep()) await mend(path, linesIn(lines));
}

/**
 * The way out, at once and without a network too. Nothing of hers is left behind; but a link on a page of someone else's brings her here
 * without destroying anything, unless the house says so too.
 */
async function leave(event: Asking): Promise<Response> {
  const page = await plainPage(LEFT);
  const isOurs = event.request.referrer.startsWith(location.origin);
  if (isOurs) event.waitUntil(wipeAll());
  const answered = event.preloadResponse.then((early) => early ?? fetch(event.request));
  if (!isOurs) event.waitUntil(answered.then(forgets, () => true).then((shall) => (shall ? wipeAll() : undefined)));
  const asked = answered.catch(() => page ?? Response.error());
  event.waitUntil(asked);
  const soon = new Promise<Response>((resolve) => page && setTimeout(() => resolve(page), LEAVE_MS));
  return await Promise.race([asked, soon]);
}
