import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { tell } from "../measure.ts";
import type { Community } from "./community.ts";
import type { Certificate } from "./certificate.ts";
import type { Figure } from "./figure.ts";
import { frontOf } from "./front.ts";
import { FAR, takePhone, untilStill, type Handset } from "./handset.ts";
import { seenOn, watchFor } from "./seen.ts";

const MOST_KB = 100;
const MINUTES = 30;
const SECOND_MS = 1_000;
const ROOMS = 5; // as many as a phone keeps for when there is no network
const HEARD_A_ROOM = 24;
const SAID = 20;
const PHOTOS = 3;
const THINKING_MS = 1_300; // long enough that whatever gathers events for a second does not gather two of ours
const QUIET_S = 90;
const QUIET_LINE_S = 12; // as far apart as lines are in half an hour
const AT_REST_MS = 3_000;
const HURRIED_MS = 700;
const REAL_EVENTS = ROOMS * (2 + HEARD_A_ROOM) + SAID;

/** What a session cost, in bytes of both directions, over https and HTTP/2, those of TLS included. */
export interface Session {
  /** The first room and, as on another day, a look into each: not part of the promise. */
  firstLoad: number;
  byKind: { opening: number; hearing: number; writing: number; photos: number };
  /** What an open page costs a second by itself, while lines come as they do in half an hour; the lines are not in it. */
  restASecond: number;
  /** How long the events really took, and so how much of the half hour is added as rest. */
  seconds: number;
  total: number;
}

interface Wish {
  /** Really half an hour, or the same events one after the other and the rest reckoned. */
  isReal: boolean;
  /** One room only, to see whether it runs. */
  isShort?: boolean;
}

/**
 * Half an hour of reading and writing, on a phone that has been in these rooms before: she goes home and into five rooms one after another,
 * hears 24 lines in each, writes twenty in all, thinking twice before she sends, and is shown three small photos. In a hurry one event follows
 * the other, and what a page costs by itself in the time that is left out is added, as counted in a minute and a half at the real pace.
 */
export async function halfAnHour(
  browser: Browser,
  community: Community,
  paper: Certificate,
  { isReal, isShort = false }: Wish,
): Promise<Session> {
  const front = await frontOf(community.target, paper);
  const phone = await takePhone(browser, front.target, { ...FAR, handshakes: 1 }); // TLS is real here
  const rooms = isShort ? 1 : ROOMS;
  const photo = isShort ? undefined : await community.photo?.();
  try {
    await community.enter(phone.context, phone.origin, 2);
    const page = await phone.page();
    await watchFor(page, community.isRoomUsable);
    await page.goto(phone.origin + community.roomPath(0, 2), { timeout: 120_000 });
    await seenOn(page);
    for (let room = 0; room < rooms; room += 1) await passedBy(page, phone, community, room);
    const firstLoad = phone.bytes();
    const pace = isReal ? (MINUTES * 60 * SECOND_MS) / REAL_EVENTS : HURRIED_MS;
    const begun = performance.now();
    const byKind = { opening: 0, hearing: 0, writing: 0, photos: 0 };
    let said = 0;
    for (let room = 0; room < rooms; room += 1) {
      byKind.opening += await opened(page, phone, community, { room, pace });
      for (let heard = 1; heard <= HEARD_A_ROOM; heard += 1) {
        byKind.hearing += await during(phone, pace, () => community.say(room, lineOf(room, heard)));
        if (said >= SAID || heard % 6 !== 0) continue;
        said += 1;
        byKind.writing += await during(phone, pace, () => written(page, community, said));
      }
      if (photo && room < PHOTOS) byKind.photos += await during(phone, pace, () => photo(room));
      tell(`  ${community.name}: after room ${room + 1}: ${JSON.stringify(byKind)}`);
    }
    while (said < SAID && !isShort) {
      said += 1;
      byKind.writing += await during(phone, pace, () => written(page, community, said));
    }
    await untilStill(phone);
    byKind.writing += phone.bytes();
    const seconds = (performance.now() - begun) / SECOND_MS;
    const restASecond = isReal || isShort ? 0 : await quiet(phone, community, rooms - 1, byKind.hearing / (rooms * HEARD_A_ROOM));
    const active = Object.values(byKind).reduce((sum, bytes) => sum + bytes, 0);
    return { firstLoad, byKind, restASecond, seconds, total: active + restASecond * Math.max(0, MINUTES * 60 - seconds) };
  } finally {
    await phone.put();
    await front.close();
  }
}

/** Half an hour's bytes after the first load, and what they went into. */
export function figureOfSession({ total, byKind, restASecond, seconds, firstLoad }: Session): Figure {
  const kb = (bytes: number) => (bytes / 1_000).toFixed(1);
  const { opening, hearing, writing, photos } = byKind;
  const rest = total - opening - hearing - writing - photos;
  const found = `${kb(total)} KB: opening ${kb(opening)}, hearing ${kb(hearing)}, writing ${kb(writing)}, photos ${kb(photos)}, rest ${kb(rest)} (${restASecond.toFixed(1)} bytes a second, ${Math.round(seconds)} s really run; ${kb(firstLoad)} KB before, with a look into each room)`;
  return { row: 6, what: "half an hour of reading and writing", promise: `≤ ${MOST_KB} KB`, found, holds: total <= MOST_KB * 1_000 };
}

/** Opens a room and leaves it be until all that is kept for when there is no network has come. */
async function passedBy(page: Page, phone: Handset, community: Community, room: number): Promise<void> {
  await untilStill(phone, AT_REST_MS);
  await community.goHome(page);
  await community.open(page, room);
  await untilStill(phone, AT_REST_MS);
}

/** Bytes a second that a page needs by itself: its heartbeat, and what it tells the house about what she reads. */
async function quiet(phone: Handset, community: Community, room: number, aLine: number): Promise<number> {
  phone.bytes();
  let lines = 0;
  for (let second = 0; second < QUIET_S; second += QUIET_LINE_S) {
    lines += 1;
    await community.say(room, lineOf(room, HEARD_A_ROOM + lines));
    await wait(Math.min(QUIET_LINE_S, QUIET_S - second) * SECOND_MS);
  }
  return Math.max(0, phone.bytes() - lines * aLine) / QUIET_S;
}

/** Does something, waits as long as events are apart, and gives the bytes that passed meanwhile. */
async function during(phone: Handset, pace: number, work: () => Promise<unknown>): Promise<number> {
  const [begun] = [performance.now(), await work()];
  await wait(Math.max(0, pace - (performance.now() - begun)));
  return phone.bytes();
}

async function opened(page: Page, phone: Handset, community: Community, { room, pace }: { room: number; pace: number }): Promise<number> {
  const home = await during(phone, pace, () => community.goHome(page));
  const there = await during(phone, pace, () => community.open(page, room));
  await untilStill(phone);
  return home + there + phone.bytes();
}

/** She writes a sentence, with a moment's thought in the middle of it and one before she sends. */
async function written(page: Page, community: Community, number: number): Promise<void> {
  const sentence = `${number}. ${WRITTEN[number % WRITTEN.length]}`;
  await community.compose(page, sentence.slice(0, sentence.length >> 1));
  await wait(THINKING_MS);
  await community.compose(page, sentence);
  await wait(THINKING_MS);
  await page.locator(community.sendButton).tap();
  await wait(THINKING_MS); // until its answer has come, so that its bytes are counted as its own
}

const WRITTEN = [
  "Thank you, that helps me more than you know.",
  "The same here, the second week was easier than the first.",
  "I asked the nurse and she said to move the arm a little every day, only as far as it does not hurt.",
  "Good night, all of you.",
  "Did they tell you how long the swelling stays? Mine is still there in the evening.",
];
const HEARD = [
  "Mine pulled for six weeks. A warm cloth before the exercises made it easier.",
  "I am awake as well.",
  "They gave me the results on Tuesday. The nodes are clear. I cried in the car park for an hour.",
  "Has anyone had the radiation at the other hospital? I wonder how long one waits there.",
  "Thinking of you today.",
  "My daughter asked whether my hair comes back. I said yes, and in curls if we are lucky.",
];
const lineOf = (room: number, heard: number): string => `${HEARD[(room + heard) % HEARD.length]} (${room + 1}.${heard})`;
