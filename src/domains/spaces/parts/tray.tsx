import { Icon } from "#design";
import type { Adding, AddWords } from "./adding.ts";
import type { Chosen } from "./chosen.ts";
import { shrink } from "./shrink.ts";

// Comes to the phone only when something is added: what shows what was chosen, and what makes it small and sends it.
export { sendUntilAnswered } from "./send-files.ts";

/** What was chosen, made small. */
export async function prepared(one: Chosen): Promise<Chosen> {
  return { ...one, ...(await shrink(one.blob)) };
}

/** What goes beside the words, above them; each can be taken away again. */
export function Tray({ adding, w }: { adding: Adding; w: AddWords }) {
  const { chosen, isHard, setHard, remove } = adding;
  if (chosen.length === 0) return null;
  return (
    <div class="tray">
      <ul class="plain">
        {chosen.map((one) => (
          <li key={one.key} class="tray-photo">
            {one.shown ? <img src={one.shown} alt={one.name} /> : <span dir="auto">{one.name}</span>}
            <button class="square" type="button" aria-label={`${w.remove}: ${one.name}`} onClick={() => remove(one)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <label class="tray-hard">
        <input type="checkbox" checked={isHard} onChange={(event) => setHard(event.currentTarget.checked)} /> {w.hard}
      </label>
    </div>
  );
}
