import type { Source } from "./source.ts";

/** How far the readings of a source have come: which one, counted from 1, and how many of its bytes; `of` is known from the second on. */
export interface Reading {
  reading: number;
  bytes: number;
  of: number | undefined;
}

/** The same source, which tells after each block how far it was read. */
export function watched(source: Source, tell: (so: Reading) => void): Source {
  let reading = 0;
  let size: number | undefined;
  async function* bytes(): AsyncGenerator<Buffer> {
    const number = ++reading;
    let done = 0;
    for await (const block of source.bytes()) {
      done += block.length;
      tell({ reading: number, bytes: done, of: size });
      yield block;
    }
    size = done;
  }
  return { ...source, bytes };
}
