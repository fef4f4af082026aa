import { z } from "zod";
import { Ear, type Witness } from "./ear.ts";
import type { Piece } from "./piece.ts";
import { Line } from "./requests.ts";
import type { RoomLog } from "./room-log.ts";
import { BROWSER, type Address, type Person, type Seat, type Speaker } from "./speaker.ts";
import { openStream } from "./stream.ts";

const Said = z.object({ id: z.string() });
const Receipt = z.object({ id: z.string(), seq: z.number() });
const BLOCK_END = "\n\n";
const HEAD_END = "\r\n\r\n";

/** Cuts a stream of server-sent events into its events. */
export function cutEvents(bytes: Buffer, from: number): Piece | undefined {
  const blank = bytes.indexOf(BLOCK_END, from);
  if (blank < 0) return undefined;
  const end = blank + BLOCK_END.length;
  const block = bytes.toString("utf8", from, blank);
  if (!/^event: ?said$/m.test(block)) return { end };
  const data = /^data: ?(.*)$/m.exec(block)?.[1] ?? "";
  return { end, said: Said.parse(JSON.parse(data)).id };
}

/** Speaks as a browser does: each listener has a feed of her own, and posts go over a few kept-alive connections, each with its person's cookie. */
export class KithSpeaker implements Speaker {
  readonly #address: Address;
  readonly #free: Line[] = [];

  constructor(address: Address) {
    this.#address = address;
  }

  async sit(room: string, person: Person, log: RoomLog, witness: Witness): Promise<Seat> {
    const { host, port } = this.#address;
    const ear = new Ear(log, cutEvents, witness);
    const opened = Promise.withResolvers<void>();
    let head: string | undefined = "";
    const stream = await openStream(host, port, {
      onBytes: (bytes) => {
        if (head === undefined) return ear.hear(bytes);
        head += bytes.toString("latin1");
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        const refused = whyNoFeed(head.slice(0, end));
        if (refused) return opened.reject(new Error(refused));
        const body = Buffer.from(head.slice(end + HEAD_END.length), "latin1");
        head = undefined;
        opened.resolve();
        if (body.length > 0) ear.hear(body);
      },
      onLost: (why) => {
        opened.reject(new Error(why));
        witness.onFault(`A feed was lost: ${why}.`);
      },
    });
    stream.socket.write(
      `GET /live?spaces=${room} HTTP/1.1\r\nhost: localhost:${port}\r\n${BROWSER}accept: text/event-stream\r\nreferer: http://localhost:${port}/spaces/${room}\r\ncookie: ${person.secret}\r\n\r\n`,
    );
    await opened.promise;
    return { say: (id, text) => this.#say(room, person, id, text), close: stream.close };
  }

  close(): void {
    for (const line of this.#free) line.close();
  }

  async #say(room: string, person: Person, id: string, text: string): Promise<void> {
    const { host, port } = this.#address;
    const line = this.#free.pop() ?? new Line(host, port);
    const headers = `${BROWSER}accept: application/json\r\ncontent-type: application/json\r\norigin: http://localhost:${port}\r\ncookie: ${person.secret}\r\n`;
    const { status, body } = await line.ask("POST", `/api/spaces/${room}/messages`, headers, JSON.stringify({ id, text }));
    this.#free.push(line);
    if (status !== 201) throw new Error(`A message was answered ${status}: ${body.toString("utf8", 0, 200)}`);
    if (Receipt.parse(JSON.parse(body.toString())).id !== id) throw new Error("The receipt is for another message.");
  }
}

function whyNoFeed(head: string): string | undefined {
  if (!head.startsWith("HTTP/1.1 200")) return `The feed was refused: ${head.split("\r\n")[0]}`;
  if (/transfer-encoding: *chunked/i.test(head)) return "The feed comes in HTTP chunks, which this client does not read.";
  return /content-type: *text\/event-stream/i.test(head) ? undefined : "The feed is no text/event-stream.";
}
