const STALE_MS = 30_000; // a tab that takes longer sleeps

/** Does `work` while no other tab does such work. A tab that sleeps over it is waited for only so long; what it still sends is said once. */
export async function oneTabAtATime(name: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return await work();
  let isMine = false;
  const begin = async () => {
    isMine = true;
    await work();
  };
  try {
    await navigator.locks.request(name, { signal: AbortSignal.timeout(STALE_MS) }, begin);
  } catch {
    if (!isMine) await navigator.locks.request(name, { steal: true }, begin).catch(() => {});
  }
}
