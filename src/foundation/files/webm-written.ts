import type { Packet } from "./opus.ts";
import { headFrom, type Sound } from "./sound.ts";

const CLUSTER_SAMPLES = 10 * 48_000; // a player can jump to each
const SEEK_NANOSECONDS = 80_000_000; // as RFC 9559 asks of Opus

const uint = (value: number, bytes: number): Buffer => {
  const out = Buffer.alloc(bytes);
  for (let at = bytes - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256)) out[at] = rest % 256;
  return out;
};
const float = (value: number): Buffer => {
  const out = Buffer.alloc(8);
  out.writeDoubleBE(value);
  return out;
};
const idOf = (id: number) => uint(id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1);
/** Sizes in as few bytes as say them. */
function sizeOf(bytes: number): Buffer {
  const length = bytes < 0x7f ? 1 : bytes < 0x3fff ? 2 : 4;
  const size = uint(bytes, length);
  size[0] = (size[0] ?? 0) | (0x100 >> length);
  return size;
}
const element = (id: number, ...content: Buffer[]): Buffer => {
  const inner = content.length === 1 ? content[0]! : Buffer.concat(content);
  return Buffer.concat([idOf(id), sizeOf(inner.length), inner]);
};
const text = (id: number, value: string) => element(id, Buffer.from(value, "latin1"));
const number = (id: number, value: number, bytes = 1) => element(id, uint(value, bytes));

/** A WebM file of these packets and nothing else: the same file from the same sound, whoever recorded it, whenever and with what. */
export function webmOf({ channels, preSkip }: Omit<Sound, "packets">, packets: readonly Packet[]): Buffer {
  const samples = packets.reduce((sum, packet) => sum + packet.samples, 0);
  const info = element(
    0x1549a966,
    number(0x2ad7b1, 1_000_000, 3),
    element(0x4489, float(samples / 48)),
    text(0x4d80, "Kith"),
    text(0x5741, "Kith"),
  );
  const audio = element(0xe1, element(0xb5, float(48_000)), number(0x9f, channels));
  const delay = number(0x56aa, Math.round((preSkip * 1e9) / 48_000), 4);
  const codec = [text(0x86, "A_OPUS"), element(0x63a2, headFrom({ channels, preSkip })), delay, number(0x56bb, SEEK_NANOSECONDS, 4)];
  const track = element(0xae, number(0xd7, 1), number(0x73c5, 1), number(0x83, 2), number(0x9c, 0), ...codec, audio);
  const before = Buffer.concat([info, element(0x1654ae6b, track)]);
  const clusters = clustersOf(packets);
  const cues = (from: number) => {
    let at = from;
    const points = clusters.map(({ milliseconds, bytes }) => {
      const place = element(0xb7, number(0xf7, 1), number(0xf1, at, 4));
      at += bytes.length;
      return element(0xbb, number(0xb3, milliseconds, 4), place);
    });
    return element(0x1c53bb6b, ...points);
  };
  const places = cues(before.length + cues(0).length); // as long wherever they point
  return Buffer.concat([header, element(0x18538067, before, places, ...clusters.map(({ bytes }) => bytes))]);
}

const header = element(
  0x1a45dfa3,
  number(0x4286, 1),
  number(0x42f7, 1),
  number(0x42f2, 4),
  number(0x42f3, 8),
  text(0x4282, "webm"),
  number(0x4287, 4),
  number(0x4285, 2),
);

/** Ten seconds each, at most: so the time of a block fits its two bytes. */
function clustersOf(packets: readonly Packet[]): { milliseconds: number; bytes: Buffer }[] {
  const clusters: { milliseconds: number; blocks: Buffer[] }[] = [];
  let samples = 0;
  for (const packet of packets) {
    const now = Math.round(samples / 48);
    if (clusters.length * CLUSTER_SAMPLES <= samples) clusters.push({ milliseconds: now, blocks: [] });
    const cluster = clusters.at(-1)!;
    const place = Buffer.concat([Buffer.from([0x81]), uint(now - cluster.milliseconds, 2), Buffer.from([0x80])]);
    cluster.blocks.push(element(0xa3, place, packet.bytes));
    samples += packet.samples;
  }
  return clusters.map(({ milliseconds, blocks }) => ({
    milliseconds,
    bytes: element(0x1f43b675, number(0xe7, milliseconds, 4), ...blocks),
  }));
}
