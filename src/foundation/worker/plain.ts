import { holdAssets } from "./assets.ts";
import { mayKeep } from "./turn.ts";

const PAGES = "kith-pages";
const MADE_AS = "/made-as";

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
  const looks = /^[\s\S]*?<\/head>/.exec(html)?.[0].replace(/<script[^>]*><\/script>|<link rel="modulepreload"[^>]*>/g, "") ?? "";
  const cache = await caches.open(PAGES);
  const madeAs = await (await cache.match(MADE_AS))?.text();
  if (madeAs === looks) return;
  for (const path of PLAIN) {
    const answer = await fetch(`${path}?kept`);
    if (!answer.ok || !(await mayKeep())) return;
    await holdAssets(await answer.clone().text());
    await cache.put(path, answer);
  }
  await cache.put(MADE_AS, new Response(looks));
}
