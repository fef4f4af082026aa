import type { Span } from "oxc-parser";
import { lineAt } from "./files.ts";

type Find = (path: string, text: string, report: (node: Span, sentence: string) => void) => void;

/** Runs `find` over each file and returns what it reports, each sentence after the path and line it is about. */
export function over(files: Iterable<readonly [string, string]>, find: Find): string[] {
  const faults: string[] = [];
  for (const [path, text] of files)
    find(path, text, ({ start }, sentence) => void faults.push(`${path}:${lineAt(text, start)} ${sentence}`));
  return faults;
}
