import { isUtf8 } from "node:buffer";
import type { BadExport } from "../bad-export.ts";
import type { Source } from "../source.ts";
import { jsonIn } from "./json-text.ts";
import { ValueScan } from "./value-scan.ts";

const LARGEST_VALUE = 1 << 20; // bytes of one message; its words end at 4,096 characters
const [QUOTE, LINE_END, COMMA, COLON] = [0x22, 0x0a, 0x2c, 0x3a];
const [OBJECT, OBJECT_END, LIST, LIST_END] = [0x7b, 0x7d, 0x5b, 0x5d];
const MARK = Buffer.from("\ufeff");

/** Something that was taken out of a JSON file, and the line it began on. */
export interface Taken {
  value: unknown;
  line: number;
}

/**
 * Walks over JSON that may be larger than any memory, value by value. What is only passed over is checked for brackets and strings;
 * what is taken is parsed whole. Throws BadExport with the line for whatever ends early, nests too deep, is too large or is no JSON.
 */
export class JsonBytes {
  #scan: ValueScan;
  #chunks: AsyncIterator<Buffer>;
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;
  #isBegun = false;

  constructor(source: Source) {
    this.#chunks = source.bytes()[Symbol.asyncIterator]();
    this.#scan = new ValueScan(source.name);
  }

  get line(): number {
    return this.#scan.line;
  }

  bad(reason: string): BadExport {
    return this.#scan.bad(reason);
  }

  /** The next byte that is no space, not yet walked over; undefined at the end of the file. */
  async peek(): Promise<number | undefined> {
    for (;;) {
      const chunk = this.#chunk;
      for (; this.#at < chunk.length; this.#at += 1) {
        const byte = chunk[this.#at]!;
        if (byte === LINE_END) this.#scan.line += 1;
        else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return byte;
      }
      if (!(await this.#more())) return undefined;
    }
  }

  /** Stops before the value of each name of an object; whoever reads must walk over it. */
  async *members(what: string): AsyncGenerator<string> {
    if (!(await this.#passes(OBJECT))) throw await this.#unlike(`${what} must be an object`);
    if (await this.#passes(OBJECT_END)) return;
    do {
      if ((await this.peek()) !== QUOTE) throw await this.#unlike("a name in quotes is missing");
      const { value: key } = await this.take();
      if (!(await this.#passes(COLON))) throw await this.#unlike("a colon is missing");
      yield String(key);
    } while (await this.#passes(COMMA));
    if (!(await this.#passes(OBJECT_END))) throw await this.#unlike("a comma or the end of an object is missing");
  }

  /** Stops before each element of a list; whoever reads must walk over it. */
  async *list(what: string): AsyncGenerator<void> {
    if (!(await this.#passes(LIST))) throw await this.#unlike(`${what} must be a list`);
    if (await this.#passes(LIST_END)) return;
    do yield;
    while (await this.#passes(COMMA));
    if (!(await this.#passes(LIST_END))) throw await this.#unlike("a comma or the end of a list is missing");
  }

  /** The next value, parsed. */
  async take(): Promise<Taken> {
    if ((await this.peek()) === undefined) throw this.#cutShort();
    const { line } = this;
    const bytes = await this.#walk(true);
    if (!isUtf8(bytes)) throw this.bad("this is not UTF-8: the file is damaged.");
    try {
      return { value: jsonIn(bytes.toString("utf8")), line };
    } catch (error) {
      this.#scan.line = line;
      throw this.bad(error instanceof Error ? error.message : "this is no JSON.");
    }
  }

  /** Walks over the next value, however large. */
  async skip(): Promise<void> {
    if ((await this.peek()) === undefined) throw this.#cutShort();
    await this.#walk(false);
  }

  async end(): Promise<void> {
    if ((await this.peek()) !== undefined) throw await this.#unlike("the file must end");
  }

  /** Ends the reading, also before the end of the file. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #passes(byte: number): Promise<boolean> {
    const isNext = (await this.peek()) === byte;
    if (isNext) this.#at += 1;
    return isNext;
  }

  async #walk(isKept: boolean): Promise<Buffer> {
    const kept: Buffer[] = [];
    let size = 0;
    for (;;) {
      const end = this.#scan.over(this.#chunk, this.#at);
      const piece = this.#chunk.subarray(this.#at, end < 0 ? this.#chunk.length : end);
      size += piece.length;
      if (isKept && size > LARGEST_VALUE) throw this.bad("what stands here is larger than any message.");
      if (isKept) kept.push(piece);
      this.#at += piece.length;
      if (end >= 0) return kept.length === 1 ? piece : Buffer.concat(kept);
      if (!(await this.#more())) throw this.#cutShort();
    }
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    const isMarked = !this.#isBegun && value.subarray(0, MARK.length).equals(MARK);
    this.#isBegun = true;
    this.#chunk = value;
    this.#at = isMarked ? MARK.length : 0;
    return true;
  }

  async #unlike(reason: string): Promise<BadExport> {
    const byte = await this.peek();
    if (byte === undefined) return this.#cutShort();
    if (byte === 0) return this.bad("a NUL byte stands here, which no export holds.");
    const sign = byte > 0x20 && byte < 0x7f ? ` "${String.fromCharCode(byte)}"` : " something else";
    return this.bad(`${reason}, but${sign} stands here.`);
  }

  #cutShort(): BadExport {
    return this.bad("the file ends in the middle: it was cut short. Export the chat again.");
  }
}
