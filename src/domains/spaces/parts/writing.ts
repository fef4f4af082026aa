import { useEffect, useRef, useState } from "preact/hooks";
import type { ComposerProps } from "./composer.island.tsx";
import { listenForKeys } from "./keys.ts";
import { LiveLog } from "./live-log.ts";
import { openOutbox } from "./outbox.ts";
import { toNew } from "./scroll.ts";

export interface Reply {
  id: string;
  alias: string;
  text: string;
}

const QUOTED_LETTERS = 140;
const bodyOf = (line: HTMLElement) => line.querySelector(".say-body > p:not(.left-out)")?.textContent ?? "";
const replyTo = (line: HTMLElement, you: string): Reply => ({
  id: line.dataset["id"] ?? "",
  alias: line.querySelector(".say-who b")?.textContent ?? you,
  text: bodyOf(line).slice(0, QUOTED_LETTERS),
});
/** Puts words into the field; `edits` says that they stand in the room already, and so are no draft. */
function filled(field: HTMLTextAreaElement | null, text: string, edits = ""): void {
  if (field) Object.assign(field, { value: text }).dataset["edits"] = edits;
  field?.focus();
}
const OWN = ".say.mine:not(.gone):not(.waiting)";

/** Does `work` when the page has come to life; the page lives as long as the room does. */
export function useOnce(work: () => void): void {
  const [begin] = useState(() => work);
  useEffect(begin, [begin]);
}

/** What she is doing with her words: writing, answering, changing; and the live log and outbox they go through. */
export function useWriting(props: ComposerProps) {
  const { spaceId, topic, words } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const log = useRef<LiveLog | undefined>(undefined);
  const outbox = useRef<ReturnType<typeof openOutbox> | undefined>(undefined);
  const [reply, setReply] = useState<Reply>();
  const [edited, setEdited] = useState<string>();
  const [fault, setFault] = useState("");
  const [acts, setActs] = useState<HTMLElement>();
  const [isHelping, setHelping] = useState(false);

  useOnce(() => {
    const list = document.querySelector<HTMLElement>("#talk");
    if (!list) return;
    const opened = new LiveLog(props, list, setActs);
    log.current = opened;
    outbox.current = openOutbox(spaceId, { onState: (...state) => opened.mark(...state), onRefused: giveBack });
    const mute = () => location.assign(`/spaces/${spaceId}/about#quiet`);
    listenForKeys({ reply: answer, editLast, help: () => setHelping(true), toNew, mute });
  });

  const fill = (text: string) => filled(field.current, text);
  function giveBack(text: string, reason: string): void {
    setFault(reason);
    if (field.current?.value === "") fill(text);
  }
  function answer(line: HTMLElement): void {
    setActs(undefined);
    setReply(replyTo(line, words.you));
    field.current?.focus();
  }
  function editThis(line: HTMLElement): void {
    setActs(undefined);
    setEdited(line.dataset["id"]);
    filled(field.current, bodyOf(line), "yes");
  }
  function editLast(): void {
    const mine = document.querySelectorAll<HTMLElement>(OWN);
    if (mine.length > 0) editThis(mine[mine.length - 1]!);
  }
  function stop(): void {
    setReply(undefined);
    setEdited(undefined);
    if (edited) fill("");
  }
  function send(event: Event): void {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (!text) return;
    setFault("");
    if (edited) void outbox.current?.change(edited, text);
    else {
      const id = crypto.randomUUID();
      log.current?.begin({ id, text, quote: reply });
      outbox.current?.post({ id, text, topic, replyTo: reply?.id ?? "" });
    }
    stop();
    fill("");
  }
  const place = { field, log, fill, giveBack, closeActs: () => setActs(undefined), closeHelp: () => setHelping(false) };
  return { ...place, reply, edited, fault, acts, isHelping, answer, editThis, stop, send };
}
