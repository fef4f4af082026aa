import { h, render } from "preact";
import { Felt, Message, type MessageWords, type Reaction, type Spoken } from "./message.tsx";

const kinds: readonly Reaction[] = ["heart", "hug", "candle", "strength", "thanks", "me-too"];

export const lineOf = (list: HTMLElement, id: string): HTMLElement | undefined =>
  list.querySelector<HTMLElement>(`li[data-id="${CSS.escape(id)}"]`) ?? undefined;

/** A message as a line of its own. */
export function drawn(said: Spoken, words: MessageWords): HTMLElement | undefined {
  const holder = document.createElement("ol");
  render(h(Message, { said, w: words }), holder);
  return holder.querySelector<HTMLElement>("li") ?? undefined;
}

/** Says how far a line has come, and leaves everything else of it untouched, so that only this is read out. */
export function stated(line: HTMLElement, said: Spoken, words: MessageWords): void {
  const fresh = drawn(said, words);
  const [was, is] = [line, fresh].map((one) => one?.querySelector(".state"));
  if (!fresh || !was || !is) return;
  line.className = fresh.className;
  line.id = fresh.id;
  line.dataset["seq"] = fresh.dataset["seq"];
  if (was.textContent !== is.textContent) was.replaceChildren(...is.childNodes);
  const more = fresh.querySelector("a.more");
  if (more && !line.querySelector("a.more")) line.querySelector(".say-more")?.append(more);
}

/** The words of a line; a photo or a voice note may stand without any. */
function wordsIn(line: HTMLElement): Element {
  const found = line.querySelector(".say-body > p:not(.left-out)");
  if (found) return found;
  const words = document.createElement("p");
  words.dir = "auto";
  line.querySelector(".say-body")?.append(words);
  return words;
}

/** New words in their place, with the mark that says so. */
export function rewritten(line: HTMLElement | undefined, text: string, mark: string): void {
  if (!line) return;
  wordsIn(line).textContent = text;
  const more = line.querySelector(".say-more");
  if (more?.querySelector(".edited")) return;
  const edited = document.createElement("span");
  edited.className = "edited";
  edited.textContent = mark;
  more?.querySelector("time")?.after(edited);
}

/** What remains when words were taken out of the room. */
export function removedLine(line: HTMLElement | undefined, text: string): void {
  if (!line) return;
  line.classList.add("gone");
  wordsIn(line).textContent = text;
  for (const part of line.querySelectorAll(".felts, .more, .state, .quote, .photo, .voice, .attached")) part.remove();
}

interface Change {
  spaceId: string;
  id: string;
  words: MessageWords;
  reaction: Reaction;
  count: number;
  /** Undefined when it was somebody else's. */
  isMine: boolean | undefined;
}

/** A reaction's new count, beside the others that stand there. */
export function felt(line: HTMLElement | undefined, { spaceId, id, words, reaction, count, isMine }: Change): void {
  const more = line?.querySelector(".say-more");
  if (!line || !more) return;
  const now = feltIn(line);
  const was = now.find(([kind]) => kind === reaction);
  const rest = now.filter(([kind]) => kind !== reaction);
  if (count > 0) rest.push([reaction, count, isMine ?? was?.[2] ?? false]);
  more.querySelector(".felts")?.remove();
  if (rest.length === 0) return;
  const holder = document.createElement("div");
  render(h(Felt, { said: { spaceId, id, felt: rest }, w: words }), holder);
  const form = holder.firstElementChild;
  if (form) more.insertBefore(form, more.querySelector(".more"));
}

/** Reads back what stands under a message: the page is the state. */
function feltIn(line: HTMLElement): [Reaction, number, boolean][] {
  return [...line.querySelectorAll<HTMLButtonElement>(".felt")].flatMap((button) => {
    const kind = kinds.find((known) => button.value.startsWith(`${known}.`));
    const count = Number(/\d+$/.exec(button.textContent ?? "")?.[0] ?? 0);
    return kind ? [[kind, count, button.getAttribute("aria-pressed") === "true"] as [Reaction, number, boolean]] : [];
  });
}
