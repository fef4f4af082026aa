import type { AddWords } from "./adding.ts";
import { lengthOf } from "./attachment.tsx";
import type { RecordingState } from "./voice-button.tsx";

interface Props {
  state: RecordingState;
  w: AddWords;
  onCancel: (event: MouseEvent & { currentTarget: HTMLElement }) => void;
}

/** Where words are written, while the microphone is open: for how long, and the way to let it be. */
export function RecordingRow({ state: { phase, milliseconds, isSliding }, w, onCancel }: Props) {
  return (
    <div class={isSliding ? "recording sliding" : "recording"}>
      <span class="recording-dot" />
      <span class="recording-time">{lengthOf(milliseconds)}</span>
      <output>{phase === "held" ? w.slide : w.recording}</output>
      {phase === "going" && (
        <button class="button quiet" type="button" onClick={onCancel}>
          {w.cancel}
        </button>
      )}
    </div>
  );
}
