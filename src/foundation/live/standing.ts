import type { Listener } from "./listener.ts";

/** Feeds that are open or being opened, by the memberships on which they stand. */
export class Standing {
  readonly #byMember = new Map<string, Set<Listener>>();

  add(listener: Listener): void {
    for (const member of listener.memberships.values()) {
      const feeds = this.#byMember.get(member);
      if (feeds) feeds.add(listener);
      else this.#byMember.set(member, new Set([listener]));
    }
  }

  has(listener: Listener): boolean {
    return [...listener.memberships.values()].every((member) => this.#byMember.get(member)?.has(listener));
  }

  remove(listener: Listener): void {
    for (const member of listener.memberships.values()) {
      const feeds = this.#byMember.get(member);
      if (feeds?.delete(listener) && feeds.size === 0) this.#byMember.delete(member);
    }
  }

  /** Takes out every feed that stands on one of these memberships. */
  takeOut(members: Iterable<string>): Listener[] {
    const gone: Listener[] = [];
    for (const member of members) gone.push(...(this.#byMember.get(member) ?? []));
    for (const listener of gone) this.remove(listener);
    return gone;
  }
}
