import { EjabberdSpeaker } from "./ejabberd-speaker.ts";
import type { Job } from "./job.ts";
import { KithSpeaker } from "./kith-speaker.ts";
import { RoomLog } from "./room-log.ts";
import { SocketIoSpeaker } from "./socket-io-speaker.ts";
import type { Seat, Speaker } from "./speaker.ts";
import type { Tally } from "./tally.ts";

const JOINING_AT_ONCE = 20;

export function speakerFor({ server, host, port }: Pick<Job, "server" | "host" | "port">): Speaker {
  const speakers = { kith: KithSpeaker, ejabberd: EjabberdSpeaker, "socket.io": SocketIoSpeaker };
  return new speakers[server]({ host, port });
}

/** Everyone takes her seat, some at a time; gives the seats of each room. Every room must have as many as the others. */
export async function takeSeats(speaker: Speaker, rooms: Job["rooms"], tally: Tally): Promise<Seat[][]> {
  const seats: Seat[][] = rooms.map(() => []);
  const waiting = rooms.flatMap(({ id, people }, room) => {
    const log = new RoomLog();
    return people.map((person) => async () => void seats[room]!.push(await speaker.sit(id, person, log, tally)));
  });
  const queue = waiting.values();
  const usher = async () => {
    for (const sit of queue) await sit();
  };
  await queue.next().value?.(); // the very first makes the room where rooms are made by whoever comes first
  await Promise.all(Array.from({ length: JOINING_AT_ONCE }, usher));
  if (seats.some(({ length }) => length !== seats[0]?.length)) throw new Error("Every room must have as many listeners as the others.");
  return seats;
}
