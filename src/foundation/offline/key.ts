import { database, done, KEY, over } from "./database.ts";
import { wipe } from "./wipe.ts";

export const DAYS_UNSEEN = 7;
const DAY_MS = 86_400_000;
const SEEN_EACH_MS = 3_600_000; // how exactly we remember when she was here
const NOW = "now";

/** What seals and what names; neither can be taken out of the browser. `made` tells this key from the one before it. */
export interface Keys {
  tag: string;
  made: string;
  sealing: CryptoKey;
  naming: CryptoKey;
}
interface KeptKeys extends Keys {
  seenAt: number;
}

/**
 * The keys of whoever is signed in here, made if there are none. `tag` is hers, as the page says it. Without a tag (a page from this phone, a
 * worker) whatever keys are here, else undefined. Someone else's and those unseen for seven days are destroyed first, with all they sealed.
 * Undefined too where the browser keeps nothing: no https, no storage.
 */
export async function keysFor(tag?: string, now = Date.now()): Promise<Keys | undefined> {
  if (!isSecureContext || typeof indexedDB === "undefined") return undefined;
  try {
    const here = await keptKeys().catch(() => undefined);
    const isOver = here && ((tag !== undefined && here.tag !== tag) || now - here.seenAt > DAYS_UNSEEN * DAY_MS);
    if (isOver) await wipe();
    if (here && !isOver) return await seen(here, now);
    return tag === undefined ? undefined : await made(tag, now);
  } catch {
    return undefined;
  }
}

async function keptKeys(): Promise<KeptKeys | undefined> {
  const db = await database();
  return await done<KeptKeys | undefined>(db.transaction(KEY).objectStore(KEY).get(NOW));
}

async function seen(keys: KeptKeys, now: number): Promise<Keys> {
  if (now - keys.seenAt < SEEN_EACH_MS) return keys;
  const transaction = (await database()).transaction(KEY, "readwrite");
  const store = transaction.objectStore(KEY);
  const here = await done<KeptKeys | undefined>(store.get(NOW));
  if (here?.made === keys.made) store.put({ ...here, seenAt: now }, NOW);
  await over(transaction);
  return keys;
}

/** Of two tabs that make keys at once, the first is believed. */
async function made(tag: string, seenAt: number): Promise<Keys> {
  const sealing = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const naming = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const fresh: KeptKeys = { tag, made: crypto.randomUUID(), sealing, naming, seenAt };
  const transaction = (await database(true)).transaction(KEY, "readwrite", { durability: "strict" });
  const store = transaction.objectStore(KEY);
  const here = await done<KeptKeys | undefined>(store.get(NOW));
  const isFirst = here?.tag !== tag;
  if (isFirst) store.put(fresh, NOW);
  await over(transaction);
  return isFirst ? fresh : here;
}

/** Whether these keys are still the ones of this phone, asked in the transaction that will write under them. */
export async function areHere(keys: Keys, transaction: IDBTransaction): Promise<boolean> {
  const here = await done<KeptKeys | undefined>(transaction.objectStore(KEY).get(NOW));
  return here?.made === keys.made;
}
