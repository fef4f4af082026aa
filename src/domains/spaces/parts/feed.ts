import type { RemovedBy, SpokenFile, SpokenPhoto } from "./message.tsx";
import { forgetHer } from "./phone.ts";
import { isSparingHere } from "./photo.tsx";

/** A line of the log as the feed brings it. */
export interface Told {
  seq: number;
  id: string;
  member: string | null;
  alias: string | null;
  /** What says nothing stays out. */
  work?: string;
  words: string;
  /** Said by someone she hides: then there is only its place and time. */
  hidden?: true;
  at: string;
  topic?: string;
  removed?: RemovedBy;
  reply?: string;
  quoted?: string;
  quotedAlias?: string | null;
  /** Quoted from someone she hides. */
  quoteHidden?: true;
  photos?: SpokenPhoto[];
  files?: SpokenFile[];
  by?: RemovedBy;
  reaction?: "heart" | "hug" | "candle" | "strength" | "thanks" | "me-too";
  count?: number;
  isOn?: boolean;
  from?: string;
}
export type Hears = Record<string, (told: Told) => void>;

const REOPEN_MS = 5_000;
const QUIET_MS = 60_000; // a page that slept longer does not trust its line

/**
 * Hears a room from a place in its log on, without gap: whatever ends the line, the next one begins where this one was. The browser comes back by
 * itself after a cut; a line that is silent because the network went and came is opened anew; after a refusal we look why. Where data is spared a
 * page that nobody looks at hears nothing after a minute, and has it all when it is looked at again.
 */
export function openFeed(spaceId: string, from: string, hears: Hears): void {
  let cursor = from;
  let feed: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let hiddenAt = 0;
  const rests = () => isSparingHere() && document.visibilityState === "hidden" && Date.now() - hiddenAt > QUIET_MS;

  function open(): void {
    clearTimeout(timer);
    feed?.close();
    if (rests()) return;
    const opened = new EventSource(`/live?spaces=${spaceId}&since=${encodeURIComponent(cursor)}`);
    feed = opened;
    for (const [kind, hear] of Object.entries(hears)) {
      opened.addEventListener(kind, (event: MessageEvent<string>) => {
        cursor = event.lastEventId || cursor;
        const told: Told = JSON.parse(event.data);
        hear(told);
      });
    }
    opened.addEventListener("error", () => {
      if (opened.readyState === EventSource.CLOSED && opened === feed)
        timer = setTimeout(() => void look(), REOPEN_MS * (0.5 + Math.random()));
    });
  }
  /** The room is no longer hers, she is not known any more, or the house is away for a while. */
  async function look(): Promise<void> {
    const answer = await fetch(`/api/spaces/${spaceId}/messages?limit=1`).catch(() => undefined);
    const isProblem = answer?.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
    if (!answer || answer.ok || answer.status >= 500 || answer.status === 429 || !isProblem) return open();
    if (answer.status === 401) await forgetHer();
    location.assign("/");
  }
  addEventListener("online", open);
  addEventListener("pageshow", (event) => event.persisted && open());
  document.addEventListener("visibilitychange", () => {
    clearTimeout(resting);
    if (document.visibilityState !== "hidden") return Date.now() - hiddenAt > QUIET_MS ? open() : undefined;
    hiddenAt = Date.now();
    if (isSparingHere()) resting = setTimeout(open, QUIET_MS + 1_000);
  });
  open();
}
