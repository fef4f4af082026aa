import { writeSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import type { Image, Measures, Told } from "./picture.ts";
import { NoPicture, reduce } from "./reduce.ts";

// The program of the process in which one picture is read: the file comes in, a line of JSON and two pictures go out.

const MEMORY_BYTES = 512 * 1024 * 1024;
const LOOK_MS = 10;

const measures = ({ bytes, width, height }: Image): Measures => ({ bytes: bytes.length, width, height });
const peakBytes = () => process.resourceUsage().maxRSS * 1024;

const OUT = 1;

/** Written at once, so that it is out whatever comes next. */
function say(told: Told, ...images: Image[]): void {
  let rest = Buffer.concat([Buffer.from(`${JSON.stringify(told)}\n`), ...images.map(({ bytes }) => bytes)]);
  while (rest.length > 0) rest = rest.subarray(writeSync(OUT, rest));
}

// Pixels are read on threads beside this one, so it can look on and end everything.
const watch = setInterval(() => {
  if (process.memoryUsage.rss() < MEMORY_BYTES) return;
  say({ refused: "memory" });
  process.kill(process.pid, "SIGKILL");
}, LOOK_MS);

try {
  const { photo, small } = await reduce(await buffer(process.stdin));
  say({ photo: measures(photo), small: measures(small), peakBytes: peakBytes() }, photo, small);
} catch (error) {
  say({ refused: error instanceof NoPicture ? error.why : "broken" });
}
clearInterval(watch);
