/** How many glazes (grounds) and patterns there are. */
export const GLAZES = 6;
export const PATTERNS = 12;

/** A glaze from 1 to 6 and a pattern from 0 to 11. */
export interface TileLook {
  glaze: number;
  pattern: number;
}

/**
 * The tile of an alias, the same for ever and everywhere. `key` should be the membership's id: it differs from space to space,
 * so that a woman's tile in one does not give her away in another.
 */
export function tileOf(key: string): TileLook {
  const mixed = mix(key);
  return { glaze: (mixed % GLAZES) + 1, pattern: Math.floor(mixed / GLAZES) % PATTERNS };
}

/** FNV-1a over UTF-16 units, then MurmurHash3's last mixing, so that ids which differ in one letter do not look alike. 32 bits, unsigned. */
function mix(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
