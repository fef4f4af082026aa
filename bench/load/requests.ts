import { connect, type Socket } from "node:net";

const HEAD_END = "\r\n\r\n";
const NEVER_MS = 30_000;

export interface Answer {
  status: number;
  /** The header block, in the server's own letters. */
  head: string;
  body: Buffer;
}

/** One kept-alive HTTP/1.1 connection that asks one thing at a time, with so little ado that the server is the slower one. */
export class Line {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #got: Buffer = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<Answer> | undefined;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  /** Asks and waits for the whole answer. Rejects when the connection breaks or nothing comes for half a minute. */
  async ask(method: string, path: string, headers: string, body = ""): Promise<Answer> {
    const socket = (this.#socket ??= this.#open());
    const length = body === "" ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
    this.#waiting = Promise.withResolvers<Answer>();
    socket.write(`${method} ${path} HTTP/1.1\r\nhost: localhost:${this.#port}\r\n${headers}${length}\r\n${body}`);
    return await this.#waiting.promise;
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    const lose = (why: string) => {
      this.#socket = undefined;
      this.#got = Buffer.alloc(0);
      this.#waiting?.reject(new Error(`The server ${why}.`));
    };
    socket.on("data", (chunk) => this.#take(chunk));
    socket.on("error", (error) => lose(`broke off: ${error.message}`));
    socket.on("close", () => lose("closed the connection"));
    socket.setTimeout(NEVER_MS, () => socket.destroy(new Error("no answer for half a minute")));
    return socket;
  }

  #take(chunk: Buffer): void {
    this.#got = this.#got.length === 0 ? chunk : Buffer.concat([this.#got, chunk]);
    const answer = answerIn(this.#got);
    if (!answer) return;
    this.#got = Buffer.alloc(0);
    this.#waiting?.resolve(answer);
  }
}

/** Reads one answer; undefined while it is not whole. */
export function answerIn(bytes: Buffer): Answer | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const start = headEnd + HEAD_END.length;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const body = chunksIn(bytes, start);
    return body && { status, head, body };
  }
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < start + length) return undefined;
  return { status, head, body: bytes.subarray(start, start + length) };
}

function chunksIn(bytes: Buffer, start: number): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const end = lineEnd + 2 + size;
    if (bytes.length < end + 2) return undefined;
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
  }
}
