import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "#design";
import { island } from "#foundation/islands";
import { MessageLine, type Line } from "./message-line.tsx";

interface Props {
  spaceId: string;
  locale: string;
  draftId: string;
  messages: Line[];
  words: { write: string; send: string; unsent: string };
}

/** Hears what is said after the first lines. The browser itself comes back after a lost connection, with its Last-Event-ID. */
function useFeed(spaceId: string, firstLines: Line[]): Line[] {
  const [lines, setLines] = useState(firstLines);
  const heard = useRef(firstLines.at(-1)?.seq ?? 0);
  useEffect(() => {
    const feed = new EventSource(`/spaces/${spaceId}/live?after=${heard.current}`);
    feed.addEventListener("message", (event: MessageEvent<string>) => {
      heard.current = Number(event.lastEventId);
      setLines((before) => [...before, JSON.parse(event.data)]);
    });
    return () => feed.close();
  }, [spaceId]);
  return lines;
}

/** The conversation. Without script it is a list and a form; with script it is live and the form stays where it is. */
export default island("spaces/conversation", function Conversation({ spaceId, locale, draftId, messages, words }: Props) {
  const lines = useFeed(spaceId, messages);
  const [id, setId] = useState(draftId);
  const [state, setState] = useState<"idle" | "sending" | "unsent">("idle");
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [lines.length]);

  async function send(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (state === "sending") return;
    setState("sending");
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { accept: "application/json" } }).catch(
      () => null,
    );
    setState(answer?.ok ? "idle" : "unsent"); // an unsent message keeps its id: sending it again cannot say it twice
    if (!answer?.ok) return;
    form.reset();
    setId(crypto.randomUUID());
  }

  return (
    <>
      <div role="log" aria-live="polite">
        <ol class="messages">
          {lines.map((line) => (
            <MessageLine key={line.seq} line={line} locale={locale} />
          ))}
        </ol>
        <div ref={end} />
      </div>
      <form method="post" action={`/spaces/${spaceId}/messages`} onSubmit={send}>
        <input type="hidden" name="id" value={id} />
        <label class="field">
          <span>{words.write}</span>
          <textarea name="body" rows={3} maxLength={4000} required />
        </label>
        {state === "unsent" && (
          <p role="alert" class="said-no">
            {words.unsent}
          </p>
        )}
        <Button aria-disabled={state === "sending"}>{words.send}</Button>
      </form>
    </>
  );
});
