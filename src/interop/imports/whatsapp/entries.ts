import { blocksOf } from "../lines.ts";
import { skip, type Skipped } from "../skipped.ts";
import type { Source } from "../source.ts";
import { dayReader, pair } from "./calendar.ts";
import type { Form } from "./form.ts";
import { type Header, headerOf } from "./stamp.ts";

const LONGEST_MESSAGE = 1 << 17; // characters; WhatsApp ends one at 65,536

/** One message as it stands in the file: its header read, its body not yet. */
export interface Entry {
  line: number;
  at: string;
  /** Seconds since 1970 on the exporting phone's clock. */
  clock: number;
  day: number;
  whole: string;
  body: string;
  more: string[];
}

/** The messages of a file, block by block. A line that begins with this file's own header begins one, any other continues the one above. */
export async function* entriesIn(source: Source, form: Form, skipped: Skipped): AsyncGenerator<Entry[]> {
  const entryOf = entryReader(form);
  let open: Entry | undefined;
  let length = 0;
  let number = 0;
  for await (const block of blocksOf(source.bytes(), source.name)) {
    const ready: Entry[] = [];
    for (const line of block.lines) {
      number += 1;
      const header = headerOf(line);
      if (header?.shape === form.shape) {
        if (open) ready.push(open);
        open = entryOf(line, header, number);
        length = line.length;
        if (!open) skip(skipped, number, line);
      } else if (open && length + line.length <= LONGEST_MESSAGE) {
        length += line.length + 1;
        open.more.push(line);
      } else if (line.trim() !== "") skip(skipped, number, line);
    }
    yield ready;
  }
  if (open) yield [open];
}

function entryReader(form: Form): (line: string, header: Header, number: number) => Entry | undefined {
  const dayOf = dayReader(form.order ?? "dmy");
  return (line, header, number) => {
    const day = dayOf(header);
    const { hour, minute, second } = header;
    if (!day || hour > 23 || minute > 59 || second > 59) return undefined;
    return {
      line: number,
      at: `${day.iso}T${pair(hour)}:${pair(minute)}:${pair(second)}`,
      clock: day.number * 86_400 + hour * 3600 + minute * 60 + second,
      day: day.number,
      whole: line,
      body: line.slice(header.bodyAt),
      more: [],
    };
  };
}
