import { spawn } from "node:child_process";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { Refusal } from "#foundation/refusal";
import { PHOTO_BYTES, SMALL_BYTES, UPLOAD_BYTES, type Measures, type Picture } from "./picture.ts";

const LIMIT_MS = 20_000; // for one picture, with starting the process
const SENDING = 20; // people at once; beyond this one is asked to come again
const ANSWER_BYTES = PHOTO_BYTES + SMALL_BYTES + 1_024;

// Found from the package, so that it is there beside the built house as well: the process runs this very source.
const root = dirname(findPackageJSON(import.meta.url) ?? "");
const program = ["--permission", "--allow-fs-read=*", "--allow-addons", "--no-warnings", "--max-old-space-size=64"];
const environment = { UV_THREADPOOL_SIZE: "1", MALLOC_ARENA_MAX: "2" };

const measures = (most: number) =>
  z.object({ bytes: z.number().int().min(1).max(most), width: z.number().int().min(1), height: z.number().int().min(1) });
const Answer = z.union([
  z.object({ photo: measures(PHOTO_BYTES), small: measures(SMALL_BYTES), peakBytes: z.number() }),
  z.object({ refused: z.enum(["kind", "pixels", "broken", "memory"]) }),
]);

const faults = { kind: "fault.picture-kind", pixels: "fault.picture-large", broken: "fault.picture-broken", memory: "fault.picture-large" };

/** A harmless picture from what someone sent, one after the other for the whole process. Throws invalid when it is no picture that is taken. */
export type Make = (sent: Buffer) => Promise<Picture>;

export interface Pictures {
  /**
   * Does what someone came for with her pictures, taking their bytes included; one at a time for each person. Throws too-many while she is at it already,
   * unavailable when too many others are.
   */
  from: <T>(who: string, work: (make: Make) => Promise<T>) => Promise<T>;
  /** Takes nothing more and ends what is being read. */
  close: () => Promise<void>;
}

export function openPictures(): Pictures {
  const closing = new AbortController();
  const under = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  async function make(sent: Buffer): Promise<Picture> {
    if (sent.length > UPLOAD_BYTES) throw new Refusal("invalid", "This is too large.", { faults: { file: "fault.file-large" } });
    const turn = last.then(() => read(sent, closing.signal));
    last = turn.catch(() => {});
    return await turn;
  }
  async function from<T>(who: string, work: (make: Make) => Promise<T>): Promise<T> {
    if (under.has(who)) throw new Refusal("too-many", "One photo at a time, please.");
    if (under.size >= SENDING || closing.signal.aborted) throw new Refusal("unavailable", "Too many photos at once. Please send it again.");
    under.add(who);
    return await work(make).finally(() => under.delete(who));
  }
  async function close(): Promise<void> {
    closing.abort();
    await last;
  }
  return { from, close };
}

/** One picture in one process, which is ended when it takes too long. */
async function read(sent: Buffer, signal: AbortSignal): Promise<Picture> {
  const answer = signal.aborted ? Buffer.alloc(0) : await answerOf(sent, signal);
  if (signal.aborted) throw new Refusal("unavailable", "The house is closing. Please send it again.");
  const end = answer.indexOf(10);
  const parsed = Answer.safeParse(end > 0 ? jsonOf(answer.subarray(0, end)) : undefined);
  const told = parsed.success ? parsed.data : { refused: "broken" as const };
  if ("refused" in told) throw new Refusal("invalid", "This is no picture that can be taken.", { faults: { file: faults[told.refused] } });
  const { photo, small, peakBytes } = told;
  if (answer.length !== end + 1 + photo.bytes + small.bytes)
    throw new Refusal("invalid", "This picture could not be read.", { faults: { file: faults.broken } });
  const cut = ({ bytes, ...size }: Measures, from: number) => ({ ...size, bytes: answer.subarray(from, from + bytes) });
  return { photo: cut(photo, end + 1), small: cut(small, end + 1 + photo.bytes), peakBytes };
}

/** All that the process wrote, whatever became of it. */
function answerOf(sent: Buffer, signal: AbortSignal): Promise<Buffer> {
  const child = spawn(process.execPath, [...program, join(root, "src/foundation/files/picture-process.ts")], {
    env: environment,
    stdio: ["pipe", "pipe", "ignore"],
    signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
    killSignal: "SIGKILL",
  });
  const parts: Buffer[] = [];
  let bytes = 0;
  child.stdout.on("data", (part: Buffer) => {
    bytes += part.length;
    if (bytes > ANSWER_BYTES) child.kill("SIGKILL");
    else parts.push(part);
  });
  child.stdin.on("error", () => {}); // it died before it had read everything
  child.stdin.end(sent);
  return new Promise((resolve) => {
    child.on("error", () => {}); // ended by us
    child.on("close", () => resolve(Buffer.concat(parts)));
  });
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    return undefined;
  }
}
