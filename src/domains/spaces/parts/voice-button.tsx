import { useEffect, useState } from "preact/hooks";
import { Icon } from "#design";
import type { Adding, AddWords } from "./adding.ts";
import { canRecord } from "./can-record.ts";
import type { Recording, Touch } from "./recording.ts";

/** `held`: by a thumb that may slide away; `going`: until she taps again. */
export interface RecordingState {
  phase: "still" | "held" | "going";
  milliseconds: number;
  isSliding: boolean;
}

/** Records while it is held, or from one tap to the next. By keyboard it is a button like any other, with another one to cancel. */
export function VoiceButton({ adding, w }: { adding: Adding; w: AddWords }) {
  const [isOffered, setOffered] = useState(false);
  useEffect(() => setOffered(canRecord()), []);
  const [state, setState] = useState<RecordingState>({ phase: "still", milliseconds: 0, isSliding: false });
  const [recording] = useState(() => inTurn(adding.load, setState));
  if (!isOffered) return null;
  const { phase } = state;
  const Row = adding.tray?.RecordingRow;

  /** What recording is comes with the first touch; by then this one may be over, so each is told with its time. */
  const touch = (kind: Touch["kind"]) => (event: MouseEvent & { currentTarget: HTMLElement }) => {
    if (kind === "press" && event.button !== 0) return;
    if (kind === "press" && event instanceof PointerEvent) event.currentTarget.setPointerCapture(event.pointerId);
    const isTurned = kind === "slide" && getComputedStyle(event.currentTarget).direction === "rtl";
    recording({
      kind,
      at: event.timeStamp,
      x: isTurned ? -event.clientX : event.clientX,
      isKey: event.detail === 0,
      adding,
      denied: w.denied,
    });
  };
  return (
    <>
      {Row && phase !== "still" && <Row state={state} w={w} onCancel={touch("cancel")} />}
      <button
        class={phase === "still" ? "square mic" : "square mic live"}
        type="button"
        aria-label={phase === "still" ? w.record : w.done}
        onPointerDown={touch("press")}
        onPointerMove={touch("slide")}
        onPointerUp={touch("release")}
        onPointerCancel={touch("cancel")}
        onClick={touch("tap")}
        onContextMenu={(event) => event.preventDefault()}
      >
        <Icon name={phase === "going" ? "check" : "mic"} />
      </button>
    </>
  );
}

/** Hands one touch after the other to what comes with the first; a hand that only passes by brings nothing. */
function inTurn(load: Adding["load"], tell: (state: RecordingState) => void) {
  let last: Promise<Recording | undefined> | undefined;
  return (touch: Touch): void => {
    if (!last && touch.kind === "slide") return;
    last ??= load().then(
      (tray) => new tray.Recording(tell),
      () => (last = undefined), // the next touch asks again
    );
    last = last.then((recording) => {
      if (recording) recording.hear(touch);
      else touch.adding.setFault(touch.denied);
      return recording;
    });
  };
}
