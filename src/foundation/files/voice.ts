import { Refusal } from "#foundation/refusal";
import { soundInOgg } from "./ogg.ts";
import { packetOf } from "./opus.ts";
import { NoSound, type Sound } from "./sound.ts";
import { webmOf } from "./webm-written.ts";
import { soundInWebm } from "./webm.ts";

/** The largest recording that is taken in. */
export const VOICE_SENT_BYTES = 1024 * 1024;
export const VOICE_BYTES = 400 * 1024;
export const VOICE_SECONDS = 180;
const LATE_MS = 2_000; // a recorder stops a little after it was told to

/** A recording as it is kept: Opus in WebM. */
export interface Voice {
  bytes: Buffer;
  milliseconds: number;
}

const refused = (why: "kind" | "broken" | "long") =>
  new Refusal("invalid", "This is no voice note that can be taken.", { faults: { file: `fault.voice-${why}` } });

/**
 * A harmless recording from what someone sent: its Opus packets, in a file written anew, so that no tag, date or name of a program comes along.
 * Told by its bytes. Throws invalid for any other sound, a picture or video beside it, more than three minutes, or more than is kept.
 */
export function voiceFrom(sent: Buffer): Voice {
  const sound = soundIn(sent);
  const packets = sound.packets.map((packet) => packetOf(packet) ?? broken());
  const milliseconds = Math.round(packets.reduce((sum, { samples }) => sum + samples, 0) / 48);
  if (milliseconds === 0) throw refused("broken");
  if (milliseconds > VOICE_SECONDS * 1_000 + LATE_MS) throw refused("long");
  const bytes = webmOf(sound, packets);
  if (bytes.length > VOICE_BYTES) throw refused("long");
  return { bytes, milliseconds };
}

const broken = (): never => {
  throw refused("broken");
};

function soundIn(sent: Buffer): Sound {
  try {
    if (sent.toString("latin1", 0, 4) === "OggS") return soundInOgg(sent);
    if (sent.length > 4 && sent.readUInt32BE(0) === 0x1a45dfa3) return soundInWebm(sent);
  } catch (error) {
    if (error instanceof NoSound) throw refused(error.why);
    throw error;
  }
  throw refused("kind");
}
