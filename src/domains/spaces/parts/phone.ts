import { Kept, keysFor, wipe } from "#foundation/offline";

const PATIENCE_MS = 1_500; // a browser that does not answer by then keeps nothing, and she is told so

let opening: Promise<Kept | undefined> | undefined;

/** What this phone keeps of her, once for a page; undefined where it keeps nothing. `tag` is hers, as the page says it. */
export function phoneOf(tag: string): Promise<Kept | undefined> {
  opening ??= Promise.race([
    keysFor(tag).then((keys) => keys && new Kept(keys)),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS)),
  ]);
  return opening;
}

/** The house does not know her any more: nothing of hers stays. */
export async function forgetHer(): Promise<void> {
  markWaiting(false);
  await wipe();
}

/** Tells the house whether something waits here, so that the next page, whichever it is, brings the script that sends it. */
export function markWaiting(isWaiting: boolean): void {
  document.cookie = `kith-waits=1; path=/; samesite=lax; max-age=${isWaiting ? 604_800 : 0}${isSecureContext ? "; secure" : ""}`;
}
