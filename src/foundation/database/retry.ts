import { setTimeout as wait } from "node:timers/promises";

interface Pace {
  firstMs: number;
  longestMs: number;
  signal?: AbortSignal;
}

/** Does `work` until it succeeds, each pause about twice the last and jittered, so that many processes do not come back at once. */
export async function retry<T>(work: () => Promise<T>, { firstMs, longestMs, signal }: Pace): Promise<T> {
  for (let pauseMs = firstMs; ; pauseMs = Math.min(pauseMs * 2, longestMs)) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw error;
      await wait(pauseMs * (0.5 + Math.random() / 2), undefined, signal ? { signal } : {});
    }
  }
}
