import type { RemovedBy, SpokenFile, SpokenPhoto } from "./message.tsx";

/** A line of the log as the feed brings it. */
export interface Told {
  seq: number;
  id: string;
  member: string | null;
  alias: string | null;
  work: string | null;
  words: string;
  /** Said by someone she hides: then there is only its place and time. */
  hidden?: true;
  at: string;
  topic: string | null;
  removed: RemovedBy | null;
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

/** Hears a room from a place in its log on. The browser comes back by itself after a lost line; after a refusal we look why. */
export function openFeed(spaceId: string, from: string, hears: Hears): void {
  let cursor = from;
  let feed: EventSource;

  function open(): void {
    feed = new EventSource(`/live?spaces=${spaceId}&since=${encodeURIComponent(cursor)}`);
    for (const [kind, hear] of Object.entries(hears)) {
      feed.addEventListener(kind, (event: MessageEvent<string>) => {
        cursor = event.lastEventId || cursor;
        const told: Told = JSON.parse(event.data);
        hear(told);
      });
    }
    feed.addEventListener("error", () => feed.readyState === EventSource.CLOSED && setTimeout(() => void look(), REOPEN_MS));
  }
  /** The room is no longer hers, or the house is away for a while. */
  async function look(): Promise<void> {
    const answer = await fetch(`/api/spaces/${spaceId}/messages?limit=1`).catch(() => undefined);
    if (answer && answer.status < 500 && !answer.ok) location.assign("/");
    else open();
  }
  open();
}
