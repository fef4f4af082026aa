import { randomBytes } from "node:crypto";

const PACKET = { milliseconds: 60, bytes: 105, head: 0x58 }; // wideband, one frame, as WhatsApp and Telegram record

/** A voice note as a phone records it: Opus in Ogg, of sounds that nobody hears here. */
export function recording(seconds: number, tags = "SecretRecorder in Paris"): Buffer {
  const opusHead = Buffer.from([...Buffer.from("OpusHead"), 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]);
  const opusTags = Buffer.concat([Buffer.from("OpusTags"), Buffer.from([tags.length, 0, 0, 0]), Buffer.from(tags), Buffer.alloc(4)]);
  const count = Math.round((seconds * 1_000) / PACKET.milliseconds);
  const sound = Array.from({ length: count }, () => Buffer.concat([Buffer.from([PACKET.head]), randomBytes(PACKET.bytes)]));
  return Buffer.concat([opusHead, opusTags, ...sound].map(page));
}

/** One page of Ogg for each packet. */
function page(packet: Buffer, nth: number): Buffer {
  const lengths = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
  const head = Buffer.alloc(27);
  head.write("OggS", "latin1");
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(nth, 18);
  head[26] = lengths.length;
  return Buffer.concat([head, Buffer.from(lengths), packet]);
}
