import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "#design";
import { REACTION_ICONS, type MessageWords, type Reaction } from "./message.tsx";
import { post } from "./post.ts";

export interface ActWords {
  reply: string;
  edit: string;
  remove: string;
  undo: string;
  hide: string;
  report: string;
  /** Who will see what; {alias} is put in here. */
  reportHint: string;
  close: string;
}

interface Props {
  line: HTMLElement;
  spaceId: string;
  words: ActWords & MessageWords;
  onClose: () => void;
  onReply: (line: HTMLElement) => void;
  onEdit: (line: HTMLElement) => void;
}

const UNDO_MS = 2 * 60_000;
const EDIT_MS = 15 * 60_000;
const isReaction = (kind: string): kind is Reaction => kind in REACTION_ICONS;

/** What one can do with a message, over the page; the same as on the message's own page. */
export function Acts({ line, spaceId, words, onClose, onReply, onEdit }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const trigger = line.querySelector<HTMLElement>(".more");
    dialog.current?.showModal();
    return () => trigger?.focus();
  }, [line]);
  const isMine = line.classList.contains("mine");
  const [now] = useState(() => Date.now());
  const age = now - Date.parse(line.querySelector("time")?.dateTime ?? "");
  const here = `/spaces/${spaceId}/messages/${line.dataset["id"] ?? ""}`;
  async function act(path: string, body: object): Promise<void> {
    onClose();
    await post(`${here}/${path}`, body);
  }
  const isOn = (kind: Reaction) => line.querySelector(`.felt[value="${kind}.off"]`) !== null;
  return (
    <dialog class="dialog acts" ref={dialog} onClose={onClose} aria-label={words.more}>
      <div class="felts">
        {Object.keys(REACTION_ICONS)
          .filter(isReaction)
          .map((kind) => (
            <button
              key={kind}
              class="felt"
              type="button"
              aria-pressed={isOn(kind)}
              onClick={() => void act("reactions", { feel: `${kind}.${isOn(kind) ? "off" : "on"}` })}
            >
              <Icon name={REACTION_ICONS[kind]} little />
              {words.reactions[kind]}
            </button>
          ))}
      </div>
      <button class="button" type="button" onClick={() => onReply(line)}>
        {words.reply}
      </button>
      {isMine && age < EDIT_MS && (
        <button class="button second" type="button" onClick={() => onEdit(line)}>
          {words.edit}
        </button>
      )}
      {isMine && (
        <button class="button second" type="button" onClick={() => void act("remove", {})}>
          {age < UNDO_MS ? words.undo : words.remove}
        </button>
      )}
      {!isMine && line.dataset["unknown"] === undefined && <Refuse line={line} here={here} words={words} />}
      <a class="button quiet" href={here}>
        {words.more}
      </a>
      <button class="button quiet" type="button" onClick={onClose}>
        {words.close}
      </button>
    </dialog>
  );
}

/** Two ways to say no, each a form like any other: the room comes back without what this one writes, or the report's receipt comes. */
function Refuse({ line, here, words }: { line: HTMLElement; here: string; words: ActWords }) {
  const alias = line.querySelector(".say-who b")?.textContent ?? "";
  return (
    <>
      <form method="post" action={`${here}/hide`}>
        <button class="button second wide">{words.hide.replace("{alias}", alias)}</button>
      </form>
      <form method="post" action={`${here}/report`} class="stack close">
        <button class="button second wide" aria-describedby="report-hint">
          {words.report}
        </button>
        <p class="soft small" id="report-hint">
          {words.reportHint.replace("{alias}", alias)}
        </p>
      </form>
    </>
  );
}
