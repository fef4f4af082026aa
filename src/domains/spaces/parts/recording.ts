import type { Adding } from "./adding.ts";
import { Recorder } from "./recorder.ts";
import type { RecordingState } from "./voice-button.tsx";

const HOLD_MS = 500; // a shorter touch is a tap, and goes on until the next
const SLIDE_PX = 80;

/** What a hand or a key did to the button, when, and where: the more, the further from where writing begins. */
export interface Touch {
  kind: "press" | "slide" | "release" | "tap" | "cancel";
  at: number;
  x: number;
  /** Without a pointer. */
  isKey: boolean;
  adding: Adding;
  denied: string;
}

/** One button's recordings, each from its begin to its end; the microphone is open only between them. */
export class Recording {
  readonly #tell: (state: RecordingState) => void;
  #state: RecordingState = { phase: "still", milliseconds: 0, isSliding: false };
  #recorder: Promise<Recorder | undefined> | undefined;
  #pressed = { at: 0, x: 0, wasGoing: false };

  constructor(tell: (state: RecordingState) => void) {
    this.#tell = tell;
  }

  hear(touch: Touch): void {
    const { phase } = this.#state;
    const { at, x, wasGoing } = this.#pressed;
    if (touch.kind === "press") {
      this.#pressed = { at: touch.at, x: touch.x, wasGoing: phase === "going" };
      if (phase === "still") this.#begin("held", touch);
    } else if (touch.kind === "cancel") void this.#take().then((recorder) => recorder?.cancel());
    else if (touch.kind === "slide" && phase === "held") {
      this.#put({ isSliding: x - touch.x > SLIDE_PX / 4 });
      if (x - touch.x > SLIDE_PX) void this.#take().then((recorder) => recorder?.cancel());
    } else if (touch.kind === "release" && phase === "held") {
      if (touch.at - at < HOLD_MS) this.#put({ phase: "going" });
      else void this.#finish(touch.adding);
    } else if (touch.kind === "tap") {
      if (phase === "going" && (wasGoing || touch.isKey)) void this.#finish(touch.adding);
      else if (phase === "still" && touch.isKey) this.#begin("going", touch);
    }
  }

  #begin(phase: RecordingState["phase"], { adding, denied }: Touch): void {
    this.#put({ phase, milliseconds: 0, isSliding: false });
    adding.setFault("");
    const asked = Recorder.begin(
      (milliseconds) => this.#put({ milliseconds }),
      () => this.#finish(adding),
    );
    this.#recorder = asked.catch(() => {
      adding.setFault(denied);
      this.#put({ phase: "still" });
      return undefined;
    });
  }

  /** Over for the button; what was begun is in the hands of whoever took it. */
  async #take(): Promise<Recorder | undefined> {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    this.#put({ phase: "still" });
    return await recorder;
  }

  async #finish(adding: Adding): Promise<void> {
    const recorded = await (await this.#take())?.done();
    if (recorded) adding.add("voice", [recorded]);
  }

  #put(change: Partial<RecordingState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell(this.#state);
  }
}
