import type { Person } from "../export.ts";
import type { WrittenMessage } from "./written-message.ts";

const CONTROLS = /\p{Cc}/gu; // a name is printed to a terminal

/** Who speaks in a chat. Two who have the same name are told apart by their numbers; whose account is deleted has neither name nor person. */
export class Speakers {
  #byName = new Map<string, Map<string, number>>();
  #byId = new Map<string, string>();
  /** Messages of people whose account is deleted. */
  nameless = 0;

  /** Takes notice of who said a message; `counts` is false for notices. */
  hear(message: WrittenMessage, counts: boolean): void {
    const { name, id } = speakerOf(message);
    if (name === null) {
      if (counts) this.nameless += 1;
      return;
    }
    const ids = this.#byName.get(name) ?? new Map<string, number>();
    ids.set(id, (ids.get(id) ?? 0) + (counts ? 1 : 0));
    this.#byName.set(name, ids);
    if (!this.#byId.has(id)) this.#byId.set(id, name);
  }

  /** The name that a message's speaker goes by in this export. */
  nameOf(message: WrittenMessage): string | null {
    const { name, id } = speakerOf(message);
    return name === null ? null : this.#shown(name, id);
  }

  /** The name of whoever has this number. */
  named(id: number): string | undefined {
    const key = [`user${id}`, String(id)].find((each) => this.#byId.has(each));
    const name = key === undefined ? undefined : this.#byId.get(key);
    return key === undefined || name === undefined ? undefined : this.#shown(name, key);
  }

  /** Names that more than one person has. */
  get shared(): string[] {
    return [...this.#byName].flatMap(([name, ids]) => (ids.size > 1 ? [name] : []));
  }

  get people(): Person[] {
    return [...this.#byName]
      .flatMap(([name, ids]) => [...ids].map(([id, messages]) => ({ name: this.#shown(name, id), messages })))
      .filter(({ messages }) => messages > 0)
      .toSorted((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1));
  }

  #shown(name: string, id: string): string {
    return (this.#byName.get(name)?.size ?? 0) > 1 ? `${name} (${id || "no number"})` : name;
  }
}

function speakerOf({ type, from, from_id, actor, actor_id }: WrittenMessage): { name: string | null; id: string } {
  const [name, id] = type === "service" ? [actor, actor_id] : [from, from_id];
  return { name: name?.replace(CONTROLS, "") || null, id: String(id ?? "") };
}
