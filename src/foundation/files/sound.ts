/** What of a recording is kept: its packets, and what a player must know to play them. */
export interface Sound {
  channels: number;
  /** Samples at 48 kHz to be dropped at the beginning. */
  preSkip: number;
  packets: Buffer[];
}

/** Why a recording is refused. */
export class NoSound extends Error {
  readonly why: "kind" | "broken";
  constructor(why: "kind" | "broken") {
    super(why);
    this.why = why;
  }
}

/** The head of an Opus stream, RFC 7845, section 5.1: of one voice or two, played as it comes. Throws NoSound. */
export function headOf(head: Buffer): Pick<Sound, "channels" | "preSkip"> {
  if (head.length < 19 || head.toString("latin1", 0, 8) !== "OpusHead" || (head[8] ?? 255) > 15 || head[18] !== 0)
    throw new NoSound("kind");
  const channels = head[9] ?? 0;
  if (channels !== 1 && channels !== 2) throw new NoSound("kind");
  return { channels, preSkip: head.readUInt16LE(10) };
}

/** The same head written anew: with nothing in it but these two. */
export function headFrom({ channels, preSkip }: Pick<Sound, "channels" | "preSkip">): Buffer {
  const head = Buffer.alloc(19);
  head.write("OpusHead", "latin1");
  head.set([1, channels], 8);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(48_000, 12);
  return head;
}
