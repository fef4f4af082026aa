import { useEffect, useRef } from "preact/hooks";

// Comes to the phone only when she first asks for it: what can be done with a message, and the list of keys.
export { Acts } from "./acts.tsx";

export function Keys({ words, onClose }: { words: { keysTitle: string; keys: string; close: string }; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog" ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">{words.keysTitle}</h2>
      <p>{words.keys}</p>
      <button class="button" type="button" onClick={() => dialog.current?.close()}>
        {words.close}
      </button>
    </dialog>
  );
}
