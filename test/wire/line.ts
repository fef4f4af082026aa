const PACKET = 1_400; // bytes, as most networks carry them
const MOST_WAITING = 32_000; // bytes that may stand in one way's queue before its sender is asked to wait
const SECOND_MS = 1_000;

/** How fast a line is, and how far. */
export interface Speed {
  /** Both directions and all connections together. */
  bytesASecond: number;
  /** There and back. */
  roundTripMs: number;
}

/** One direction of one connection. What is sent arrives in order, later. */
export interface Way {
  send(bytes: Buffer): void;
  /** Happens after everything that was sent before has arrived. */
  after(act: () => void): void;
  /** Whether its sender should wait; `onRoom` is called once it need not. */
  isFull(): boolean;
  onRoom(act: () => void): void;
}

interface Queue {
  packets: (Buffer | (() => void))[];
  waiting: number;
  arrive: (bytes: Buffer) => void;
  onRoom: (() => void) | undefined;
}

/** The one line of a phone: all its connections share it in both directions, a packet of each in turn. */
export class SlowLine {
  readonly #msAByte: number;
  readonly #wayMs: number;
  readonly #inTurn: Queue[] = [];
  #freeAt = 0;
  #isBusy = false;

  constructor({ bytesASecond, roundTripMs }: Speed) {
    this.#msAByte = SECOND_MS / bytesASecond;
    this.#wayMs = roundTripMs / 2;
  }

  way(arrive: (bytes: Buffer) => void): Way {
    const queue: Queue = { packets: [], waiting: 0, arrive, onRoom: undefined };
    const enter = (...packets: Queue["packets"]) => {
      if (queue.packets.length === 0) this.#inTurn.push(queue);
      queue.packets.push(...packets);
      this.#go();
    };
    return {
      send(bytes) {
        queue.waiting += bytes.length;
        const count = Math.ceil(bytes.length / PACKET);
        enter(...Array.from({ length: count }, (_, at) => bytes.subarray(at * PACKET, (at + 1) * PACKET)));
      },
      after: (act) => enter(act),
      isFull: () => queue.waiting > MOST_WAITING,
      onRoom: (act) => void (queue.onRoom = act),
    };
  }

  #go(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#freeAt = Math.max(this.#freeAt, performance.now());
    this.#next();
  }

  /** Puts the next packet on the line, and comes back when the line is free; a late timer is made good by the next one. */
  #next(): void {
    const queue = this.#inTurn.shift();
    const packet = queue?.packets.shift();
    if (!queue || !packet) {
      this.#isBusy = false;
      return;
    }
    if (queue.packets.length > 0) this.#inTurn.push(queue);
    const isBytes = typeof packet !== "function";
    if (isBytes) this.#freeAt += packet.length * this.#msAByte;
    const passes = () => {
      setTimeout(() => (isBytes ? queue.arrive(packet) : packet()), this.#wayMs);
      if (isBytes) makeRoom(queue, packet.length);
      this.#next();
    };
    setTimeout(passes, Math.max(0, this.#freeAt - performance.now()));
  }
}

function makeRoom(queue: Queue, bytes: number): void {
  queue.waiting -= bytes;
  if (queue.waiting > MOST_WAITING || !queue.onRoom) return;
  queue.onRoom();
  queue.onRoom = undefined;
}
