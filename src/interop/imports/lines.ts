import { isUtf8 } from "node:buffer";
import { BadExport } from "./bad-export.ts";

const LONGEST_LINE = 1 << 20; // bytes; a WhatsApp message ends at 65,536 characters

/** Some lines of a file, without their line ends. `isCut`: the last of them had no line end, as in a file cut short. */
export interface Block {
  lines: string[];
  isCut: boolean;
}

/**
 * The lines of a byte stream, block by block, so that a file of any size takes the memory of one block.
 * A byte order mark is dropped at the start of every line, because re-saved exports carry it there.
 * Throws BadExport with the line for invalid UTF-8, for a NUL and for a line that no chat program writes.
 */
export async function* blocksOf(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Block> {
  let carry: Buffer = Buffer.alloc(0);
  let before = 0;
  for await (const chunk of bytes) {
    const all = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    const end = all.lastIndexOf(0x0a) + 1;
    carry = all.subarray(end);
    if (end > 0) {
      const lines = linesIn(all.subarray(0, end - 1), file, before);
      before += lines.length;
      yield { lines, isCut: false };
    }
    if (carry.length > LONGEST_LINE) throw new BadExport(file, "this line is longer than any message can be.", before + 1);
  }
  if (carry.length > 0) yield { lines: linesIn(carry, file, before), isCut: true };
}

function linesIn(bytes: Buffer, file: string, before: number): string[] {
  if (!isUtf8(bytes) || bytes.includes(0)) throw unreadable(bytes, file, before);
  const lines = bytes.toString("utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    const start = line.charCodeAt(0) === 0xfeff ? 1 : 0;
    const end = line.charCodeAt(line.length - 1) === 0x0d ? -1 : line.length;
    if (start > 0 || end < 0) lines[index] = line.slice(start, end);
  }
  return lines;
}

function unreadable(bytes: Buffer, file: string, before: number): BadExport {
  if (before === 0 && (bytes[0] === 0xff || bytes[0] === 0xfe)) {
    return new BadExport(file, "this is UTF-16; an export is UTF-8. Export the chat again and do not open it in an editor first.", 1);
  }
  let line = before;
  for (let start = 0; start <= bytes.length;) {
    const next = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, next < 0 ? bytes.length : next);
    line += 1;
    if (piece.includes(0)) return new BadExport(file, "a NUL byte stands here, which no export holds.", line);
    if (!isUtf8(piece)) return new BadExport(file, "this is not UTF-8: the file is damaged or was cut short.", line);
    start = next < 0 ? bytes.length + 1 : next + 1;
  }
  return new BadExport(file, "this is not UTF-8.", line);
}
