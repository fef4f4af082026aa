import { randomUUID } from "node:crypto";
import type { MemberId, Past, TopicId } from "#domains/spaces";
import type { Cast, Line, Thread } from "./talk.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface Written extends Past {
  feel: Line["feel"];
}

export interface Town {
  now: Date;
  offsetMinutes: number;
  members: ReadonlyMap<Cast, MemberId>;
  topics: ReadonlyMap<string, TopicId>;
}

/** The lines of one room's threads in the order in which they were said, the last of them before `now`. */
export function historyOf(threads: readonly Thread[], town: Town): Written[] {
  return threads.flatMap((thread) => linesOf(thread, town)).toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function linesOf(thread: Thread, { now, offsetMinutes, members, topics }: Town): Written[] {
  const ids = thread.lines.map(() => randomUUID());
  let atMs = beginningOf(thread, now, offsetMinutes);
  return thread.lines.map(({ who, after, text, answers, feel }, index) => {
    atMs += after * MINUTE_MS;
    const topic = thread.topic === undefined ? undefined : topics.get(thread.topic);
    return {
      id: ids[index]!,
      at: new Date(atMs),
      memberId: members.get(who) ?? null,
      words: text,
      leftOut: null,
      isEdited: false,
      ...(topic ? { topic } : {}),
      ...(answers === undefined ? {} : { replyTo: ids[answers]! }),
      feel,
    };
  });
}

/** When a thread began: so many days ago at that time of her day, or days earlier if it would not be over by now. */
function beginningOf({ day, at, lines }: Thread, now: Date, offsetMinutes: number): number {
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  const lastsMs = lines.reduce((sum, { after }) => sum + after, 0) * MINUTE_MS;
  const local = new Date(now.getTime() + offsetMinutes * MINUTE_MS);
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) - offsetMinutes * MINUTE_MS;
  const beginning = midnight - day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS;
  const overMs = beginning + lastsMs - (now.getTime() - MINUTE_MS);
  return overMs > 0 ? beginning - Math.ceil(overMs / DAY_MS) * DAY_MS : beginning;
}
