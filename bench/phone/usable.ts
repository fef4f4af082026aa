import type { Browser } from "playwright-core";
import { tell } from "../measure.ts";
import type { Community } from "./community.ts";
import { atMost, middle, type Figure } from "./figure.ts";
import { FAR, takePhone, untilStill, type Handset } from "./handset.ts";
import { seenOn, watchFor } from "./seen.ts";

const COLD_S = 5;
const WARM_S = 2;
const FIRST_ROUTE_KB = 60;
const WARM_VISITS = 1;
const NEVER_MS = 90_000; // what cannot be used by then is counted as if it could be then
const LATER_MS = 3_000; // what is kept for later is fetched only when the page has come to rest

interface Visit {
  wordsMs: number;
  usableMs: number;
  /** Until it could be used. */
  bytes: number;
  /** What was fetched after that, as what is kept for when there is no network. */
  later: number;
}

export interface Usable {
  first: { cold: Visit[]; warm: Visit[] };
  room: { cold: Visit[]; warm: Visit[] };
}

/** The first page of a stranger and the first room of a member, on a phone that was never here and on one that was. */
export async function usable(browser: Browser, community: Community, runs: number): Promise<Usable> {
  const seen: Usable = { first: { cold: [], warm: [] }, room: { cold: [], warm: [] } };
  for (let run = 1; run <= runs; run += 1) {
    const { firstPath, isFirstUsable, isRoomUsable, roomPath } = community;
    await onNewPhone(browser, community, { path: firstPath, isUsable: isFirstUsable, isMember: false, seen: seen.first });
    await onNewPhone(browser, community, { path: roomPath(0, 0), isUsable: isRoomUsable, isMember: true, seen: seen.room });
    const [cold, warm] = [seen.room.cold.at(-1), seen.room.warm.at(-1)];
    tell(`  ${community.name}, run ${run}: a room after ${shown(cold)} cold, ${shown(warm)} warm`);
  }
  return seen;
}

const shown = (visit: Visit | undefined) =>
  `${((visit?.usableMs ?? 0) / 1_000).toFixed(1)} s, ${((visit?.bytes ?? 0) / 1_000).toFixed(1)} KB`;

interface Errand {
  path: string;
  isUsable: string;
  isMember: boolean;
  seen: Usable["first"];
}

async function onNewPhone(browser: Browser, community: Community, { path, isUsable, isMember, seen }: Errand): Promise<void> {
  const phone = await takePhone(browser, community.target, FAR);
  try {
    if (isMember) await community.enter(phone.context, phone.origin, 0);
    phone.bytes();
    seen.cold.push(await visited(phone, path, isUsable));
    for (let visit = 0; visit < WARM_VISITS; visit += 1) {
      phone.proxy.cut(); // as on the next day: what was loaded is here, every connection is gone
      seen.warm.push(await visited(phone, path, isUsable));
    }
  } finally {
    await phone.put();
  }
}

async function visited(phone: Handset, path: string, isUsable: string): Promise<Visit> {
  const page = await phone.page();
  await watchFor(page, isUsable);
  await page.goto(phone.origin + path, { waitUntil: "commit", timeout: 120_000 });
  const seen = await seenOn(page, NEVER_MS).catch(() => ({ wordsMs: NEVER_MS, usableMs: NEVER_MS }));
  const bytes = phone.bytes();
  await untilStill(phone, LATER_MS);
  await page.close();
  return { ...seen, bytes, later: phone.bytes() };
}

const seconds = (visits: Visit[]) => visits.map(({ usableMs }) => usableMs / 1_000);
const kilobytes = (visits: Visit[]) => visits.map(({ bytes }) => bytes / 1_000);

export const figuresOf = ({ first, room }: Usable): Figure[] => [
  atMost(1, "a stranger's first page usable, cold", COLD_S, seconds(first.cold), "s"),
  atMost(1, "a stranger's first page usable, warm", WARM_S, seconds(first.warm), "s"),
  atMost(1, "a room usable, cold", COLD_S, seconds(room.cold), "s"),
  atMost(1, "a room usable, warm", WARM_S, seconds(room.warm), "s"),
  withLater(atMost(1, "a stranger's first page on the wire", FIRST_ROUTE_KB, kilobytes(first.cold), "KB"), first.cold),
  withLater(atMost(1, "a room on the wire, cold", FIRST_ROUTE_KB, kilobytes(room.cold), "KB"), room.cold),
];

function withLater(figure: Figure, visits: Visit[]): Figure {
  const later = middle(visits.map((visit) => visit.later / 1_000));
  return later < 0.1 ? figure : { ...figure, found: `${figure.found} until it can be used, and ${later.toFixed(1)} KB at rest` };
}
