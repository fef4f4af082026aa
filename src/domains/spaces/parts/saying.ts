import { change } from "./change.ts";
import { shownOf } from "./chosen.ts";
import type { ComposerProps } from "./composer.island.tsx";
import { LiveLog } from "./live-log.ts";
import type { State } from "./message.tsx";
import { outboxOf, type Keeping, type Outbox, type Progress } from "./outbox.ts";
import { before } from "./phone-draft.ts";
import type { Outgoing } from "./pile.ts";

interface Ways {
  /** What stands in the field; undefined while words are being changed in it. */
  begun: () => string | undefined;
  fill: (text: string) => void;
  onActs: (line: HTMLElement) => void;
  onFault: (fault: string) => void;
  /** What she should know where her words are kept nowhere but in this page; nothing where all is well. */
  onUnkept: (sentence: string) => void;
}

/** The way of her words into the room, through the outbox, and how far they have come, in the log. */
export class Saying {
  readonly #props: ComposerProps;
  readonly #ways: Ways;
  readonly log: LiveLog;
  readonly #outbox: Outbox;
  #isSealed = false;

  constructor(props: ComposerProps, list: HTMLElement, ways: Ways) {
    this.#props = props;
    this.#ways = ways;
    this.log = new LiveLog(props, list, ways.onActs);
    this.#outbox = outboxOf(props.phone);
    this.#outbox.listen((progress) => this.#hear(progress));
    void this.#bringWaiting();
  }

  /** What waits on this phone for this room stands in it again, and goes on. */
  async #bringWaiting(): Promise<void> {
    const { spaceId, topic, isNewest } = this.#props;
    this.#isSealed = await this.#outbox.isSealed();
    this.#sayWhere(this.#isSealed ? "here" : "loose");
    if (!isNewest) return;
    for (const message of await this.#outbox.waitingIn(spaceId)) if (!topic || message.topic === topic) this.#show(message, "waiting");
  }

  #hear(progress: Progress): void {
    const { spaceId, words } = this.#props;
    if (progress.is === "waiting") this.log.mark(progress.id, "waiting");
    if (progress.is === "sent") this.log.mark(progress.id, "sent", progress.seq);
    if (progress.is === "sent" && this.#isSealed) this.#sayWhere("here");
    if (progress.is === "refused" && progress.message.space === spaceId) this.giveBack(progress.message, this.#reasonOf(progress));
    if (progress.is !== "unknown") return;
    this.log.letGo();
    this.#ways.onFault(words.refused.unknown);
  }

  #reasonOf({ message, why, fault = "" }: Extract<Progress, { is: "refused" }>): string {
    const { words, addWords } = this.#props;
    return message.files ? (addWords.faults[fault] ?? addWords.notSent) : words.refused[why];
  }

  /** The house said no for good: the words are hers again, before what she has begun meanwhile. */
  giveBack({ id, text }: Outgoing, reason: string): void {
    this.log.takeBack(id);
    this.#ways.onFault(reason);
    const begun = this.#ways.begun();
    if (begun !== undefined && text) this.#ways.fill(before(text, begun));
  }

  /** It is shown at once, and says where it is when it is kept there. */
  async say(message: Outgoing): Promise<void> {
    this.#ways.onFault("");
    const posted = this.#outbox.post(message);
    this.#show(message, "going");
    const keeping = await posted;
    this.#sayWhere(keeping);
    this.log.mark(message.id, keeping === "here" ? "here" : "loose");
  }

  #show(message: Outgoing, state: State): void {
    this.log.begin({ ...message, ...shownOf(message.files ?? [], message.isSensitive) }, state);
  }

  #sayWhere(keeping: Keeping): void {
    const { unkept, full } = this.#props.words;
    this.#ways.onUnkept({ here: "", loose: unkept, full }[keeping]);
  }

  async mend(id: string, text: string): Promise<void> {
    this.#ways.onFault("");
    if (await change(this.#props.spaceId, id, text)) return;
    this.#ways.onFault(this.#props.words.refused.change);
    if (this.#ways.begun() === "") this.#ways.fill(text);
  }
}
