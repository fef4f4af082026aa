/** What happens to one request on a bad network. */
export type Fate = "well" | Trouble;
export type Trouble = (typeof troubles)[number];

export const troubles = [
  /** The connection is reset before the server hears of it. */
  "refused",
  /** Half of it arrives, then the connection is reset. */
  "torn",
  /** The server has done it; the connection is reset before the answer. */
  "unanswered",
  /** Half of the first piece of the answer comes, then the connection is reset. */
  "half-answered",
  /** It arrives, and so does the answer, but late. */
  "late",
  /** It goes nowhere and nobody says so, until the connection is reset much later. */
  "swallowed",
] as const;

/** The same draws whenever the seed is the same (mulberry32): 0 ≤ x < 1. */
export function drawsFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Gives request after request its fate: `share` of them meet trouble, each kind as often as the others. */
export function fatesFrom(seed: number, share: number): () => Fate {
  const draw = drawsFrom(seed);
  return () => {
    const drawn = draw();
    return drawn < share ? troubles[Math.floor((drawn / share) * troubles.length)]! : "well";
  };
}
