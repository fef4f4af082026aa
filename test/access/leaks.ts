import type { Answer } from "./asking.ts";
import type { Expected, Outcome, Role } from "./cells.ts";
import type { Rooms } from "./rooms.ts";

interface Asked {
  role: Role;
  outcome: Outcome;
  /** The request as it was sent: what she named herself is no news to her. */
  sent: string;
  shows: Expected["shows"];
}

/** What of the two rooms stands in an answer that the one who asked may not learn. */
export function leaksIn({ headers, body }: Answer, { here, there }: Rooms, { role, outcome, sent, shows }: Asked): string[] {
  const isIn = role === "member" || role === "facilitator";
  const isDone = outcome === "ok" || outcome === "again";
  const shown = isDone && shows === "address" ? [here.space, there.space] : [];
  const titles = isDone && shows === "title" ? [] : [...(isIn ? [] : [here.title]), ...(role === "elsewhere" ? [] : [there.title])];
  const hidden = [
    ...titles,
    ...(isIn ? [] : here.canaries),
    ...(role === "facilitator" ? [] : here.doorWords),
    ...(role === "elsewhere" ? [] : [...there.canaries, ...there.doorWords]),
  ];
  const text = `${JSON.stringify(headers)} ${body}`;
  return hidden.filter((canary) => text.includes(canary) && !sent.includes(canary) && !shown.includes(canary));
}
