import type { Listener } from "./listener.ts";

const groundsOf = ({ memberships, personId }: Listener): string[] => [...memberships.values(), personId];

/** Feeds that are open or being opened, by what they stand on: the memberships, and the person, whose session may end. */
export class Standing {
  readonly #feeds = new Map<string, Set<Listener>>();

  add(listener: Listener): void {
    for (const ground of groundsOf(listener)) {
      const feeds = this.#feeds.get(ground);
      if (feeds) feeds.add(listener);
      else this.#feeds.set(ground, new Set([listener]));
    }
  }

  has(listener: Listener): boolean {
    return groundsOf(listener).every((ground) => this.#feeds.get(ground)?.has(listener));
  }

  remove(listener: Listener): void {
    for (const ground of groundsOf(listener)) {
      const feeds = this.#feeds.get(ground);
      if (feeds?.delete(listener) && feeds.size === 0) this.#feeds.delete(ground);
    }
  }

  /** Takes out every feed that stands on one of these. */
  takeOut(grounds: Iterable<string>): Listener[] {
    const gone: Listener[] = [];
    for (const ground of grounds) gone.push(...(this.#feeds.get(ground) ?? []));
    for (const listener of gone) this.remove(listener);
    return gone;
  }
}
