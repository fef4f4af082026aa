import type { Witness } from "./ear.ts";
import type { RoomLog } from "./room-log.ts";

/** Someone who is in a room: how she proves who she is depends on the server. */
export interface Person {
  name: string;
  /** A session cookie, or a password. */
  secret: string;
}

/** A place in a room, taken by one person. */
export interface Seat {
  /** Resolves when the server has acknowledged the message; rejects when it refuses. */
  say(id: string, text: string): Promise<void>;
  close: () => void;
}

/** Talks to one kind of server, the way its own clients do. */
export interface Speaker {
  /** Opens the person's listening connection to the room; resolves when she is sure to hear what is said from now on. */
  sit(room: string, person: Person, log: RoomLog, witness: Witness): Promise<Seat>;
  close: () => void;
}

export interface Address {
  host: string;
  port: number;
}

/** What a browser says of itself with every request; servers keep some of it with each connection. */
export const BROWSER =
  "user-agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36\r\n" +
  "accept-language: en-GB,en;q=0.9\r\naccept-encoding: gzip, deflate\r\n" +
  'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24"\r\nsec-ch-ua-mobile: ?1\r\nsec-ch-ua-platform: "Android"\r\n' +
  "cache-control: no-cache\r\npragma: no-cache\r\n";
