import { BadExport } from "../bad-export.ts";

const MOST_DEPTH = 64; // a message of Telegram nests five deep
const [QUOTE, BACKSLASH, LINE_END] = [0x22, 0x5c, 0x0a];
const [OBJECT, OBJECT_END, LIST, LIST_END] = [0x7b, 0x7d, 0x5b, 0x5d];
const [TAB, RETURN, SPACE, COMMA, COLON] = [0x09, 0x0d, 0x20, 0x2c, 0x3a];

/**
 * Finds where one JSON value ends, over any number of chunks, by its brackets and strings alone. Throws BadExport with the line for what
 * nests too deep, closes what it did not open, or holds a control sign where none may stand.
 */
export class ValueScan {
  readonly file: string;
  /** Counted from 1; goes on from value to value. */
  line = 1;
  #closing = new Uint8Array(MOST_DEPTH);
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #isBare = false;

  constructor(file: string) {
    this.file = file;
  }

  bad(reason: string): BadExport {
    return new BadExport(this.file, reason, this.line);
  }

  /** The place behind the value that goes on at `from`; -1 when it goes on in the next chunk. */
  over(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#overString(chunk, at);
        if (this.#inString) return -1;
        if (this.#depth === 0) return at;
        continue;
      }
      const byte = chunk[at]!;
      if (this.#depth === 0 && isBetween(byte)) {
        if (!this.#isBare) throw this.bad("a value is missing here.");
        this.#isBare = false;
        return at;
      }
      at += 1;
      if (byte === QUOTE) this.#inString = true;
      else if (byte === OBJECT) this.#open(OBJECT_END);
      else if (byte === LIST) this.#open(LIST_END);
      else if (byte === OBJECT_END || byte === LIST_END) {
        this.#close(byte);
        if (this.#depth === 0) return at;
      } else this.#other(byte);
    }
    return -1;
  }

  #overString(chunk: Buffer, from: number): number {
    let at = this.#isEscaped ? from + 1 : from;
    this.#isEscaped = false;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (byte === QUOTE) {
        this.#inString = false;
        return at + 1;
      }
      if (byte === BACKSLASH) at += 1;
      else if (byte < SPACE) throw this.#control(byte);
    }
    this.#isEscaped = at > chunk.length;
    return chunk.length;
  }

  #open(closing: number): void {
    if (this.#depth === MOST_DEPTH) throw this.bad(`brackets nest more than ${MOST_DEPTH} deep, as in no export.`);
    this.#closing[this.#depth] = closing;
    this.#depth += 1;
  }

  #close(byte: number): void {
    this.#depth -= 1;
    if (this.#closing[this.#depth] !== byte) throw this.bad(`"${String.fromCharCode(byte)}" closes what was not opened.`);
  }

  #other(byte: number): void {
    if (byte === LINE_END) this.line += 1;
    else if (byte < SPACE && byte !== TAB && byte !== RETURN) throw this.#control(byte);
    if (this.#depth === 0) this.#isBare = true;
  }

  #control(byte: number): BadExport {
    if (byte === 0) return this.bad("a NUL byte stands here, which no export holds.");
    return this.bad(byte === LINE_END ? "a line ends inside quotes." : "a control sign stands here, which no export holds.");
  }
}

const isBetween = (byte: number): boolean =>
  byte === COMMA ||
  byte === COLON ||
  byte === OBJECT_END ||
  byte === LIST_END ||
  byte === SPACE ||
  byte === LINE_END ||
  byte === RETURN ||
  byte === TAB;
