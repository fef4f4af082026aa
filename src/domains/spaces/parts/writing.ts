import { useRef, useState } from "preact/hooks";
import type { ComposerProps } from "./composer.island.tsx";
import { listenForKeys } from "./keys.ts";
import { written } from "./pile.ts";
import { Saying } from "./saying.ts";
import { toNew } from "./scroll.ts";
import { useOnce } from "./use-once.ts";

export interface Reply {
  id: string;
  alias: string;
  text: string;
}

const QUOTED_LETTERS = 140;
const OWN = ".say.mine:not(.gone):not(.waiting)";
const bodyOf = (line: HTMLElement) => line.querySelector(".say-body > p:not(.left-out)")?.textContent ?? "";
const replyTo = (line: HTMLElement, { you, attachment }: ComposerProps["words"]): Reply => ({
  id: line.dataset["id"] ?? "",
  alias: line.querySelector(".say-who b")?.textContent ?? you,
  text: bodyOf(line).slice(0, QUOTED_LETTERS) || attachment.any,
});

/** Puts words into the field; `edits` says that they stand in the room already, and so are no draft. */
function filled(field: HTMLTextAreaElement | null, text: string, edits = ""): void {
  if (!field) return;
  field.value = text;
  field.dataset["edits"] = edits;
  field.dispatchEvent(new Event("input", { bubbles: true })); // whoever keeps the draft hears of it
  field.focus();
}

/** Changing what stands in the room already; what she had begun waits meanwhile, and is in the field again after. */
function useChanging(field: { current: HTMLTextAreaElement | null }) {
  const [begun, setBegun] = useState("");
  const [edited, setEdited] = useState<string>();
  function begin(line: HTMLElement): void {
    if (!edited) setBegun(field.current?.value ?? "");
    setEdited(line.dataset["id"]);
    filled(field.current, bodyOf(line), "yes");
  }
  function beginLast(): void {
    const mine = document.querySelectorAll<HTMLElement>(OWN);
    if (mine.length > 0) begin(mine[mine.length - 1]!);
  }
  function end(): void {
    setEdited(undefined);
    if (edited) filled(field.current, begun);
  }
  return { edited, begin, beginLast, end };
}

/** What she is doing with her words: writing, answering, changing; and the way they go. */
export function useWriting(props: ComposerProps) {
  const { spaceId, topic, words } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const saying = useRef<Saying | undefined>(undefined);
  const { edited, begin, beginLast, end } = useChanging(field);
  const [reply, setReply] = useState<Reply>();
  const [fault, setFault] = useState("");
  const [unkept, setUnkept] = useState("");
  const [acts, setActs] = useState<HTMLElement>();
  const [isHelping, setHelping] = useState(false);

  const fill = (text: string) => filled(field.current, text);
  const begun = () => (field.current?.dataset["edits"] ? undefined : field.current?.value);
  useOnce(() => {
    const list = document.querySelector<HTMLElement>("#talk");
    if (!list) return;
    saying.current = new Saying(props, list, { begun, fill, onActs: setActs, onFault: setFault, onUnkept: setUnkept });
    const mute = () => location.assign(`/spaces/${spaceId}/about#quiet`);
    listenForKeys({ reply: answer, editLast: beginLast, help: () => setHelping(true), toNew, mute });
  });

  function answer(line: HTMLElement): void {
    setActs(undefined);
    setReply(replyTo(line, words));
    field.current?.focus();
  }
  function editThis(line: HTMLElement): void {
    setActs(undefined);
    begin(line);
  }
  function stop(): void {
    setReply(undefined);
    end();
  }
  function send(event: Event): void {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (!text) return;
    stop();
    if (edited) return void saying.current?.mend(edited, text);
    void saying.current?.say(written({ space: spaceId, text, topic, quote: reply }));
    fill("");
  }
  const close = { closeActs: () => setActs(undefined), closeHelp: () => setHelping(false) };
  return { ...close, field, saying, fill, fault, unkept, reply, edited, acts, isHelping, answer, editThis, stop, send };
}
