import { once } from "node:events";
import { Readable, type Duplex } from "node:stream";
import type { Client, Connection, Submittable } from "pg";

const PIECE_BYTES = 64 * 1024;

/** What pg's own connection can do beside queries. */
interface Line {
  stream: Duplex;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

const rowsIn = (said: string): number => Number(/^COPY (\d+)$/.exec(said)?.[1] ?? Number.NaN);

/** What `copy … to stdout` gives, in pieces of 64 KiB, no faster than it is read. `rows` is known at the end. */
export class Outgoing extends Readable implements Submittable {
  rows = 0;
  readonly #statement: string;
  #stream: Duplex | undefined;
  #piece = Buffer.allocUnsafe(PIECE_BYTES);
  #filled = 0;

  constructor(statement: string) {
    super({ highWaterMark: 4 * PIECE_BYTES });
    this.#statement = statement;
  }

  submit(connection: Connection): void {
    this.#stream = connection.stream;
    connection.query(this.#statement);
  }

  /** pg lends its own buffer, so what it holds is copied before the next row overwrites it. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.destroyed) return;
    for (let at = 0; at < chunk.length;) {
      const taken = chunk.copy(this.#piece, this.#filled, at);
      this.#filled += taken;
      at += taken;
      if (this.#filled === PIECE_BYTES) this.#hand();
    }
  }

  #hand(): void {
    const isWanted = this.push(this.#piece.subarray(0, this.#filled));
    this.#piece = Buffer.allocUnsafe(PIECE_BYTES);
    this.#filled = 0;
    if (!isWanted) this.#stream?.pause();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowsIn(text);
  }

  handleReadyForQuery(): void {
    if (this.destroyed) return;
    if (this.#filled > 0) this.#hand();
    this.push(null);
    this.#stream?.resume();
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  override _read(): void {
    this.#stream?.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#stream?.resume();
    done(error);
  }
}

class Incoming implements Submittable {
  readonly done = Promise.withResolvers<number>();
  readonly #statement: string;
  readonly #source: AsyncIterable<Buffer>;
  readonly #failed = new AbortController();
  #rows = 0;
  #reason: unknown;

  constructor(statement: string, source: AsyncIterable<Buffer>) {
    this.#statement = statement;
    this.#source = source;
  }

  submit(connection: Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(line: Line): void {
    void this.#send(line);
  }

  async #send(line: Line): Promise<void> {
    const { signal } = this.#failed;
    try {
      for await (const piece of this.#source) {
        signal.throwIfAborted();
        line.sendCopyFromChunk(piece);
        if (line.stream.writableNeedDrain) await once(line.stream, "drain", { signal });
      }
      line.endCopyFrom();
    } catch (error) {
      if (signal.aborted) return;
      this.#reason = error;
      line.sendCopyFail("The source could not be read.");
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = rowsIn(text);
  }

  handleReadyForQuery(): void {
    this.done.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#failed.abort();
    this.done.reject(this.#reason ?? error);
  }
}

/** Gives everything in `source` to `copy … from stdin`, no faster than PostgreSQL takes it. Returns how many rows it took. */
export async function copyIn(client: Client, statement: string, source: AsyncIterable<Buffer>): Promise<number> {
  return await client.query(new Incoming(statement, source)).done.promise;
}
