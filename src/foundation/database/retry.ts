import { setTimeout as wait } from "node:timers/promises";

export interface Pace {
  firstMs: number;
  longestMs: number;
}

/** Pauses between attempts, in ms: each twice the last up to the longest, and jittered, so that many processes do not come back at once. */
export function* pauses({ firstMs, longestMs }: Pace, chance = Math.random): Generator<number, never> {
  for (let pauseMs = firstMs; ; pauseMs = Math.min(pauseMs * 2, longestMs)) yield pauseMs * (0.75 + chance() / 4);
}

/** Does `work` until it succeeds. When `signal` says that it has been long enough, the next failure is the last, and is thrown. */
export async function retry<T>(work: () => Promise<T>, { signal, ...pace }: Pace & { signal?: AbortSignal }): Promise<T> {
  const pausing = pauses(pace);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw error;
      await wait(pausing.next().value, undefined, signal ? { signal } : {}).catch(() => {
        throw error;
      });
    }
  }
}
