import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

/** One thing that was written, and what the server answered: acknowledged means that the client read the 201 (or the 200 of a second try). */
export interface Written {
  id: string;
  text: string;
  seq: number;
}

const AGAIN_MS = 25;

/** Writes one message after the other into a space. What was not answered is sent again under the same id, until it is. */
export class Writer {
  readonly acknowledged: Written[] = [];
  readonly sent = new Set<string>();
  readonly faults: string[] = [];
  readonly #name: string;
  readonly #token: string;
  readonly #address: string;
  #isOver = false;

  constructor(name: string, token: string, address: string) {
    this.#name = name;
    this.#token = token;
    this.#address = address;
  }

  async run(): Promise<void> {
    for (let number = 0; !this.#isOver; number += 1) await this.#write(randomUUID(), `${this.#name} ${number}`);
  }

  stop(): void {
    this.#isOver = true;
  }

  async #write(id: string, text: string): Promise<void> {
    this.sent.add(id);
    for (;;) {
      const answer = await this.#ask(JSON.stringify({ id, text }));
      if (answer) return void this.acknowledged.push({ id, text, seq: answer.seq });
      if (this.#isOver) return;
      await wait(AGAIN_MS);
    }
  }

  /** The answer, or undefined when there was none: the server is away, or says that it could not keep it. */
  async #ask(body: string): Promise<{ seq: number } | undefined> {
    try {
      const answer = await fetch(this.#address, {
        method: "POST",
        headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
        body,
      });
      if (answer.status === 503) return undefined;
      const said = await answer.text();
      if (answer.status !== 201 && answer.status !== 200) this.faults.push(`${answer.status} ${said}`);
      const seq: unknown = JSON.parse(said).seq;
      return typeof seq === "number" ? { seq } : undefined;
    } catch {
      return undefined;
    }
  }
}
