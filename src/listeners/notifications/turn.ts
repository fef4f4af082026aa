import { GRACE_SECONDS } from "./hear.ts";
import { dayOf, instantOf, localTime, type Local } from "./local-time.ts";
import type { Choice } from "./choice.ts";

/** What the planner does with someone: tell her in this turn, or look again then. A turn is told once. */
export type Decision = { turn: string } | { lookAt: Date };

export interface Waiting {
  choice: Choice;
  /** IANA. */
  zone: string;
  /** Since when the longest waiting of what she does not know yet waits. */
  since: Date;
  /** Her turns of the last days that were taken already. */
  taken: readonly string[];
}

/** The hours of which she wants to hear nothing, over midnight or not. */
export function isQuiet({ quietFrom, quietTo }: Choice, hour: number): boolean {
  return quietFrom <= quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo;
}

/** Decides by her own clock: never in quiet hours, never more than she wants in a day, and a digest only for what waited at its hour. */
export function decide({ choice, zone, since, taken }: Waiting, now: Date): Decision {
  const local = localTime(zone, now);
  if (isQuiet(choice, local.hour)) return { lookAt: next(zone, local, choice.quietTo, now) };
  if (choice.pace === "now") return decideNow(choice, zone, local, since, taken, now);
  const { last, coming } = digestsAround(choice, zone, local, now);
  const turn = `${dayOf(last.on)}T${String(last.on.hour).padStart(2, "0")}`;
  return since <= last.at && !taken.includes(turn) ? { turn } : { lookAt: coming };
}

function decideNow(choice: Choice, zone: string, local: Local, since: Date, taken: readonly string[], now: Date): Decision {
  const ripe = new Date(since.getTime() + GRACE_SECONDS * 1_000);
  if (now < ripe) return { lookAt: ripe };
  const today = `${dayOf(local)}#`;
  const count = taken.filter((turn) => turn.startsWith(today)).length;
  return count < choice.mostADay
    ? { turn: `${today}${count + 1}` }
    : { lookAt: instantOf(zone, { ...local, day: local.day + 1, hour: 0 }) };
}

/** The next time that her clock shows this hour. */
function next(zone: string, local: Local, hour: number, now: Date): Date {
  const today = instantOf(zone, { ...local, hour });
  return today > now ? today : instantOf(zone, { ...local, day: local.day + 1, hour });
}

interface Digest {
  at: Date;
  on: Pick<Local, "year" | "month" | "day" | "hour">;
}

/** The hour of a digest that came last, and the one that comes next. */
function digestsAround(choice: Choice, zone: string, local: Local, now: Date): { last: Digest; coming: Date } {
  const reach = choice.pace === "weekly" ? 7 : 1;
  const hours = choice.pace === "weekly" ? [choice.firstHour] : [choice.firstHour, choice.secondHour].toSorted((a, b) => a - b);
  const digests: Digest[] = [];
  for (let day = -reach; day <= reach; day += 1) {
    if (choice.pace === "weekly" && ((local.weekday - 1 + day + 14) % 7) + 1 !== choice.weekday) continue;
    for (const hour of hours) {
      const on = { ...local, day: local.day + day, hour };
      digests.push({ at: instantOf(zone, on), on });
    }
  }
  const last = digests.findLast(({ at }) => at <= now) ?? digests[0]!;
  const coming = digests.find(({ at }) => at > now) ?? digests.at(-1)!;
  return { last, coming: coming.at };
}

const LONGEST_LIVE_SECONDS = 12 * 3_600;

/** How long a notice may wait at a push service for a phone that is off: never into her quiet hours. At least a minute. */
export function liveSeconds(choice: Choice, zone: string, now: Date): number {
  if (choice.quietFrom === choice.quietTo) return LONGEST_LIVE_SECONDS;
  const quiet = next(zone, localTime(zone, now), choice.quietFrom, now);
  return Math.max(60, Math.min(LONGEST_LIVE_SECONDS, Math.floor((quiet.getTime() - now.getTime()) / 1_000)));
}
