import { Icon } from "#design";
import { island } from "#foundation/islands";
import type { ActWords } from "./acts.tsx";
import { AddMenu } from "./add-menu.tsx";
import { useAdding, type AddWords } from "./adding.ts";
import type { LogProps } from "./live-log.ts";
import { useKeptDraft } from "./kept-draft.ts";
import type { Why } from "./verdict.ts";
import { useWhenNeeded } from "./when-needed.ts";
import { VoiceButton } from "./voice-button.tsx";
import { useWriting, type Reply } from "./writing.ts";

export interface ComposerProps extends LogProps {
  draftId: string;
  draft: string;
  /** When the house got this draft, in milliseconds; 0 for none. */
  draftAt: number;
  /** Whose phone this is, without saying who. */
  phone: string;
  letters: number;
  addWords: AddWords;
  words: LogProps["words"] &
    ActWords & {
      unkept: string;
      full: string;
      refused: Record<Why | "unknown" | "change", string>;
      youAre: string;
      send: string;
      replyTo: string;
      replyStop: string;
      editStop: string;
      keys: string;
      keysTitle: string;
    };
}
type ComposerWords = ComposerProps["words"];

const isDesk = () => matchMedia("(hover: hover) and (pointer: fine)").matches;

/** Where one writes. Without script it is a form; with script it sends without leaving the page, and brings the log to life. */
export default island("spaces/composer", function Composer(props: ComposerProps) {
  const { spaceId, topic, draftId, draft, letters, words, addWords } = props;
  const writing = useWriting(props);
  const { field, reply, edited, acts, isHelping } = writing;
  const adding = useAdding(props, writing);
  const Tray = adding.tray?.Tray;
  const dialogs = useWhenNeeded(acts !== undefined || isHelping, () => import("./dialogs.tsx"));
  useKeptDraft(field, props);

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
        <Troubles fault={writing.fault || adding.fault} unkept={writing.unkept} />
        <input type="hidden" name="id" value={draftId} />
        {topic && <input type="hidden" name="topic" value={topic} />}
        {Tray && <Tray adding={adding} w={addWords} />}
        <label for="words">{adding.chosen.some(({ kind }) => kind === "voice") ? addWords.says : words.youAre}</label>
        {edited === undefined && <AddMenu adding={adding} w={addWords} />}
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
        {edited === undefined && <VoiceButton adding={adding} w={addWords} />}
        <button class="button send" aria-label={words.send}>
          <Icon name="send" />
        </button>
      </form>
      {acts && dialogs && (
        <dialogs.Acts
          line={acts}
          spaceId={spaceId}
          words={words}
          onClose={writing.closeActs}
          onReply={writing.answer}
          onEdit={writing.editThis}
        />
      )}
      {isHelping && dialogs && <dialogs.Keys words={words} onClose={writing.closeHelp} />}
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

/** What is wrong just now, and what she should know before she closes the page. */
function Troubles({ fault, unkept }: { fault: string; unkept: string }) {
  return (
    <>
      {fault && (
        <p class="error" role="alert">
          <Icon name="alert" />
          <span>{fault}</span>
        </p>
      )}
      {unkept && <p class="small soft">{unkept}</p>}
    </>
  );
}
