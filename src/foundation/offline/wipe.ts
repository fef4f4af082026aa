import { database, destroy, KEY, over, SEALED } from "./database.ts";

/**
 * Leaves nothing of hers on this phone: first the key and all that it sealed, in one transaction that also reaches tabs that sleep, then the
 * database and every cache. Never throws.
 */
export async function wipe(): Promise<void> {
  await emptied().catch(() => {});
  const names = typeof caches === "undefined" ? [] : await caches.keys().catch(() => []);
  await Promise.allSettled([destroy(), ...names.map((name) => caches.delete(name))]);
}

async function emptied(): Promise<void> {
  if (typeof indexedDB === "undefined") return;
  const transaction = (await database()).transaction([KEY, SEALED], "readwrite", { durability: "strict" });
  for (const name of [KEY, SEALED]) transaction.objectStore(name).clear();
  await over(transaction);
}
