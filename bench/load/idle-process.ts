import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { settle } from "../machine/settle.ts";
import { memoryOf } from "../machine/usage.ts";
import { IdleJob, type IdleResult } from "./idle-job.ts";
import { speakerFor, takeSeats } from "./seats.ts";
import type { Seat } from "./speaker.ts";
import { Tally } from "./tally.ts";

const WARM_ROOMS = 10;
const HEAR_MS = 30_000;

const job = IdleJob.parse(JSON.parse(await text(process.stdin)));
const tally = new Tally();
const speaker = speakerFor(job);
await warmUp();
const { settled: before } = await memory();
const seats = await takeSeats(speaker, job.rooms, tally);
const connections = seats.flat().length;
await wait(job.restSeconds * 1_000);
const after = await memory();
const heard = await speakOnce(seats);
const figures = (bytes: number) => ({ after: bytes, aConnection: (bytes - before) / connections });
const result: IdleResult = {
  faults: tally.faults,
  connections,
  before,
  asItStood: figures(after.asItStood),
  settled: figures(after.settled),
  heard,
};
process.stdout.write(JSON.stringify(result));
for (const seat of seats.flat()) seat.close();
speaker.close();

/** A few come and go first, so that what the server loads once is not counted as theirs. */
async function warmUp(): Promise<void> {
  const few = await takeSeats(speaker, job.rooms.slice(0, WARM_ROOMS), new Tally());
  for (const seat of few.flat()) seat.close();
  await wait(1_000);
}

async function memory(): Promise<{ asItStood: number; settled: number }> {
  const asItStood = (await memoryOf(job.process)).now;
  await settle(job.inspector);
  return { asItStood, settled: (await memoryOf(job.process)).now };
}

/** One message in every room: each connection must hear the one of its room. */
async function speakOnce(rooms: Seat[][]): Promise<number> {
  for (const [first] of rooms) {
    const { id, text: words } = tally.next();
    await first?.say(id, words);
  }
  const begun = performance.now();
  while (tally.delivered < connections && performance.now() - begun < HEAR_MS) await wait(20);
  if (tally.delivered !== connections) tally.onFault(`Of ${connections} resting connections only ${tally.delivered} heard what was said.`);
  return tally.delivered;
}
