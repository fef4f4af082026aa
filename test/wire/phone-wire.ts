import type { Socket } from "node:net";
import type { Carry, Ends } from "../proxy.ts";
import { fatesFrom, type Fate } from "./fates.ts";
import { SlowLine, type Speed, type Way } from "./line.ts";

const LATE_MS = 3_000;
const SWALLOWED_MS = 8_000;
const REQUEST_LINE = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S+ HTTP\/1\.1\r\n/;
const REQUEST_LINE_BYTES = 2_048;
const TEXT_FRAME = 0x81;
const LEAST_FRAME = 8; // shorter ones of a web socket only say that it lives
const LENGTH_BITS = 0x7f;

/** How a phone reaches the server. */
export interface Network extends Speed {
  /** Round trips before a new connection carries anything: one for TCP, one more for TLS 1.3. */
  handshakes: number;
  /** The share of requests that meet trouble: 0.3 is three in ten. */
  troubled: number;
  /** The same seed brings the same troubles in the same order. */
  seed: number;
}

/** What has passed: bytes of HTTP, without those of TCP and TLS. */
export interface Passed {
  up: number;
  down: number;
  requests: number;
  fates: Partial<Record<Fate, number>>;
}

export interface PhoneWire {
  carry: Carry;
  passed: () => Passed;
  /** From now on so many meet trouble. */
  trouble: (share: number) => void;
}

/** The network of the woman we design for: a slow far line, on which requests are lost, cut or kept waiting at every point. */
export function phoneWire(network: Network): PhoneWire {
  const line = new SlowLine(network);
  const passed: Passed = { up: 0, down: 0, requests: 0, fates: {} };
  let nextFate = fatesFrom(network.seed, network.troubled);
  function meet(): Fate {
    const fate = nextFate();
    passed.requests += 1;
    passed.fates[fate] = (passed.fates[fate] ?? 0) + 1;
    return fate;
  }
  return {
    carry: (ends) => new Connection(ends, line, { passed, meet, wakesMs: network.handshakes * network.roundTripMs }).open(),
    passed: () => ({ ...passed, fates: { ...passed.fates } }),
    trouble: (share) => void (nextFate = fatesFrom(network.seed, share)),
  };
}

interface Setting {
  passed: Passed;
  meet: () => Fate;
  wakesMs: number;
}

class Connection {
  readonly #ends: Ends;
  readonly #setting: Setting;
  readonly #up: Way;
  readonly #down: Way;
  #fate: Fate = "well";
  #isWebSocket = false;

  constructor(ends: Ends, line: SlowLine, setting: Setting) {
    this.#ends = ends;
    this.#setting = setting;
    const { near, far } = ends;
    this.#up = line.way((bytes) => void (ends.isSilent() || far.write(bytes)));
    this.#down = line.way((bytes) => void (ends.isSilent() || near.write(bytes)));
  }

  open(): void {
    const { near, far } = this.#ends;
    near.pause();
    setTimeout(() => near.resume(), this.#setting.wakesMs);
    near.on("data", (bytes: Buffer) => this.#fromPhone(bytes));
    far.on("data", (bytes: Buffer) => this.#fromServer(bytes));
    near.on("close", (isBroken) => this.#up.after(() => (isBroken ? far.resetAndDestroy() : far.end())));
    far.on("close", (isBroken) => this.#down.after(() => (isBroken ? near.resetAndDestroy() : near.end())));
  }

  #fromPhone(bytes: Buffer): void {
    if (this.#ends.isSilent()) return;
    if (!this.#beginsRequest(bytes)) return this.#goUp(bytes);
    this.#fate = this.#setting.meet();
    if (this.#fate === "refused") this.#reset();
    else if (this.#fate === "torn") {
      this.#goUp(bytes.subarray(0, bytes.length >> 1));
      this.#up.after(() => this.#reset());
    } else if (this.#fate === "late" || this.#fate === "swallowed") this.#hold(bytes, this.#fate);
    else this.#goUp(bytes);
  }

  /** A browser sends a request in a piece of its own; over a web socket a message is what a request is elsewhere. */
  #beginsRequest(bytes: Buffer): boolean {
    if (this.#isWebSocket) return bytes[0] === TEXT_FRAME && ((bytes[1] ?? 0) & LENGTH_BITS) > LEAST_FRAME;
    return REQUEST_LINE.test(bytes.toString("latin1", 0, REQUEST_LINE_BYTES));
  }

  #hold(bytes: Buffer, fate: "late" | "swallowed"): void {
    const { near } = this.#ends;
    near.pause();
    setTimeout(
      () => {
        if (fate === "swallowed") return this.#reset();
        this.#goUp(bytes);
        near.resume();
      },
      fate === "late" ? LATE_MS : SWALLOWED_MS,
    ).unref();
  }

  #fromServer(bytes: Buffer): void {
    if (this.#ends.isSilent()) return;
    if (this.#fate === "unanswered") return this.#reset();
    if (bytes.toString("latin1", 0, 12) === "HTTP/1.1 101") this.#isWebSocket = true;
    if (this.#fate !== "half-answered") return this.#go(bytes, this.#down, "down", this.#ends.far);
    this.#go(bytes.subarray(0, bytes.length >> 1), this.#down, "down", this.#ends.far);
    this.#down.after(() => this.#reset());
  }

  #goUp(bytes: Buffer): void {
    this.#go(bytes, this.#up, "up", this.#ends.near);
  }

  #go(bytes: Buffer, way: Way, direction: "up" | "down", sender: Socket): void {
    this.#setting.passed[direction] += bytes.length;
    way.send(bytes);
    if (!way.isFull()) return;
    sender.pause();
    way.onRoom(() => sender.resume());
  }

  #reset(): void {
    this.#ends.near.resetAndDestroy();
    this.#ends.far.resetAndDestroy();
  }
}
