import { cursorOf, type Positions } from "./frame.ts";
import { give, type Listener } from "./listener.ts";
import type { Framed } from "./tail.ts";

/** Listeners who hear the same subjects and have heard equally far: what is new is put together once for all of them. */
class Group {
  readonly positions: Positions;
  readonly listeners = new Set<Listener>();

  constructor(positions: Positions) {
    this.positions = new Map(positions);
  }

  /** One buffer for everyone: each entry with the cursor that stands after it. */
  chunkOf(fresh: ReadonlyMap<string, Framed[]>): Buffer {
    let text = "";
    for (const subject of this.positions.keys()) {
      for (const { seq, frame } of fresh.get(subject) ?? []) {
        this.positions.set(subject, seq);
        text += `${frame}id: ${cursorOf(this.positions)}\n\n`;
      }
    }
    return Buffer.from(text);
  }
}

/** Everyone who is at the end of their logs. Those still catching up are not here yet. */
export class Audience {
  readonly #groups = new Map<string, Group>();
  readonly #bySubject = new Map<string, Set<Group>>();
  readonly #groupOf = new Map<Listener, Group>();

  get size(): number {
    return this.#groupOf.size;
  }

  /** Takes in a listener whose positions are those of the tails. */
  admit(listener: Listener): void {
    const key = [...listener.positions.keys()].join();
    let group = this.#groups.get(key);
    if (!group) {
      group = new Group(listener.positions);
      this.#groups.set(key, group);
      for (const subject of group.positions.keys()) {
        const groups = this.#bySubject.get(subject) ?? new Set();
        this.#bySubject.set(subject, groups.add(group));
      }
    }
    listener.positions = group.positions;
    group.listeners.add(listener);
    this.#groupOf.set(listener, group);
  }

  dismiss(listener: Listener): void {
    const group = this.#groupOf.get(listener);
    this.#groupOf.delete(listener);
    if (!group) return;
    group.listeners.delete(listener);
    if (group.listeners.size > 0) return;
    this.#groups.delete([...group.positions.keys()].join());
    for (const subject of group.positions.keys()) {
      const groups = this.#bySubject.get(subject);
      groups?.delete(group);
      if (groups?.size === 0) this.#bySubject.delete(subject);
    }
  }

  /** Gives everyone concerned what is new in their subjects; returns those who must be let go: too far behind, or no longer members. */
  hear(fresh: ReadonlyMap<string, Framed[]>): Listener[] {
    const gone: Listener[] = [];
    const groups = new Set<Group>();
    for (const subject of fresh.keys()) for (const group of this.#bySubject.get(subject) ?? []) groups.add(group);
    const endings = [...fresh].flatMap(([subject, entries]) => entries.flatMap(({ ends }) => (ends ? [[subject, ends] as const] : [])));
    for (const group of groups) {
      const chunk = group.chunkOf(fresh);
      for (const listener of group.listeners) {
        const isOver = endings.some(([subject, membership]) => listener.memberships.get(subject) === membership);
        if (!give(listener, chunk) || isOver) gone.push(listener);
      }
    }
    return gone;
  }
}
