import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { quantile } from "../figures.ts";
import { processorSeconds } from "../machine/usage.ts";
import { Job, type Result } from "./job.ts";
import { speakerFor, takeSeats } from "./seats.ts";
import type { Seat } from "./speaker.ts";
import { Tally } from "./tally.ts";

const DRAIN_MS = 30_000;
const DOUBLES_MS = 300; // a doubled delivery would come soon after the true one
const TOO_LATE_MS = 50; // a steady load that is sent later than this is none

const job = Job.parse(JSON.parse(await text(process.stdin)));
const tally = new Tally();
const speaker = speakerFor(job);
const rooms = await takeSeats(speaker, job.rooms, tally);
const listeners = rooms[0]?.length ?? 0;
const result = await work();
for (const seat of rooms.flat()) seat.close();
speaker.close();
process.stdout.write(JSON.stringify(result));

async function work(): Promise<Result> {
  const { load } = job;
  const speak = (seconds: number) => (load.kind === "flood" ? flood(load.outstandingARoom, seconds) : steady(load.postsASecond, seconds));
  await speak(load.warmSeconds);
  await drain();
  return await measured(() => speak(load.seconds), load.kind === "steady" ? tally.keepLatencies() : []);
}

/** Counts only what happens from here on. Busy shares end with the last post; the rate ends with the last delivery. */
async function measured(speak: () => Promise<unknown>, latencies: number[]): Promise<Result> {
  const [sentBefore, deliveredBefore, busyBefore] = [tally.sent, tally.delivered, await processorSeconds(job.servers)];
  const clientBefore = process.cpuUsage();
  const begun = performance.now();
  await speak();
  const client = process.cpuUsage(clientBefore);
  const span = (performance.now() - begun) / 1_000;
  const busy = (await processorSeconds(job.servers)) - busyBefore;
  await drain();
  const seconds = Math.max(tally.lastAt - begun, 0) / 1_000;
  const deliveries = tally.delivered - deliveredBefore;
  const sorted = Float64Array.from(latencies).toSorted();
  return {
    faults: tally.faults,
    posts: tally.sent - sentBefore,
    deliveries,
    seconds,
    deliveriesASecond: deliveries === 0 ? 0 : deliveries / seconds,
    latency: sorted.length === 0 ? null : { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), most: sorted.at(-1)! },
    serverBusy: busy / span,
    clientBusy: (client.user + client.system) / 1e6 / span,
  };
}

/** In each room, so many posts are always unanswered; the people of the room speak in turn. */
async function flood(outstandingARoom: number, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1_000;
  const speakOn = async (seats: Seat[], turn: { of: number }) => {
    while (performance.now() < until && tally.faults.length === 0) {
      const { id, text: words } = tally.next();
      await seats[turn.of++ % seats.length]!.say(id, words).catch(refused);
    }
  };
  await Promise.all(
    rooms.flatMap((seats) => {
      const turn = { of: 0 };
      return Array.from({ length: outstandingARoom }, () => speakOn(seats, turn));
    }),
  );
}

/** So many posts a second, over all rooms in turn, whether or not earlier ones were answered. */
async function steady(postsASecond: number, seconds: number): Promise<void> {
  const begun = performance.now();
  const answers: Promise<void>[] = [];
  for (let post = 0; post < postsASecond * seconds && tally.faults.length === 0;) {
    const due = Math.min(((performance.now() - begun) / 1_000) * postsASecond, postsASecond * seconds);
    if (((due - post) / postsASecond) * 1_000 > TOO_LATE_MS) tally.onFault("The load client could not keep the pace.");
    for (; post < due; post += 1) {
      const seats = rooms[post % rooms.length]!;
      const { id, text: words } = tally.next();
      answers.push(seats[Math.floor(post / rooms.length) % seats.length]!.say(id, words).catch(refused));
    }
    await wait(1);
  }
  await Promise.all(answers);
}

function refused(error: unknown): void {
  tally.onFault(error instanceof Error ? error.message : String(error));
}

/** Waits until everything sent has come to everyone, and a moment longer for what might come twice. */
async function drain(): Promise<void> {
  const begun = performance.now();
  while (tally.delivered < tally.sent * listeners && tally.faults.length === 0) {
    if (performance.now() - begun > DRAIN_MS) tally.onFault(`${tally.sent * listeners - tally.delivered} deliveries never came.`);
    await wait(2);
  }
  await wait(DOUBLES_MS);
}
