import { headOf, NoSound, type Sound } from "./sound.ts";

// Ogg, RFC 3533, with one Opus stream in it, RFC 7845. Tags and everything else are left behind.

const HEAD_BYTES = 27;
const NO_STREAM = -1;

/** Reads an Ogg file that holds one Opus stream and nothing else. Throws NoSound. */
export function soundInOgg(sent: Buffer): Sound {
  const packets = packetsIn(sent);
  const [head, tags, ...sound] = packets;
  if (!head || !tags) throw new NoSound("broken");
  const { channels, preSkip } = headOf(head);
  if (tags.toString("latin1", 0, 8) !== "OpusTags") throw new NoSound("broken");
  return { channels, preSkip, packets: sound };
}

function packetsIn(sent: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  let parts: Buffer[] = [];
  let stream = NO_STREAM;
  for (let at = 0; at < sent.length;) {
    if (sent.length < at + HEAD_BYTES || sent.toString("latin1", at, at + 4) !== "OggS" || sent[at + 4] !== 0) throw new NoSound("broken");
    const serial = sent.readUInt32LE(at + 14);
    if (stream !== NO_STREAM && serial !== stream) throw new NoSound("kind"); // a second stream: a picture, a video
    stream = serial;
    const count = sent[at + 26] ?? 0;
    const lengths = sent.subarray(at + HEAD_BYTES, at + HEAD_BYTES + count);
    let from = at + HEAD_BYTES + count;
    for (const length of lengths) {
      if (from + length > sent.length) throw new NoSound("broken");
      parts.push(sent.subarray(from, from + length));
      from += length;
      if (length === 255) continue;
      packets.push(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
      parts = [];
    }
    if (lengths.length < count) throw new NoSound("broken");
    at = from;
  }
  if (parts.length > 0) throw new NoSound("broken");
  return packets;
}
