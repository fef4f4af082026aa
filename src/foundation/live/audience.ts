import type { Choice } from "./choice.ts";
import { cursorOf, type Positions } from "./frame.ts";
import { frameFor, type Framed } from "./framed.ts";
import { give, upToEnd, type Listener } from "./listener.ts";

/** Listeners who hear the same subjects, chose alike and have heard equally far: what is new is put together once for all of them. */
class Group {
  readonly positions: Positions;
  readonly choice: Choice;
  readonly listeners = new Set<Listener>();

  constructor({ positions, choice }: Listener) {
    this.positions = new Map(positions);
    this.choice = choice;
  }

  /** One buffer for everyone. */
  chunkOf(fresh: ReadonlyMap<string, Framed[]>): Buffer {
    let text = "";
    for (const subject of this.positions.keys()) text += textOf(this.positions, subject, fresh.get(subject) ?? [], this.choice);
    return Buffer.from(text);
  }
}

const DATA = "data: {";

/** Entries as they go over the wire to those of one choice, each with the cursor that stands after it; moves `positions`. Whoever hears one subject alone is not told each time which. */
export function textOf(positions: Positions, subject: string, entries: readonly Framed[], choice: Choice): string {
  const isAlone = positions.size === 1;
  let text = "";
  for (const entry of entries) {
    positions.set(subject, entry.seq);
    const frame = frameFor(choice, entry);
    text += `${isAlone ? frame : frame.replace(DATA, `${DATA}${entry.about},`)}id: ${cursorOf(positions)}\n\n`;
  }
  return text;
}

/** What someone whose membership ends here still receives: everything before the end, and the end. */
function lastWords(listener: Listener, before: Positions, fresh: ReadonlyMap<string, Framed[]>): string {
  const positions = new Map(before);
  let text = "";
  for (const subject of positions.keys()) {
    const { entries, isOver } = upToEnd(listener, subject, fresh.get(subject) ?? []);
    text += textOf(positions, subject, entries, listener.choice);
    if (isOver) break;
  }
  return text;
}

const groupKey = ({ positions, choice }: Pick<Listener, "positions" | "choice">) => `${[...positions.keys()].join()} ${choice.key}`;

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
    const key = groupKey(listener);
    let group = this.#groups.get(key);
    if (!group) {
      group = new Group(listener);
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
    this.#groups.delete(groupKey(group));
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
    const hasEndings = [...fresh.values()].some((entries) => entries.some(({ ends }) => ends !== null));
    for (const group of groups) {
      const before = new Map(hasEndings ? group.positions : []);
      const chunk = group.chunkOf(fresh);
      for (const listener of group.listeners) {
        const isOver = hasEndings && [...fresh].some(([subject, entries]) => upToEnd(listener, subject, entries).isOver);
        if (!give(listener, isOver ? lastWords(listener, before, fresh) : chunk) || isOver) gone.push(listener);
      }
    }
    return gone;
  }
}
