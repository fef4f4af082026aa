import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "#design";
import { island } from "#foundation/islands";
import { Acts, type ActWords } from "./acts.tsx";
import { openLog, type LogProps, type OpenLog } from "./live-log.ts";
import { listenForKeys } from "./keys.ts";
import { openOutbox } from "./outbox.ts";

export interface ComposerProps extends LogProps {
  draftId: string;
  draft: string;
  letters: number;
  words: LogProps["words"] &
    ActWords & { youAre: string; send: string; replyTo: string; replyStop: string; keys: string; keysTitle: string };
}

interface Reply {
  id: string;
  alias: string;
  text: string;
}

const DRAFT_MS = 1_000;
const isDesk = () => matchMedia("(hover: hover) and (pointer: fine)").matches;

/** Where one writes. Without script it is a form; with script it sends without leaving the page, and brings the log to life. */
export default island("spaces/composer", function Composer(props: ComposerProps) {
  const { spaceId, topic, draftId, draft, letters, words } = props;
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const log = useRef<OpenLog | undefined>(undefined);
  const outbox = useRef<ReturnType<typeof openOutbox> | undefined>(undefined);
  const [reply, setReply] = useState<Reply>();
  const [edited, setEdited] = useState<string>();
  const [fault, setFault] = useState("");
  const [acts, setActs] = useState<HTMLElement>();
  const [isHelping, setHelping] = useState(false);

  useEffect(() => {
    const opened = openLog(props, setActs);
    log.current = opened;
    outbox.current = openOutbox(spaceId, { onState: opened.mark, onRefused: giveBack });
    const stopKeys = listenForKeys({
      reply: answer,
      editLast,
      help: () => setHelping(true),
      toNew: opened.toNew,
      mute: () => location.assign(`/spaces/${spaceId}/about`),
    });
    return () => {
      opened.close();
      stopKeys();
    };
  }, []);
  useKeptDraft(field, spaceId);

  function giveBack(text: string, reason: string): void {
    setFault(reason);
    if (field.current && !field.current.value) field.current.value = text;
  }
  function answer(line: HTMLElement): void {
    setActs(undefined);
    setReply({
      id: line.dataset["id"] ?? "",
      alias: line.querySelector(".say-who b")?.textContent ?? words.you,
      text: bodyOf(line).slice(0, 140),
    });
    field.current?.focus();
  }
  function editThis(line: HTMLElement): void {
    setActs(undefined);
    setEdited(line.dataset["id"]);
    if (field.current) field.current.value = bodyOf(line);
    field.current?.focus();
  }
  function editLast(): void {
    const mine = [...document.querySelectorAll<HTMLElement>(".say.mine:not(.gone):not(.waiting)")].at(-1);
    if (mine) editThis(mine);
  }
  function stop(): void {
    setReply(undefined);
    setEdited(undefined);
    if (edited && field.current) field.current.value = "";
  }

  function send(event: Event): void {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (!text || !field.current) return;
    setFault("");
    if (edited) void outbox.current?.change(edited, text);
    else {
      const id = crypto.randomUUID();
      log.current?.begin({ id, text, quote: reply });
      outbox.current?.post({ id, text, topic, replyTo: reply?.id ?? "" });
    }
    field.current.value = "";
    stop();
    field.current.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") stop();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !isDesk()) return;
    send(event);
  }

  return (
    <>
      <form class="composer" method="post" action={`/spaces/${spaceId}/messages`} ref={form} onSubmit={send} id="end">
        {(reply || edited) && (
          <p class="composer-reply">
            <span dir="auto">
              {edited ? words.edit : words.replyTo.replace("{alias}", reply?.alias ?? "")}
              {reply && `: ${reply.text}`}
            </span>
            <button class="button quiet" type="button" onClick={stop}>
              {words.replyStop}
            </button>
          </p>
        )}
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
      {acts && <Acts line={acts} spaceId={spaceId} words={words} onClose={() => setActs(undefined)} onReply={answer} onEdit={editThis} />}
      {isHelping && (
        <dialog class="dialog" open aria-labelledby="keys-title">
          <h2 id="keys-title">{words.keysTitle}</h2>
          <p>{words.keys}</p>
          <button class="button" type="button" onClick={() => setHelping(false)}>
            {words.close}
          </button>
        </dialog>
      )}
    </>
  );
});

const bodyOf = (line: HTMLElement) => line.querySelector(".say-body > p")?.textContent ?? "";

/** Keeps what is being written on the server, a second after the last key, so that a closed phone loses nothing. */
function useKeptDraft(field: { current: HTMLTextAreaElement | null }, spaceId: string): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let kept = field.current?.value ?? "";
    const keep = () => {
      const text = field.current?.value ?? "";
      if (text === kept) return;
      kept = text;
      const headers = { "content-type": "application/json", accept: "application/json" };
      void fetch(`/spaces/${spaceId}/draft`, { method: "POST", headers, body: JSON.stringify({ text }), keepalive: true }).catch(() => {});
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, DRAFT_MS);
    };
    field.current?.addEventListener("input", later);
    field.current?.form?.addEventListener("submit", later);
    addEventListener("pagehide", keep);
    return () => removeEventListener("pagehide", keep);
  }, []);
}
