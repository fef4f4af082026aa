import { h, render } from "preact";
import { felt, lineOf, removedLine, rewritten } from "./log-lines.ts";
import { Message, type MessageWords, type Spoken } from "./message.tsx";

export interface LogProps {
  spaceId: string;
  memberId: string;
  topic: string;
  topics: Record<string, string>;
  isNewest: boolean;
  cursor: string;
  lastSeq: number;
  firstUnread: number;
  locale: string;
  zone: string;
  words: MessageWords & { you: string; someone: string; newHere: string; latest: string };
}

/** A line of the log as the feed brings it. */
interface Told {
  seq: number;
  id: string;
  member: string | null;
  alias: string | null;
  work: string | null;
  words: string;
  at: string;
  topic: string | null;
  removed: "author" | "facilitator" | null;
  reply?: string;
  quoted?: string;
  quotedAlias?: string | null;
  by?: "author" | "facilitator";
  reaction?: Spoken["felt"][number][0];
  count?: number;
  isOn?: boolean;
  from?: string;
}

export interface OpenLog {
  begin(message: { id: string; text: string; quote: Spoken["quote"] }): void;
  mark(id: string, state: Spoken["state"], seq?: number): void;
  toNew(): void;
  close(): void;
}

const READ_MS = 700;
const REOPEN_MS = 5_000;
const NEAR_PX = 120;
const headers = { "content-type": "application/json", accept: "application/json" };

/** Makes the log on the page live: what is said appears, what changes is mended, what is seen is remembered as read. */
export function openLog(props: LogProps, onActs: (line: HTMLElement) => void): OpenLog {
  const { spaceId, memberId, words } = props;
  const list = document.querySelector<HTMLOListElement>("#talk")!;
  const mine = new Map<string, Spoken>();
  let cursor = props.cursor;
  let feed: EventSource;
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let lastSeen = props.lastSeq;
  let unseen = 0;
  const jump = jumpButton(words.latest, toEnd);

  rememberZone(props.zone);
  const time = new Intl.DateTimeFormat(props.locale, { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: props.zone });

  const isNearEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - NEAR_PX;
  function toEnd(): void {
    if (!props.isNewest) return location.assign(`/spaces/${spaceId}#end`);
    scrollTo({ top: document.documentElement.scrollHeight });
    unseen = 0;
    jump.show(0);
    readSoon();
  }

  function put(said: Spoken): void {
    const holder = document.createElement("ol");
    render(h(Message, { said, w: words }), holder);
    const fresh = holder.firstElementChild;
    if (!fresh) return;
    const old = lineOf(list, said.id);
    const wasNearEnd = isNearEnd();
    if (old) old.replaceWith(fresh);
    else list.append(fresh);
    if (said.isMine || wasNearEnd) toEnd();
    else if (!old) jump.show((unseen += 1));
  }

  function spoken(told: Told): Spoken {
    const { id, seq, member, at, topic, removed, reply, quoted = "", quotedAlias } = told;
    const quote = reply ? { id: reply, alias: quotedAlias ?? words.someone, text: quoted } : undefined;
    const shown = {
      alias: told.alias ?? words.someone,
      work: told.work ?? "",
      isMine: member === memberId,
      text: told.words,
      time: time.format(new Date(at)),
    };
    return {
      spaceId,
      id,
      seq,
      member: member ?? undefined,
      at,
      quote,
      topic: topic ? props.topics[topic] : undefined,
      removed: removed ?? undefined,
      isEdited: false,
      felt: [],
      state: "kept",
      ...shown,
    };
  }

  const heard: Record<string, (told: Told) => void> = {
    said: (told) => {
      lastSeen = told.seq;
      if (props.topic && told.topic !== props.topic) return;
      if (props.isNewest) put(spoken(told));
      else jump.show((unseen += 1));
      mine.delete(told.id);
      readSoon();
    },
    edited: (told) => rewritten(lineOf(list, told.id), told.words, words.edited),
    removed: (told) => removedLine(lineOf(list, told.id), words.removed[told.by ?? "author"]),
    reacted: ({ id, reaction, count = 0, isOn = false, from }) =>
      reaction && felt(lineOf(list, id), { spaceId, id, words, reaction, count, isMine: from === memberId ? isOn : undefined }),
    gap: () => location.reload(),
  };

  function open(): void {
    feed = new EventSource(`/live?spaces=${spaceId}&since=${encodeURIComponent(cursor)}`);
    for (const [kind, hear] of Object.entries(heard)) {
      feed.addEventListener(kind, (event: MessageEvent<string>) => {
        cursor = event.lastEventId || cursor;
        hear(JSON.parse(event.data) as Told);
      });
    }
    feed.addEventListener("error", () => feed.readyState === EventSource.CLOSED && setTimeout(() => void reopen(), REOPEN_MS));
  }
  /** The feed was refused: the room is no longer hers, or the house is away. */
  async function reopen(): Promise<void> {
    const answer = await fetch(`/api/spaces/${spaceId}/messages?limit=1`, { headers }).catch(() => undefined);
    if (answer && answer.status < 500 && !answer.ok) location.assign("/");
    else open();
  }

  function readSoon(): void {
    clearTimeout(readTimer);
    if (document.visibilityState !== "visible" || !props.isNewest || !isNearEnd()) return;
    const { topic } = props;
    readTimer = setTimeout(
      () =>
        void fetch(`/spaces/${spaceId}/read`, { method: "POST", headers, body: JSON.stringify({ seq: lastSeen, topic }) }).catch(() => {}),
      READ_MS,
    );
  }

  function onClick(event: Event): void {
    const target = event.target instanceof Element ? event.target : undefined;
    const more = target?.closest("a.more");
    const line = more?.closest<HTMLElement>("li.say");
    if (!line) return;
    event.preventDefault();
    onActs(line);
  }
  /** A reaction's button sends its form without leaving the page; the feed brings the new count. */
  function onSubmit(event: SubmitEvent): void {
    const form = event.target instanceof HTMLFormElement ? event.target : undefined;
    if (!form?.matches(".felts") || !(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    void fetch(form.action, { method: "POST", headers, body: JSON.stringify({ feel: event.submitter.value }) });
  }

  list.addEventListener("click", onClick);
  list.addEventListener("submit", onSubmit);
  addEventListener("scroll", readSoon, { passive: true });
  document.addEventListener("visibilitychange", readSoon);
  open();
  void bringRoomsBeside(spaceId);
  if (!location.hash) startAt();
  readSoon();

  function startAt(): void {
    if (document.querySelector("#new")) document.querySelector("#new")?.scrollIntoView({ block: "center" });
    else if (props.isNewest) scrollTo({ top: document.documentElement.scrollHeight });
  }
  return {
    begin({ id, text, quote }) {
      const at = new Date();
      const said: Spoken = {
        spaceId,
        id,
        seq: 0,
        member: memberId,
        alias: words.you,
        work: "",
        isMine: true,
        text,
        at: at.toISOString(),
        time: time.format(at),
        topic: undefined,
        isEdited: false,
        removed: undefined,
        quote,
        felt: [],
        state: "sending",
      };
      mine.set(id, said);
      put(said);
    },
    mark(id, state, seq = 0) {
      const said = mine.get(id);
      if (said) put({ ...said, state, seq });
    },
    toNew: () => document.querySelector("#new")?.scrollIntoView({ block: "center" }),
    close: () => feed.close(),
  };
}

/** On a desk her other rooms stand beside the talk. */
async function bringRoomsBeside(spaceId: string): Promise<void> {
  if (!matchMedia("(min-width: 60em)").matches) return;
  const answer = await fetch(`/rooms/beside/${spaceId}`).catch(() => undefined);
  if (answer?.ok) document.querySelector(".talk-main")?.insertAdjacentHTML("beforebegin", await answer.text());
}

/** Tells the server which clock she lives by, for the next page. */
function rememberZone(shown: string): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === shown || document.cookie.includes("kith-zone=")) return;
  document.cookie = `kith-zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}

function jumpButton(label: string, onPress: () => void) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip jump";
  button.hidden = true;
  button.addEventListener("click", onPress);
  document.querySelector(".composer")?.before(button);
  return {
    show(count: number) {
      button.hidden = count === 0;
      button.textContent = `${label} (${count})`;
    },
  };
}
