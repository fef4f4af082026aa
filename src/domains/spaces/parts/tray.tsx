import { useState } from "preact/hooks";
import { Icon } from "#design";
import type { Adding, AddWords } from "./adding.ts";
import { endingOf, lengthOf } from "./attachment.tsx";
import type { Chosen } from "./chosen.ts";
import { listenTo } from "./listen.ts";
import { kilobytes } from "./photo.tsx";
import { shrink } from "./shrink.ts";

// Comes to the phone only when something is added: what shows what was chosen, and what makes it small and records it.
export { Recording } from "./recording.ts";
export { RecordingRow } from "./recording-row.tsx";

/** What was chosen, made small; only a photo can be. */
export async function prepared(one: Chosen): Promise<Chosen> {
  return one.kind === "photo" ? { ...one, ...(await shrink(one.blob)) } : one;
}

/** What goes beside the words, above them; each can be taken away again. */
export function Tray({ adding, w }: { adding: Adding; w: AddWords }) {
  const { chosen, isHard, setHard, remove } = adding;
  if (chosen.length === 0) return null;
  return (
    <div class="tray">
      <ul class="plain">
        {chosen.map((one) => (
          <li key={one.key} class={one.kind === "photo" ? "tray-photo" : "tray-row"}>
            {one.kind === "photo" && <Picture one={one} />}
            {one.kind === "voice" && <Voice one={one} w={w} />}
            {one.kind === "file" && <Paper one={one} w={w} />}
            <button class="square" type="button" aria-label={`${w.remove}: ${one.name || w.voice}`} onClick={() => remove(one)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {chosen.some(({ kind }) => kind === "photo") && (
        <label class="tray-hard">
          <input type="checkbox" checked={isHard} onChange={(event) => setHard(event.currentTarget.checked)} /> {w.hard}
        </label>
      )}
      {chosen.some(({ kind }) => kind === "file") && <p class="soft small">{w.fileHint}</p>}
    </div>
  );
}

function Picture({ one }: { one: Chosen }) {
  return one.shown ? <img src={one.shown} alt={one.name} /> : <span dir="auto">{one.name}</span>;
}

function Voice({ one, w }: { one: Chosen; w: AddWords }) {
  const [stop, setStop] = useState<() => void>();
  async function toggle(): Promise<void> {
    if (stop) return stop();
    const ending = await listenTo(one.blob, () => setStop(undefined));
    setStop(() => ending);
  }
  return (
    <>
      <button
        class="square"
        type="button"
        aria-label={stop ? w.stop : w.listen}
        aria-pressed={stop !== undefined}
        onClick={() => void toggle()}
      >
        <Icon name={stop ? "stop" : "play"} />
      </button>
      <b>{w.voice}</b>
      <span>{w.voiceSize.replace("{time}", lengthOf(one.milliseconds)).replace("{size}", kilobytes(one.blob.size))}</span>
    </>
  );
}

function Paper({ one, w }: { one: Chosen; w: AddWords }) {
  return (
    <>
      <Icon name="file" />
      <b dir="auto">{one.name}</b>
      <span>{w.fileSize.replace("{kind}", endingOf(one.name)).replace("{size}", kilobytes(one.blob.size))}</span>
    </>
  );
}
