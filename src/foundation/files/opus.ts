// Framing of Opus packets, RFC 6716, section 3. Times are samples at 48 kHz.

const MOST_SAMPLES = 5_760; // 120 ms, the longest a packet may be
const FRAME_BYTES = 1_275;
const SILK = [480, 960, 1_920, 2_880] as const;
const HYBRID = [480, 960] as const;
const CELT = [120, 240, 480, 960] as const;

/** One packet as it is kept: without padding, in which anything could lie. */
export interface Packet {
  bytes: Buffer;
  samples: number;
}

function frameSamples(configuration: number): number {
  if (configuration < 12) return SILK[configuration % 4] ?? 0;
  return configuration < 16 ? (HYBRID[configuration % 2] ?? 0) : (CELT[configuration % 4] ?? 0);
}

/** A packet, checked and without its padding; undefined when it is none. */
export function packetOf(sent: Buffer): Packet | undefined {
  const [head] = sent;
  if (head === undefined) return undefined;
  const each = frameSamples(head >> 3);
  const code = head & 3;
  if (code === 3) return manyFrames(sent, each);
  const isWhole = code === 0 ? sent.length - 1 <= FRAME_BYTES : code === 1 ? sent.length % 2 === 1 && sent.length > 1 : twoFrames(sent);
  return isWhole ? { bytes: sent, samples: each * (code === 0 ? 1 : 2) } : undefined;
}

/** The length of a frame at a place, and of what says it; undefined where the packet ends before. */
function lengthAt(sent: Buffer, at: number): { frame: number; said: number } | undefined {
  const [first, second] = sent.subarray(at, at + 2);
  if (first === undefined || (first > 251 && second === undefined)) return undefined;
  return first < 252 ? { frame: first, said: 1 } : { frame: 4 * (second ?? 0) + first, said: 2 };
}

function twoFrames(sent: Buffer): boolean {
  const length = lengthAt(sent, 1);
  if (!length) return false;
  const second = sent.length - 1 - length.said - length.frame;
  return second >= 0 && second <= FRAME_BYTES;
}

function manyFrames(sent: Buffer, each: number): Packet | undefined {
  const [head = 0, told] = sent;
  if (told === undefined) return undefined;
  const count = told & 63;
  const samples = count * each;
  if (count === 0 || samples > MOST_SAMPLES) return undefined;
  let at = 2;
  let padding = 0;
  for (let more = (told & 64) !== 0; more;) {
    const byte = sent[at];
    if (byte === undefined) return undefined;
    at += 1;
    padding += byte === 255 ? 254 : byte;
    more = byte === 255;
  }
  const frames = sent.subarray(at, sent.length - padding);
  if (at + padding > sent.length || !(told & 128 ? isVarying(frames, count) : isEven(frames, count))) return undefined;
  return { bytes: Buffer.concat([Buffer.from([head, told & ~64]), frames]), samples };
}

const isEven = (frames: Buffer, count: number) => frames.length % count === 0 && frames.length / count <= FRAME_BYTES;

function isVarying(frames: Buffer, count: number): boolean {
  let at = 0;
  let held = 0;
  for (let nth = 1; nth < count; nth += 1) {
    const length = lengthAt(frames, at);
    if (!length) return false;
    at += length.said;
    held += length.frame;
  }
  const rest = frames.length - at - held;
  return rest >= 0 && rest <= FRAME_BYTES;
}
