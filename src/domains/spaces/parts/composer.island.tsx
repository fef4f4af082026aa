import { useEffect, useRef } from "preact/hooks";
import { Icon } from "#design";
import { island } from "#foundation/islands";
import { Acts, type ActWords } from "./acts.tsx";
import type { LogProps } from "./live-log.ts";
import { useKeptDraft } from "./kept-draft.ts";
import { useWriting, type Reply } from "./writing.ts";

export interface ComposerProps extends LogProps {
  draftId: string;
  draft: string;
  letters: number;
  words: LogProps["words"] &
    ActWords & { youAre: string; send: string; replyTo: string; replyStop: string; editStop: string; keys: string; keysTitle: string };
}
type ComposerWords = ComposerProps["words"];

const isDesk = () => matchMedia("(hover: hover) and (pointer: fine)").matches;

/** Where one writes. Without script it is a form; with script it sends without leaving the page, and brings the log to life. */
export default island("spaces/composer", function Composer(props: ComposerProps) {
  const { spaceId, topic, draftId, draft, letters, words } = props;
  const writing = useWriting(props);
  const { field, reply, edited, fault, acts, isHelping } = writing;
  useKeptDraft(field, spaceId);

  /** Enter sends where there is a keyboard, and breaks the line where there is a thumb. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") writing.stop();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && isDesk()) writing.send(event);
  }

  return (
    <>
      <form class="composer" method="post" action={`/spaces/${spaceId}/messages`} onSubmit={writing.send}>
        <About reply={reply} isEditing={edited !== undefined} words={words} onStop={writing.stop} />
        {fault && (
          <p class="error" role="alert">
            <Icon name="alert" />
            <span>{fault}</span>
          </p>
        )}
        <input type="hidden" name="id" value={draftId} />
        {topic && <input type="hidden" name="topic" value={topic} />}
        <label for="words">{words.youAre}</label>
        <textarea
          id="words"
          name="text"
          rows={1}
          maxLength={letters}
          required
          dir="auto"
          ref={field}
          onKeyDown={onKeyDown}
          defaultValue={draft}
        />
        <button class="button" aria-label={words.send}>
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
