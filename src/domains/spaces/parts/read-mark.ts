import { post } from "./post.ts";

const SOON_MS = 700; // after she came, so that what she found here is read at once
const AGAIN_MS = 100_000; // less than the house waits before it sends for her; each mark costs a phone as much as four messages

/** Tells the house how far she has read: soon after she came, now and then while she stays, and when she goes. */
export class ReadMark {
  readonly #url: string;
  readonly #topic: string;
  #seen = -1;
  #told = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(spaceId: string, topic: string) {
    this.#url = `/spaces/${spaceId}/read`;
    this.#topic = topic;
    const tell = () => void this.#tell();
    addEventListener("pagehide", tell);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());
    addEventListener("pointerdown", (event) => event.target instanceof Element && event.target.closest("a[href]") && tell(), true);
  }

  /** She has this line, and so all before it, in sight. */
  saw(seq: number): void {
    this.#seen = Math.max(this.#seen, seq);
    if (this.#seen > this.#told) this.#timer ??= setTimeout(() => void this.#tell(), this.#told < 0 ? SOON_MS : AGAIN_MS);
  }

  async #tell(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [seq, before] = [this.#seen, this.#told];
    if (seq <= before) return;
    this.#told = seq;
    const answer = await post(this.#url, { seq, topic: this.#topic }, true);
    if (!answer?.ok && this.#told === seq) this.#told = before;
  }
}
