import { headOf, NoSound, type Sound } from "./sound.ts";

// WebM, a Matroska file (RFC 9559) of EBML (RFC 8794), as browsers record it: one Opus track and nothing else.

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const OPENED = new Set([SEGMENT, CLUSTER, 0x1654ae6b /* Tracks */, 0xae /* TrackEntry */, 0xe1 /* Audio */, 0xa0 /* BlockGroup */]);
const TRACK_ENTRY = 0xae;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const TRACK_TYPE = 0x83;
const CONTENT_ENCODINGS = 0x6d80;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;
const DOC_TYPE = 0x4282;
const HEADER = 0x1a45dfa3;
const AUDIO = 2;
const UNKNOWN = -1;

interface Element {
  id: number;
  /** Bytes of its content, or UNKNOWN while it is being recorded. */
  size: number;
  /** Where its content begins. */
  from: number;
}

/** A number that says its own length by its leading zeros; -1 for "unknown". */
function numberAt(sent: Buffer, at: number, keepsMark: boolean, most: number): { value: number; bytes: number } {
  const first = sent[at] ?? 0;
  const bytes = Math.clz32(first) - 23;
  if (bytes > most || at + bytes > sent.length) throw new NoSound("broken");
  let value = keepsMark ? first : first & (0xff >> bytes);
  let isUnknown = !keepsMark && value === 0xff >> bytes;
  for (const byte of sent.subarray(at + 1, at + bytes)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value: isUnknown ? UNKNOWN : value, bytes };
}

function elementAt(sent: Buffer, at: number): Element {
  const id = numberAt(sent, at, true, 4);
  const size = numberAt(sent, at + id.bytes, false, 8);
  return { id: id.value, size: size.value, from: at + id.bytes + size.bytes };
}

/** Reads a WebM file that holds one Opus track and nothing else. Throws NoSound. */
export function soundInWebm(sent: Buffer): Sound {
  const found = { head: undefined as Buffer | undefined, tracks: 0, packets: [] as Buffer[] };
  const first = elementAt(sent, 0);
  if (first.id !== HEADER || !isWebm(sent.subarray(first.from, first.from + first.size))) throw new NoSound("kind");
  for (let at = first.from + first.size; at < sent.length;) {
    const { id, size, from } = elementAt(sent, at);
    const isOpened = OPENED.has(id);
    if (size === UNKNOWN && id !== SEGMENT && id !== CLUSTER) throw new NoSound("broken");
    const content = isOpened ? sent.subarray(0, 0) : sent.subarray(from, from + size);
    if (!isOpened && content.length < size) throw new NoSound("broken");
    take(found, id, content);
    at = isOpened ? from : from + size;
  }
  if (found.tracks !== 1 || !found.head) throw new NoSound("kind");
  return { ...headOf(found.head), packets: found.packets };
}

function take(found: { head: Buffer | undefined; tracks: number; packets: Buffer[] }, id: number, content: Buffer): void {
  if (id === TRACK_ENTRY) found.tracks += 1;
  if (id === TRACK_TYPE && content.at(-1) !== AUDIO) throw new NoSound("kind");
  if (id === CODEC_ID && content.toString("latin1") !== "A_OPUS") throw new NoSound("kind");
  if (id === CONTENT_ENCODINGS) throw new NoSound("kind");
  if (id === CODEC_PRIVATE) found.head = content;
  if (id === SIMPLE_BLOCK || id === BLOCK) found.packets.push(packetIn(content));
}

/** A block's packet: behind its track, its time and its flags. Several in one are not taken; no browser records so. */
function packetIn(block: Buffer): Buffer {
  const { bytes } = numberAt(block, 0, false, 2);
  const flags = block[bytes + 2];
  if (flags === undefined || (flags & 0x06) !== 0) throw new NoSound("broken");
  return block.subarray(bytes + 3);
}

function isWebm(header: Buffer): boolean {
  for (let at = 0; at < header.length;) {
    const { id, size, from } = elementAt(header, at);
    if (id === DOC_TYPE) return ["webm", "matroska"].includes(header.toString("latin1", from, from + size));
    at = from + Math.max(0, size);
  }
  return false;
}
