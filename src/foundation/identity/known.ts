/** Who a session or an access token speaks for. Instants are milliseconds. */
export interface Known {
  personId: string;
  sessionId: string;
  expiresAt: number;
  /** Until when the database need not be asked again. */
  trustedUntil: number;
}

const MOST_KNOWN = 50_000;

/** What was looked up, by the hash of its token; what was longest unused goes first. */
export class KnownTokens {
  readonly #byHash = new Map<string, Known>();
  readonly #hashesOf = new Map<string, Set<string>>();
  /** Look-ups under way, each with the persons of whom something ended meanwhile. */
  readonly #underWay = new Set<Set<string>>();

  find(hash: string, now: number): Known | undefined {
    const known = this.#byHash.get(hash);
    if (!known) return undefined;
    this.#byHash.delete(hash);
    if (known.trustedUntil > now && known.expiresAt > now) {
      this.#byHash.set(hash, known);
      return known;
    }
    this.#unlink(hash, known.personId);
    return undefined;
  }

  /** Asks the database, and remembers the answer unless something of that person ended while it was asked. */
  async learn(hash: string, ask: () => Promise<Known | undefined>): Promise<Known | undefined> {
    const ended = new Set<string>();
    this.#underWay.add(ended);
    try {
      const known = await ask();
      if (known && !ended.has(known.personId) && !ended.has("everyone")) this.#remember(hash, known);
      return known;
    } finally {
      this.#underWay.delete(ended);
    }
  }

  /** Drops what is known of these persons; subjects that are no persons cost nothing. */
  forget(subjects: Iterable<string>): void {
    for (const subject of subjects) {
      for (const ended of this.#underWay) ended.add(subject);
      for (const hash of this.#hashesOf.get(subject) ?? []) this.#byHash.delete(hash);
      this.#hashesOf.delete(subject);
    }
  }

  forgetAll(): void {
    for (const ended of this.#underWay) ended.add("everyone");
    this.#byHash.clear();
    this.#hashesOf.clear();
  }

  #remember(hash: string, known: Known): void {
    if (this.#byHash.size >= MOST_KNOWN) {
      const [oldest] = this.#byHash;
      if (oldest) this.#byHash.delete(oldest[0]);
      if (oldest) this.#unlink(oldest[0], oldest[1].personId);
    }
    this.#byHash.set(hash, known);
    const hashes = this.#hashesOf.get(known.personId);
    if (hashes) hashes.add(hash);
    else this.#hashesOf.set(known.personId, new Set([hash]));
  }

  #unlink(hash: string, personId: string): void {
    const hashes = this.#hashesOf.get(personId);
    hashes?.delete(hash);
    if (hashes?.size === 0) this.#hashesOf.delete(personId);
  }
}
