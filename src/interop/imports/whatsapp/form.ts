import { BadExport } from "../bad-export.ts";
import { blocksOf } from "../lines.ts";
import type { Question, Warning } from "../export.ts";
import type { Source } from "../source.ts";
import type { DateOrder } from "./calendar.ts";
import { decide, type Evidence, noEvidence, weigh } from "./day-order.ts";
import { headerOf, isBracketed, skeletonOf } from "./stamp.ts";

const MOST_SHAPES = 200;

/** How one export writes its headers: decided once for the whole file, from all its lines. */
export interface Form {
  shape: string;
  isPhone: boolean;
  /** Undefined while the question about it is open. */
  order: DateOrder | undefined;
  lines: number;
  questions: Question[];
  warnings: Warning[];
}

interface Shape {
  count: number;
  firstLine: number;
  first: string;
  evidence: Evidence;
}

/** First reading: which of the header shapes is this file's own, and which number is the day. Throws BadExport when no line is a header. */
export async function formOf(source: Source, dateOrder?: DateOrder): Promise<Form> {
  const shapes = new Map<string, Shape>();
  let lines = 0;
  let last = "";
  let isCut = false;
  let firstLine = "";
  for await (const block of blocksOf(source.bytes(), source.name)) {
    if (lines === 0) firstLine = block.lines[0] ?? "";
    for (const line of block.lines) {
      lines += 1;
      const header = headerOf(line);
      if (!header) continue;
      const shape = shapes.get(header.shape) ?? newShape(shapes, header.shape, lines, line.slice(0, header.bodyAt));
      if (!shape) continue;
      shape.count += 1;
      weigh(shape.evidence, header, line);
    }
    isCut = block.isCut;
    last = block.lines.at(-1) ?? "";
  }
  if (lines === 0) throw new BadExport(source.name, "the file is empty.");
  const [name, own] = [...shapes].toSorted(([, a], [, b]) => b.count - a.count)[0] ?? [];
  if (!name || !own) throw notAnExport(source.name, firstLine);
  const decision = decide(own.evidence, own.count);
  const form: Form = { shape: name, isPhone: isBracketed(name), order: dateOrder ?? decision.order, lines, questions: [], warnings: [] };
  // A year that stands first leaves nothing to choose, whatever was asked for.
  if (decision.order === "ymd") form.order = "ymd";
  if (isCut) endOf(form, source.name, last, own.first);
  askOrder(form, own, decision.isByLook && dateOrder === undefined);
  warnOfOthers(form, shapes);
  return form;
}

function newShape(shapes: Map<string, Shape>, key: string, line: number, first: string): Shape | undefined {
  if (shapes.size >= MOST_SHAPES) return undefined;
  const shape: Shape = { count: 0, firstLine: line, first: Buffer.from(first).toString(), evidence: noEvidence() };
  shapes.set(Buffer.from(key).toString(), shape);
  return shape;
}

function askOrder(form: Form, own: Shape, isByLook: boolean): void {
  if (form.order === undefined) {
    form.questions.push({
      kind: "date-order",
      line: own.firstLine,
      option: "--date-order dmy|mdy",
      text: `Is "${own.first.trim()}" day first or month first? Nothing in the file settles it. Say --date-order dmy or --date-order mdy.`,
    });
  } else if (isByLook) {
    const words = form.order === "dmy" ? "day first" : "month first";
    form.warnings.push({
      kind: "date-order",
      line: own.firstLine,
      text: `Dates were read ${words}, only because of how they look. If that is wrong, say --date-order ${form.order === "dmy" ? "mdy" : "dmy"}.`,
    });
  }
}

/** A file that stops inside a header was cut short for certain; one that stops inside a line perhaps. */
function endOf(form: Form, name: string, last: string, header: string): void {
  const end = skeletonOf(last.trim());
  const whole = skeletonOf(header);
  if (!headerOf(last) && end.length > whole.search(/[\s,،]/) + 1 && whole.startsWith(end)) {
    throw new BadExport(name, "the file ends in the middle of a message's date: it was cut short. Export the chat again.", form.lines);
  }
  form.warnings.push({
    kind: "no-line-end",
    line: form.lines,
    text: "The file does not end with a line break; its last message may be cut short.",
  });
}

function warnOfOthers(form: Form, shapes: Map<string, Shape>): void {
  for (const [key, { count, firstLine }] of shapes) {
    if (key === form.shape) continue;
    const text = `${count} line${count === 1 ? " begins" : "s begin"} like a message of another kind of export; kept as words of the message above.`;
    form.warnings.push({ kind: "other-shape", line: firstLine, text });
    if (form.warnings.length > 20) return;
  }
}

function notAnExport(name: string, firstLine: string): BadExport {
  if (/^\s*[{[]/.test(firstLine)) {
    return new BadExport(name, "this is JSON and no WhatsApp export; a result.json of Telegram is read by `import telegram`.", 1);
  }
  return new BadExport(name, "no line begins with a date and a time as in a WhatsApp export.", 1);
}
