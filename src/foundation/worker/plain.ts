import { holdAssets } from "./assets.ts";
import { mayKeep } from "./turn.ts";

const PAGES = "kith-pages";
const MADE_AS = "/made-as";
const ASKED_AT = "/asked-at";
const ASK_AGAIN_MS = 10 * 60_000; // a number of help that was taken out must not stay on a phone that comes by
const SAME = 304;

/** Pages that say nothing of anyone, kept as they are: whom to turn to, where to leave to, and that there is no network. */
export const HELP = "/help";
export const LEFT = "/leave";
export const NOTHING = "/offline";
const PLAIN = [HELP, LEFT, NOTHING];

/** A plain page from the phone. */
export async function plainPage(path: string): Promise<Response | undefined> {
  const cache = await caches.open(PAGES);
  return await cache.match(path);
}

/** Fetches the plain pages when they would look or speak otherwise than they did: another language, light, size, word, or new files. */
export async function holdPlain(html: string): Promise<void> {
  const looks =
    /^[\s\S]*?<\/head>/
      .exec(html)?.[0]
      .replace(/<script[^>]*><\/script>|<link rel="(?:modulepreload|compression-dictionary)"[^>]*>/g, "") ?? "";
  const cache = await caches.open(PAGES);
  const madeAs = await (await cache.match(MADE_AS))?.text();
  if (madeAs === looks) return await renewHelp(ASK_AGAIN_MS);
  for (const path of PLAIN) {
    const answer = await fetch(`${path}?kept`);
    if (!answer.ok || !(await mayKeep())) return;
    await holdAssets(await answer.clone().text());
    await cache.put(path, answer);
  }
  await cache.put(MADE_AS, new Response(looks));
  await cache.put(ASKED_AT, new Response(`${Date.now()}`));
}

/** Whom to turn to, as the house says it now, unless it was asked within `ms`. Where nothing changed, its answer has no body. */
export async function renewHelp(ms = 0): Promise<void> {
  if (!(await mayKeep())) return;
  const cache = await caches.open(PAGES);
  const [kept, askedAt] = [await cache.match(HELP), await (await cache.match(ASKED_AT))?.text()];
  if (!kept || Date.now() - Number(askedAt ?? 0) < ms) return;
  const tag = kept.headers.get("etag");
  const answer = await fetch(`${HELP}?kept`, tag ? { headers: { "if-none-match": tag } } : {}).catch(() => undefined);
  if (!answer || (!answer.ok && answer.status !== SAME) || !(await mayKeep())) return;
  if (answer.ok) {
    await holdAssets(await answer.clone().text());
    await cache.put(HELP, answer);
  }
  await cache.put(ASKED_AT, new Response(`${Date.now()}`));
}
