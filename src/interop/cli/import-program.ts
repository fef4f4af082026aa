import type { Export, Source } from "#interop/imports";
import type { Flag, Given } from "./verb.ts";

/** A program whose exports can be brought along. */
export interface Program {
  origin: "whatsapp" | "telegram";
  name: string;
  /** What file it writes. */
  takes: string;
  /** Flags beyond those of every import. */
  flags: Readonly<Record<string, Flag>>;
  open: (path: string) => Promise<Source>;
  /** Checks those flags before any file is opened; what it returns looks an export through. */
  reader: (given: Given) => (source: Source) => Promise<Export & { lines: number }>;
}
