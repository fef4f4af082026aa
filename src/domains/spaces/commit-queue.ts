import type { Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import type { JustSaid } from "./just-said.ts";
import { Lane, type Outcome, type Post } from "./lane.ts";

export type { Outcome, Post } from "./lane.ts";

const WAITING = 20_000; // beyond this a message is refused at once rather than kept waiting

/**
 * Everything that is said in this process goes through one connection, many messages to a commit. While one commit is on its way the next
 * batch gathers; when none is, a message waits for nobody. Where someone else has a room's turn, an import for one, what is said in that
 * room goes to a second connection and waits there, so that it delays no other room.
 */
export class CommitQueue {
  readonly db: Database;
  readonly #patient: Lane;
  readonly #quick: Lane;
  #isClosing = false;

  constructor(db: Database, justSaid?: JustSaid) {
    this.db = db;
    const told = justSaid ? { justSaid } : {};
    this.#patient = new Lane(db, told);
    this.#quick = new Lane(db, { ...told, patient: this.#patient });
  }

  /** Resolves when the message is safely kept, or is known not to be; rejects `unavailable` when nobody knows: it may be sent again. */
  add(post: Post): Promise<Outcome> {
    if (this.#quick.size + this.#patient.size >= WAITING || this.#isClosing)
      return Promise.reject(new Refusal("unavailable", "Too much is being said at once. Please send it again."));
    return new Promise((resolve, reject) => this.#quick.take({ post, since: Date.now(), resolve, reject }));
  }

  /** Takes nothing more, keeps what was taken on, then lets the connections go. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#quick.close();
    await this.#patient.close();
  }
}

/** `justSaid` is told of each commit, for the feed of this process. */
export const openCommitQueue = (db: Database, justSaid?: JustSaid): CommitQueue => new CommitQueue(db, justSaid);
