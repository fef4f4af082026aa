import { useEffect, useRef } from "preact/hooks";
import { Icon } from "#design";
import { island } from "#foundation/islands";
import { Acts, type ActWords } from "./acts.tsx";
import { AddMenu } from "./add-menu.tsx";
import { useAdding, type AddWords } from "./adding.ts";
import type { LogProps } from "./live-log.ts";
import { useKeptDraft } from "./kept-draft.ts";
import { VoiceButton } from "./voice-button.tsx";
import { useWriting, type Reply } from "./writing.ts";

export interface ComposerProps extends LogProps {
  draftId: string;
  draft: string;
  letters: number;
  addWords: AddWords;
  words: LogProps["words"] &
    ActWords & { youAre: string; send: string; replyTo: string; replyStop: string; editStop: string; keys: string; keysTitle: string };
}
type ComposerWords = ComposerProps["words"];

const isDesk = () => matchMedia("(hover: hover) and (pointer: fine)").matches;

/** Where one writes. Without script it is a form; with script it sends without leaving the page, and brings the log to life. */
export default island("spaces/composer", function Composer(props: ComposerProps) {
  const { spaceId, topic, draftId, draft, letters, words, addWords } = props;
  const writing = useWriting(props);
  const { field, reply, edited, acts, isHelping } = writing;
  const adding = useAdding(spaceId, topic, writing, addWords);
  const fault = writing.fault || adding.fault;
  const Tray = adding.tray?.Tray;
  useKeptDraft(field, spaceId);

  function send(event: Event): void {
    if (edited !== undefined || !adding.send(event)) writing.send(event);
  }

  /** Enter sends where there is a keyboard, and breaks the line where there is a thumb. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") writing.stop();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && isDesk()) send(event);
  }

  return (
    <>
      <form class="composer" method="post" action={`/spaces/${spaceId}/messages`} encType="multipart/form-data" onSubmit={send}>
        <About reply={reply} isEditing={edited !== undefined} words={words} onStop={writing.stop} />
        {fault && (
          <p class="error" role="alert">
            <Icon name="alert" />
            <span>{fault}</span>
          </p>
        )}
        <input type="hidden" name="id" value={draftId} />
        {topic && <input type="hidden" name="topic" value={topic} />}
        {Tray && <Tray adding={adding} w={addWords} />}
        <label for="words">{adding.chosen.some(({ kind }) => kind === "voice") ? addWords.says : words.youAre}</label>
        <AddMenu adding={adding} w={addWords} />
        <textarea
          id="words"
          name="text"
          rows={1}
          maxLength={letters}
          placeholder=" "
          dir="auto"
          ref={field}
          onKeyDown={onKeyDown}
          defaultValue={draft}
        />
        <VoiceButton adding={adding} w={addWords} />
        <button class="button send" aria-label={words.send}>
          <Icon name="send" />
        </button>
      </form>
      {acts && (
        <Acts line={acts} spaceId={spaceId} words={words} onClose={writing.closeActs} onReply={writing.answer} onEdit={writing.editThis} />
      )}
      {isHelping && <Keys words={words} onClose={writing.closeHelp} />}
    </>
  );
});

interface AboutProps {
  reply: Reply | undefined;
  isEditing: boolean;
  words: ComposerWords;
  onStop: () => void;
}

/** What is being answered or changed, and the way out of it. */
function About({ reply, isEditing, words, onStop }: AboutProps) {
  if (!reply && !isEditing) return null;
  return (
    <p class="composer-reply">
      <span dir="auto">{reply ? `${words.replyTo.replace("{alias}", reply.alias)}: ${reply.text}` : words.edit}</span>
      <button class="button quiet" type="button" onClick={onStop}>
        {reply ? words.replyStop : words.editStop}
      </button>
    </p>
  );
}

function Keys({ words, onClose }: { words: ComposerWords; onClose: () => void }) {
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
