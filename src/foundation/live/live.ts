import type { ServerResponse } from "node:http";
import { onCommit, type Database } from "#foundation/database";
import { Audience } from "./audience.ts";
import { catchUp } from "./catch-up.ts";
import { cursorOf, placeOf, placesIn, type Positions } from "./frame.ts";
import { give, type Listener } from "./listener.ts";
import type { Notices } from "./notices.ts";
import { Watch, type Source } from "./watch.ts";

export type { Source } from "./watch.ts";

const SWEEP_MS = 1_000;
const BEAT_SECONDS = 25;
const RETRY_MS = 1_500;
const LISTENERS = 20_000; // beyond this a feed is refused and the page stays as it is
const HEADERS = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no", connection: "close" };

/** What someone wants to hear: subjects she was let into, with her membership in each. */
export interface Subscription {
  out: ServerResponse;
  personId: string;
  sessionId: string;
  memberships: ReadonlyMap<string, string>;
  cursor: string | undefined;
}

export type Live = Awaited<ReturnType<typeof openLive>>;

/**
 * Serves a durable log as server-sent events. Everyone at the end of her logs is served from one shared tail at each commit;
 * whoever is behind catches up on her own. The cursor in each event resumes without gap or repeat.
 */
export function openLive(db: Database, notices: Notices, source: Source) {
  const watch = new Watch(source);
  const audience = new Audience();
  const all = new Set<Listener>();
  let isRunning = false;
  let second = 0;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      while (watch.isBehind) for (const listener of audience.hear(await watch.advance())) letGo(listener);
    } catch {
      // The database is away; the sweep brings everyone to now when it is back.
    } finally {
      isRunning = false;
    }
  }

  function wake(subjects: Iterable<string>): void {
    if (watch.mark(subjects) && !isRunning) setImmediate(() => void run());
  }

  function letGo(listener: Listener): void {
    if (!all.delete(listener)) return;
    audience.dismiss(listener);
    for (const subject of listener.positions.keys()) watch.release(subject);
    listener.out.end();
  }

  async function subscribe({ out, personId, sessionId, memberships, cursor }: Subscription): Promise<void> {
    const places = placesIn(cursor ?? "");
    const subjects = [...memberships.keys()].toSorted();
    const heads = await source.heads(subjects);
    const positions: Positions = new Map();
    for (const subject of subjects) positions.set(subject, (await watch.hold(subject)).last);
    const listener: Listener = { out, personId, sessionId, memberships, positions };
    all.add(listener);
    out.on("close", () => letGo(listener));
    out.removeHeader("transfer-encoding"); // the body ends with the connection, so an event is written as it is, without chunk marks
    out.writeHead(200, HEADERS);
    give(listener, `retry: ${RETRY_MS}\n${gapsIn(positions, places, heads)}id: ${cursorOf(positions)}\n\n`);
    const isHere = await catchUp(listener, watch).catch(() => false);
    if (isHere && all.has(listener)) audience.admit(listener);
    else letGo(listener);
  }

  /** Called every second: hearts beat in turn, and logs that ran ahead unheard are read. */
  function everySecond(): void {
    second = (second + 1) % BEAT_SECONDS;
    let turn = 0;
    for (const listener of all) if (turn++ % BEAT_SECONDS === second && !give(listener, ":\n\n")) letGo(listener);
    watch.sweep().then(
      (isBehind) => (isBehind ? run() : undefined),
      () => {},
    );
  }

  const stopHearing = onCommit(db, (subjects) => {
    wake(subjects);
    notices.tell(subjects);
  });
  const heart = setInterval(everySecond, SWEEP_MS);

  function endWhere(isOver: (listener: { personId: string; sessionId: string }) => boolean): void {
    for (const listener of all) if (isOver(listener)) letGo(listener);
  }

  function close(): void {
    stopHearing();
    clearInterval(heart);
    endWhere(() => true);
  }
  return { subscribe, wake, endWhere, close, isFull: () => all.size >= LISTENERS, size: () => all.size };
}

/** Sets each position to where its listener left off. What is no longer kept is said in a `gap` event with its bounds. */
function gapsIn(positions: Positions, places: Map<string, number>, heads: Awaited<ReturnType<Source["heads"]>>): string {
  let gaps = "";
  for (const [subject, now] of positions) {
    const place = placeOf(places, subject);
    const trimmed = heads.get(subject)?.trimmed ?? 0;
    if (place !== undefined) positions.set(subject, Math.min(Math.max(place, trimmed), now));
    if (place !== undefined && place < trimmed) {
      gaps += `event: gap\ndata: ${JSON.stringify({ space: subject, after: place, until: trimmed })}\n\n`;
    }
  }
  return gaps;
}
