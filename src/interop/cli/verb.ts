import type { Settings } from "#foundation/settings";
import type { Reached } from "./reach.ts";

export interface Flag {
  type: "string" | "boolean";
  /** One line for --help. */
  says: string;
  /** May be given more than once. */
  multiple?: boolean;
}

/** One thing the command line can do. */
export interface Verb {
  /** One word or two: "doctor", "import whatsapp". */
  name: string;
  /** The names of what follows it; "name?" may be left out, "name…" may be many. */
  takes: readonly string[];
  /** One line for the list of verbs. */
  says: string;
  flags?: Readonly<Record<string, Flag>>;
  /** Throws an Obstacle with exit code 2 that names the file, line or field, when what was given is wrong. */
  run: (given: Given) => Promise<Answer>;
}

/** What the person gave. */
export interface Given {
  /** What followed the verb, in the order of `takes`. */
  words: readonly string[];
  flag: (name: string) => string | undefined;
  isOn: (name: string) => boolean;
  all: (name: string) => readonly string[];
  /** The whole text of a file, or of standard input for "-". Throws an Obstacle that names it. */
  read: (file: string) => Promise<string>;
  /** What the environment says. Throws an Obstacle that names the variable. */
  settings: () => Settings;
  /** The house's database, started for us if it does not run; closed when the verb is done. */
  reach: () => Promise<Reached>;
  /** A line for whoever waits; goes to standard error. */
  tell: (line: string) => void;
  /** A piece of an answer that is too large to be held at once; goes to standard output before what the answer itself holds. */
  write: (piece: string) => Promise<void>;
}

export interface Answer {
  /** What --json prints; left out when it was written in pieces. */
  value?: unknown;
  /** What people read. */
  text: string;
  /** 1 when the answer is "no", like a doctor's. */
  exitCode?: 0 | 1;
}
