import type { Recorded } from "./chosen.ts";
import { VOICE_TYPES } from "./can-record.ts";

const BITS_A_SECOND = 13_000; // with what the file costs beside the sound, a minute stays below 120 KB
const LIMIT_MS = 180_000;
const SHORTEST_MS = 400; // less was a slip of the thumb
const TICK_MS = 200;
const sound = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** One voice note being recorded: begun by `begin`, ended by `done` or `cancel`, or by itself after three minutes. */
export class Recorder {
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #parts: Blob[] = [];
  readonly #ended: Promise<void>;
  readonly #ticking: ReturnType<typeof setInterval>;
  readonly #began = performance.now();
  #milliseconds = 0;
  #isEnding = false;

  /** Asks for the microphone. Throws when it is not given. `onTick` hears how long it lasts; `onLimit` that three minutes are over. */
  static async begin(onTick: (milliseconds: number) => void, onLimit: () => unknown): Promise<Recorder> {
    return new Recorder(await navigator.mediaDevices.getUserMedia({ audio: sound }), onTick, onLimit);
  }
  private constructor(stream: MediaStream, onTick: (milliseconds: number) => void, onLimit: () => unknown) {
    const mimeType = VOICE_TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
    this.#stream = stream;
    this.#recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_A_SECOND });
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#parts.push(data));
    this.#ended = new Promise((ended) =>
      this.#recorder.addEventListener("stop", () => {
        ended();
        if (!this.#isEnding) onLimit(); // a call came, or the microphone was taken away: what there is, is kept
      }),
    );
    this.#recorder.start();
    this.#ticking = setInterval(() => {
      const lasted = performance.now() - this.#began;
      onTick(lasted);
      if (lasted >= LIMIT_MS) onLimit();
    }, TICK_MS);
  }

  /** What was recorded; undefined when it was shorter than any word. */
  async done(): Promise<Recorded | undefined> {
    await this.#end();
    const [first] = this.#parts;
    if (this.#milliseconds < SHORTEST_MS || !first) return undefined;
    return { blob: new Blob(this.#parts, { type: first.type }), milliseconds: this.#milliseconds };
  }
  async cancel(): Promise<void> {
    await this.#end();
    this.#parts.length = 0;
  }
  async #end(): Promise<void> {
    clearInterval(this.#ticking);
    this.#isEnding = true;
    this.#milliseconds ||= Math.round(performance.now() - this.#began);
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
    await this.#ended;
    for (const track of this.#stream.getTracks()) track.stop();
  }
}
