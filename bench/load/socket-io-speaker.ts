import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Ear, type Witness } from "./ear.ts";
import type { Piece } from "./piece.ts";
import type { RoomLog } from "./room-log.ts";
import { BROWSER, type Address, type Person, type Seat, type Speaker } from "./speaker.ts";
import { openStream } from "./stream.ts";

const Said = z.tuple([z.literal("said"), z.object({ id: z.string() })]);
const HEAD_END = "\r\n\r\n";
const EVENT = "42[";
const COOKIE = `session=${"x".repeat(80)}`; // of the length that a signed session has; this server does not look at it

/** Cuts what a server sends into WebSocket frames, which it neither masks nor splits. */
export function cutFrames(bytes: Buffer, from: number): Piece | undefined {
  if (bytes.length < from + 2) return undefined;
  const short = bytes[from + 1]!;
  if (short === 127) throw new Error("A frame of more than 64 KiB was not expected.");
  if (short === 126 && bytes.length < from + 4) return undefined;
  const start = from + (short === 126 ? 4 : 2);
  const end = start + (short === 126 ? bytes.readUInt16BE(from + 2) : short);
  if (bytes.length < end) return undefined;
  if (bytes.toString("latin1", start, start + EVENT.length) !== EVENT) return { end };
  return { end, said: Said.parse(JSON.parse(bytes.toString("utf8", start + 2, end)))[1].id };
}

/** Speaks Engine.IO 4 over a WebSocket from the first byte, as socket.io's own client does with `transports: ["websocket"]`. */
export class SocketIoSpeaker implements Speaker {
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  async sit(room: string, person: Person, log: RoomLog, witness: Witness): Promise<Seat> {
    const { host, port } = this.#address;
    const joined = Promise.withResolvers<void>();
    const unanswered = new Map<string, () => void>();
    let acknowledgement = 0;
    let head: string | undefined = "";
    const send = (text: string) => stream.socket.write(frameOf(text));
    const ear = new Ear(log, cutFrames, witness, (frame) => {
      const text = frame.toString("utf8", (frame[1] ?? 0) === 126 ? 4 : 2);
      if (text === "2") send("3");
      else if (text.startsWith("0")) send(`40${JSON.stringify({ room, name: person.name, secret: person.secret })}`);
      else if (text.startsWith("40")) joined.resolve();
      else if (text.startsWith("44")) joined.reject(new Error(`Refused: ${text}`));
      else if (text.startsWith("43")) {
        const number = text.slice(2, text.indexOf("["));
        unanswered.get(number)?.();
        unanswered.delete(number);
      }
    });
    const stream = await openStream(host, port, {
      onBytes: (bytes) => {
        if (head === undefined) return ear.hear(bytes);
        head += bytes.toString("latin1");
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        if (!head.startsWith("HTTP/1.1 101")) return joined.reject(new Error(`Refused: ${head.split("\r\n")[0]}`));
        const body = Buffer.from(head.slice(end + HEAD_END.length), "latin1");
        head = undefined;
        if (body.length > 0) ear.hear(body);
      },
      onLost: (why) => {
        joined.reject(new Error(why));
        witness.onFault(`A connection was lost: ${why}.`);
      },
    });
    stream.socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: localhost:${port}\r\n${BROWSER}origin: http://localhost:${port}\r\ncookie: ${COOKIE}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
        `sec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
    await joined.promise;
    const say = (id: string, text: string) =>
      new Promise<void>((resolve) => {
        unanswered.set(`${acknowledgement}`, resolve);
        send(`42${acknowledgement++}${JSON.stringify(["say", { id, text }])}`);
      });
    return { say, close: stream.close };
  }

  close(): void {}
}

/** One text frame, masked as a client must; the mask of zeros changes nothing and costs nobody anything. */
function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}
