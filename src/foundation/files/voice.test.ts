import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { packetOf } from "./opus.ts";
import { headFrom } from "./sound.ts";
import { VOICE_BYTES, voiceFrom } from "./voice.ts";
import { webmOf } from "./webm-written.ts";
import { soundInWebm } from "./webm.ts";

const MONO = { channels: 1, preSkip: 312 };
const TOC_60_MS = 0x58; // wideband SILK, one frame of 60 ms
/** Packets of 60 ms, as browsers make them, of sounds that nobody hears here. */
const packets = (count: number, bytes = 105) =>
  Array.from({ length: count }, () => Buffer.concat([Buffer.from([TOC_60_MS]), randomBytes(bytes)]));
const sounds = (sent: Buffer[]) => sent.map((bytes) => packetOf(bytes)!);

/** One page of Ogg for each packet. */
function ogg(parts: Buffer[], { serial = 7, tags = "SecretRecorder in Paris" } = {}): Buffer {
  const told = Buffer.concat([Buffer.from("OpusTags"), Buffer.from([tags.length, 0, 0, 0]), Buffer.from(tags), Buffer.alloc(4)]);
  const pages = [headFrom(MONO), told, ...parts].map((packet, nth) => page(packet, serial, nth));
  return Buffer.concat(pages);
}
function page(packet: Buffer, serial: number, nth: number): Buffer {
  const lengths = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
  const head = Buffer.alloc(27);
  head.write("OggS", "latin1");
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(nth, 18);
  head[26] = lengths.length;
  return Buffer.concat([head, Buffer.from(lengths), packet]);
}
/** Puts an element behind everything, as a recorder that writes tags does. */
const tagged = (sent: Buffer, id: number[], text: string) =>
  Buffer.concat([sent, Buffer.from(id), Buffer.from([0x80 | text.length]), Buffer.from(text)]);
const TAGS = [0x12, 0x54, 0xc3, 0x67];

/** What is kept of a file, or how it is refused, by the key of its fault. */
function outcomeOf(sent: Buffer): { bytes: Buffer; milliseconds: number } | { faults: unknown } {
  try {
    return voiceFrom(sent);
  } catch (error) {
    return { faults: error instanceof Error && "faults" in error ? error.faults : error };
  }
}
const faultOf = (sent: Buffer) => {
  const outcome = outcomeOf(sent);
  return "faults" in outcome ? outcome.faults : outcome.milliseconds;
};

test("a recording comes out with its sound and nothing else, from Ogg and from WebM, and is the same from both", () => {
  const sound = packets(50);
  const fromOgg = voiceFrom(ogg(sound));
  const fromWebm = voiceFrom(tagged(webmOf(MONO, sounds(sound)), TAGS, "SecretRecorder in Paris"));
  expect(fromOgg.milliseconds).toBe(3_000);
  expect(fromOgg.bytes.equals(fromWebm.bytes)).toBe(true);
  expect(fromOgg.bytes.includes("SecretRecorder")).toBe(false);
  const read = soundInWebm(fromOgg.bytes);
  expect({ ...read, packets: read.packets.length }).toEqual({ ...MONO, packets: 50 });
  expect(read.packets.every((packet, nth) => packet.equals(sound[nth]!))).toBe(true);
  expect(fromOgg.bytes.length - 50 * 106).toBeLessThan(700); // what the file costs beside the sound
});

test("padding in which anything could lie is taken out of every packet", () => {
  const hidden = Buffer.from("Mei Tanaka, Paris");
  const padded = Buffer.concat([Buffer.from([0x5b, 0x41, hidden.length]), Buffer.from("one frame of sound"), hidden]);
  const { bytes } = voiceFrom(ogg([padded, ...packets(3)]));
  expect(bytes.includes("one frame of sound")).toBe(true);
  expect(bytes.includes("Mei Tanaka")).toBe(false);
});

test("one minute as browsers record it stays below 120 KB, and three minutes are the most", () => {
  const minute = voiceFrom(ogg(packets(1_000)));
  expect(minute.milliseconds).toBe(60_000);
  expect(minute.bytes.length).toBeLessThanOrEqual(120 * 1024);
  expect(voiceFrom(ogg(packets(3_000))).milliseconds).toBe(180_000);
  expect(faultOf(ogg(packets(3_100)))).toEqual({ file: "fault.voice-long" });
  expect(faultOf(ogg(packets(2_000, 300)))).toEqual({ file: "fault.voice-long" }); // too many bytes for its time
});

test("what is no Opus alone is refused, whatever it calls itself", () => {
  const good = webmOf(MONO, sounds(packets(3)));
  const other = (from: string, to: string) => Buffer.from(good.toString("latin1").replace(from, to), "latin1");
  const two = ogg(packets(3));
  const refused: [Buffer, string][] = [
    [Buffer.from("<!doctype html><audio src=x onerror=alert(1)>"), "kind"],
    [Buffer.from("\0\0\0\u0020ftypM4A "), "kind"],
    [Buffer.from("ID3\u0003 song"), "kind"],
    [Buffer.alloc(0), "kind"],
    [other("A_OPUS", "A_AAC/"), "kind"],
    [other("webm", "mkvx"), "kind"],
    [Buffer.from(good.toString("latin1").replace("\u0083\u0081\u0002", "\u0083\u0081\u0001"), "latin1"), "kind"], // a video track
    [Buffer.concat([two, page(Buffer.from("another stream"), 8, 0)]), "kind"],
    [Buffer.concat([two, Buffer.from("<script>alert(1)</script>")]), "broken"],
    [two.subarray(0, two.length - 9), "broken"],
    [good.subarray(0, good.length - 9), "broken"],
    [ogg([Buffer.from([0x5b, 0x00])]), "broken"],
    [ogg([Buffer.alloc(0)]), "broken"],
    [ogg([]), "broken"],
  ];
  for (const [sent, why] of refused) expect(faultOf(sent)).toEqual({ file: `fault.voice-${why}` });
});

test("whatever bytes are changed, a recording is read or refused, quickly, and nothing but sound is kept", () => {
  let seed = 11;
  const dice = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const whole = [ogg(packets(40)), tagged(webmOf(MONO, sounds(packets(40))), TAGS, "SecretRecorder")];
  const began = Date.now();
  const kept: Buffer[] = [];
  const refused: unknown[] = [];
  for (let nth = 0; nth < 2_000; nth += 1) {
    const sent = Buffer.from(whole[nth % 2]!);
    for (let hit = 0; hit <= dice(8); hit += 1) sent[dice(nth % 3 ? sent.length : 300)] = dice(256);
    const outcome = outcomeOf(nth % 5 === 4 ? sent.subarray(0, dice(sent.length)) : sent);
    if ("faults" in outcome) refused.push(outcome.faults);
    else kept.push(outcome.bytes);
  }
  expect(kept.every((bytes) => !bytes.includes("SecretRecorder") && bytes.length <= VOICE_BYTES)).toBe(true);
  for (const fault of refused) expect(fault).toEqual({ file: expect.stringMatching(/^fault\.voice-(kind|broken|long)$/) });
  expect(kept.length).toBeGreaterThan(200);
  expect(refused.length).toBeGreaterThan(200);
  expect(Date.now() - began).toBeLessThan(20_000);
});
