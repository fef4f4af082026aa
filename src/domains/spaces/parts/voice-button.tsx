import { useEffect, useState } from "preact/hooks";
import { Icon } from "#design";
import type { Adding, AddWords } from "./adding.ts";
import { lengthOf } from "./attachment.tsx";
import { canRecord } from "./can-record.ts";
import type { Recorder } from "./recorder.ts";

const HOLD_MS = 500; // a shorter touch is a tap, and goes on until the next
const SLIDE_PX = 80;

/** `held`: by a thumb that may slide away; `going`: until she taps again. */
type Phase = "still" | "held" | "going";

/** Records while it is held, or from one tap to the next. By keyboard it is a button like any other, with another one to cancel. */
export function VoiceButton({ adding, w }: { adding: Adding; w: AddWords }) {
  const [isOffered, setOffered] = useState(false);
  useEffect(() => setOffered(canRecord()), []);
  const recording = useRecording(adding, w);
  const { phase, milliseconds, isSliding } = recording;
  if (!isOffered) return null;
  return (
    <>
      {phase !== "still" && (
        <div class={isSliding ? "recording sliding" : "recording"}>
          <span class="recording-dot" />
          <span class="recording-time">{lengthOf(milliseconds)}</span>
          <output>{phase === "held" ? w.slide : w.recording}</output>
          {phase === "going" && (
            <button class="button quiet" type="button" onClick={recording.cancel}>
              {w.cancel}
            </button>
          )}
        </div>
      )}
      <button
        class={phase === "still" ? "square mic" : "square mic live"}
        type="button"
        aria-label={phase === "still" ? w.record : w.done}
        onPointerDown={recording.press}
        onPointerMove={recording.slide}
        onPointerUp={recording.release}
        onPointerCancel={recording.cancel}
        onClick={recording.tap}
        onContextMenu={(event) => event.preventDefault()}
      >
        <Icon name={phase === "going" ? "check" : "mic"} />
      </button>
    </>
  );
}

/** What is under way, and the touch that began it. */
class UnderWay {
  #recorder: Promise<Recorder | undefined> | undefined;
  #touch = { at: 0, x: 0, wasGoing: false };

  keep(recorder: Promise<Recorder | undefined>): void {
    this.#recorder = recorder;
  }
  async take(): Promise<Recorder | undefined> {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    return await recorder;
  }
  touched(x: number, wasGoing: boolean): void {
    this.#touch = { at: performance.now(), x, wasGoing };
  }
  get touch() {
    return { ...this.#touch, lasted: performance.now() - this.#touch.at };
  }
}

/** A recording from its begin to its end; the microphone opens only between them. */
function useRecording(adding: Adding, w: AddWords) {
  const [phase, setPhase] = useState<Phase>("still");
  const [milliseconds, setMilliseconds] = useState(0);
  const [isSliding, setSliding] = useState(false);
  const [underWay] = useState(() => new UnderWay());

  function begin(as: Phase): void {
    setPhase(as);
    setMilliseconds(0);
    setSliding(false);
    adding.setFault("");
    const refused = () => {
      adding.setFault(w.denied);
      setPhase("still");
      return undefined;
    };
    const loading = adding.load().then(({ Recorder }) => Recorder.begin(setMilliseconds, finish));
    underWay.keep(loading.catch(refused));
  }
  async function finish(): Promise<void> {
    setPhase("still");
    const recorded = await (await underWay.take())?.done();
    if (recorded) adding.add("voice", [recorded]);
  }
  async function cancel(): Promise<void> {
    setPhase("still");
    await (await underWay.take())?.cancel();
  }

  function press(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (event.button !== 0) return;
    underWay.touched(event.clientX, phase === "going");
    event.currentTarget.setPointerCapture(event.pointerId);
    if (phase === "still") begin("held");
  }
  /** Towards where writing begins, as hands know it. */
  function slide(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (phase !== "held") return;
    const isTurned = getComputedStyle(event.currentTarget).direction === "rtl";
    const away = (underWay.touch.x - event.clientX) * (isTurned ? -1 : 1);
    setSliding(away > SLIDE_PX / 4);
    if (away > SLIDE_PX) void cancel();
  }
  function release(): void {
    if (phase !== "held") return;
    if (underWay.touch.lasted < HOLD_MS) setPhase("going");
    else void finish();
  }
  /** A second tap ends it; and a key, which brings no pointer, begins and ends it. */
  function tap(event: MouseEvent): void {
    if (phase === "going" && (underWay.touch.wasGoing || event.detail === 0)) void finish();
    else if (phase === "still" && event.detail === 0) begin("going");
  }
  return { phase, milliseconds, isSliding, cancel: () => void cancel(), press, slide, release, tap };
}
