import { bringRoomsBeside, rememberZone } from "./beside.ts";
import { openFeed, type Told } from "./feed.ts";
import { drawn, felt, lineOf, removedLine, rewritten, stated } from "./log-lines.ts";
import type { MessageWords, Spoken } from "./message.tsx";
import type { Outgoing } from "./pile.ts";
import { post } from "./post.ts";
import { ReadMark } from "./read-mark.ts";
import { revealOnTap } from "./reveal.ts";
import { beginAt, isNearEnd, jumpButton, toEnd } from "./scroll.ts";

export interface LogProps {
  spaceId: string;
  memberId: string;
  topic: string;
  topics: Record<string, string>;
  isNewest: boolean;
  cursor: string;
  lastSeq: number;
  locale: string;
  zone: string;
  words: MessageWords & { you: string; someone: string; latest: string; close: string };
}

/** One's own words as they set out, with what goes beside them. */
export type Begun = Pick<Outgoing, "id" | "text" | "topic" | "quote" | "at"> & Partial<Pick<Spoken, "photos" | "files">>;

/** What nothing has happened to yet. */
const FRESH = { leftOut: undefined, removed: undefined, isEdited: false, felt: [] } as const;

/** Whether more went with the words than the phone can show as the room does. */
const hasMore = ({ photos, files }: Spoken): boolean => photos.length + files.length > 0;

const IDLE_MS = 3_000; // until the page has had the line to itself
const SETTLE_MS = 350; // on a good line a message passes through its states faster than anyone reads or wants to hear

/** The log on the page, brought to life: what is said appears, what changes is mended, what is seen is remembered as read. */
export class LiveLog {
  readonly #props: LogProps;
  readonly #list: HTMLElement;
  /** One's own that have not come back from the room yet; they stand at the end. */
  readonly #mine = new Map<string, Spoken>();
  readonly #settling = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #time: Intl.DateTimeFormat;
  readonly #jump: ReturnType<typeof jumpButton>;
  readonly #onActs: (line: HTMLElement) => void;
  readonly #read: ReadMark;
  #lastSeen: number;

  constructor(props: LogProps, list: HTMLElement, onActs: (line: HTMLElement) => void) {
    const { spaceId, locale, zone, words, isNewest, cursor } = props;
    this.#props = props;
    this.#list = list;
    this.#onActs = onActs;
    this.#lastSeen = props.lastSeq;
    this.#read = new ReadMark(spaceId, props.topic);
    this.#time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: zone });
    this.#jump = jumpButton(words.latest, () => this.#goToEnd());
    rememberZone(zone);
    revealOnTap(list, words.close);
    list.addEventListener("click", (event) => this.#onClick(event));
    list.addEventListener("submit", (event) => this.#onSubmit(event));
    addEventListener("scroll", () => this.#readSoon(), { passive: true });
    document.addEventListener("visibilitychange", () => this.#readSoon());
    openFeed(spaceId, cursor, {
      said: (told) => this.#hearSaid(told),
      edited: (told) => this.#hearEdited(told),
      removed: ({ id, by = "author" }) => removedLine(lineOf(list, id), words.removed[by]),
      reacted: (told) => this.#hearFelt(told),
      gap: () => location.reload(),
    });
    void bringRoomsBeside(spaceId);
    setTimeout(() => void import("./on-phone.ts").then(({ keepOnPhone }) => keepOnPhone(isNewest && !props.topic)), IDLE_MS);
    beginAt(isNewest);
    this.#readSoon();
  }

  /** Shows one's own words, on their way; those that stand here already came in time. */
  begin({ id, text, topic, quote, at, photos = [], files = [] }: Begun, state: Spoken["state"]): void {
    if (lineOf(this.#list, id) && !this.#mine.has(id)) return;
    const { spaceId, memberId, topics, words } = this.#props;
    const hers = { member: memberId, alias: words.you, work: "", isMine: true, isHidden: false };
    const said: Spoken = {
      ...FRESH,
      spaceId,
      id,
      seq: 0,
      ...hers,
      text,
      quote,
      photos,
      files,
      topic: topics[topic],
      ...this.#when(at),
      state,
    };
    this.#mine.set(id, said);
    this.#put(said);
  }

  /** Says how far one's own words have come. What only this page has stays so until the house has it. */
  mark(id: string, state: Spoken["state"], seq = 0): void {
    const said = this.#mine.get(id);
    if (!said || (said.state === "loose" && state === "waiting")) return;
    const now = { ...said, state, seq };
    this.#mine.set(id, now);
    this.#settle(now);
  }

  /** They were not said, and stand in no room. */
  takeBack(id: string): void {
    this.#mine.delete(id);
    lineOf(this.#list, id)?.remove();
  }

  /** Nothing is kept on this phone any more: what is on its way is only here. */
  letGo(): void {
    for (const id of this.#mine.keys()) this.mark(id, "loose");
  }

  #settle(said: Spoken): void {
    clearTimeout(this.#settling.get(said.id));
    const settle = () => {
      this.#settling.delete(said.id);
      const line = lineOf(this.#list, said.id);
      if (line) stated(line, said, this.#props.words);
    };
    this.#settling.set(said.id, setTimeout(settle, SETTLE_MS));
  }

  #hearSaid(told: Told): void {
    const { topic, isNewest } = this.#props;
    this.#lastSeen = told.seq;
    const mine = this.#mine.get(told.id);
    this.#mine.delete(told.id);
    if (topic && told.topic !== topic) return;
    if (mine && !hasMore(mine) && this.#isNext(told.id)) this.#settle({ ...mine, state: "kept", seq: told.seq });
    else if (isNewest) {
      if (mine) lineOf(this.#list, told.id)?.remove();
      this.#put(this.#spoken(told));
    } else if (!told.hidden) this.#jump.add();
    this.#readSoon();
  }

  #hearEdited(told: Told): void {
    const line = lineOf(this.#list, told.id);
    if (!told.hidden) rewritten(line, told.words, this.#props.words.edited);
    else if (line) this.#put(this.#spoken(told));
  }

  #hearFelt({ id, reaction, count = 0, isOn = false, from }: Told): void {
    const { spaceId, memberId, words } = this.#props;
    if (reaction) felt(lineOf(this.#list, id), { spaceId, id, words, reaction, count, isMine: from === memberId ? isOn : undefined });
  }

  #spoken(told: Told): Spoken {
    const { spaceId, memberId, topics, words } = this.#props;
    const { id, seq, member, at, topic, removed, reply, quotedAlias, quoteHidden, hidden: isHidden = false } = told;
    const quoted = quoteHidden
      ? { alias: "", text: words.hidden }
      : { alias: quotedAlias ?? words.someone, text: told.quoted || words.attachment.any };
    const quote = reply ? { id: reply, ...quoted } : undefined;
    const author = { member: member ?? undefined, alias: told.alias ?? words.someone, work: told.work ?? "", isMine: member === memberId };
    const rest = {
      photos: told.photos ?? [],
      files: told.files ?? [],
      topic: topic ? topics[topic] : undefined,
      removed: removed ?? undefined,
    };
    return { ...FRESH, spaceId, id, seq, isHidden, text: told.words, quote, ...author, ...this.#when(at), ...rest, state: "kept" };
  }

  #when(at: string): Pick<Spoken, "at" | "time"> {
    return { at, time: this.#time.format(new Date(at)) };
  }

  /** Whether nothing that is still on its way stands before this line. */
  #isNext(id: string): boolean {
    const line = lineOf(this.#list, id);
    const first = this.#firstOnItsWay();
    return line !== undefined && (!first || (line.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  }

  #firstOnItsWay(): HTMLElement | undefined {
    const [id] = this.#mine.keys();
    return id === undefined ? undefined : lineOf(this.#list, id);
  }

  /** Puts a message where it stands already, else at the end, before what is still on its way. */
  #put(said: Spoken): void {
    const fresh = drawn(said, this.#props.words);
    if (!fresh) return;
    clearTimeout(this.#settling.get(said.id));
    const old = lineOf(this.#list, said.id);
    const follows = said.isMine || isNearEnd();
    if (old) old.replaceWith(fresh);
    else if (this.#mine.has(said.id)) this.#list.append(fresh);
    else this.#list.insertBefore(fresh, this.#firstOnItsWay() ?? null);
    if (follows) requestAnimationFrame(() => this.#goToEnd()); // laid out once, with whatever else this turn changes
    else if (!old && !said.isHidden) this.#jump.add();
  }

  #goToEnd(): void {
    if (!this.#props.isNewest) return location.assign(`/spaces/${this.#props.spaceId}#end`);
    toEnd();
    this.#jump.clear();
    this.#readSoon();
  }

  /** What stands here was seen: never in a hidden tab, never above the end. */
  #readSoon(): void {
    if (document.visibilityState === "visible" && this.#props.isNewest && isNearEnd()) this.#read.saw(this.#lastSeen);
  }

  #onClick(event: Event): void {
    const line = event.target instanceof Element ? event.target.closest("a.more")?.closest<HTMLElement>("li.say") : undefined;
    if (!line) return;
    event.preventDefault();
    this.#onActs(line);
  }

  /** A reaction's button sends its form without leaving the page; the feed brings the new count. */
  #onSubmit(event: SubmitEvent): void {
    const form = event.target instanceof HTMLFormElement ? event.target : undefined;
    if (!form?.matches(".felts") || !(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    void post(form.action, { feel: event.submitter.value });
  }
}
