import type { LeftOut } from "#domains/spaces";
import type { Skipped } from "./skipped.ts";

export type Kind = "text" | "media" | "contact" | "location" | "poll" | "call" | "deleted" | "system";

/**
 * A message of an export. `at` is the wall clock of the machine that exported; `author` is the name in the export, null for a notice
 * without one and for somebody who has no name any more; `text` is empty for media without a caption and for deleted messages.
 */
export interface ExportedMessage {
  /** The number that the exporting program gives it; unique in its chat, and the same in every export. */
  id?: number;
  at: string;
  author: string | null;
  kind: Kind;
  text: string;
  file?: string;
  edited?: true;
  /** What a notice tells, in the exporting program's own word. */
  action?: string;
  replyTo?: number;
  /** The number of the topic in `Survey.topics`. */
  topic?: number;
  forwardedFrom?: string;
}

/** What an importer needs of a message beyond what a preview shows. */
export interface ReadMessage extends ExportedMessage {
  /** When it was said, in milliseconds since 1970, where the export knows; else `at` and a zone must tell. */
  instant?: number;
  leftOut?: LeftOut;
  /** What a space gets instead of `text`. */
  words?: string;
}

/** Somebody who speaks in the export, by the name it gives, and how many messages are hers. */
export interface Person {
  name: string;
  messages: number;
}

/** Something the reader of an import should know; `line` is where it was first seen. */
export interface Warning {
  kind: string;
  text: string;
  line?: number;
}

/** Something only a person can answer, and the option that answers it. */
export interface Question {
  kind: "date-order" | "chat";
  text: string;
  option: string;
  line: number;
}

/** Everything that must be known of a file before its messages can be told. Holds names and numbers, never messages. */
export interface Survey {
  file: string;
  people: Person[];
  skipped: Skipped;
  questions: Question[];
  warnings: Warning[];
  /** Which of several chats this is, where messages are numbered by chat. */
  chat?: string;
  /** The titles of the chat's topics by their numbers, where it has any. */
  topics?: ReadonlyMap<number, string>;
}

/** An export that was looked through; its messages can be read from the start as often as needed. None while a question is open. */
export interface Export extends Survey {
  messages(): AsyncIterable<ReadMessage>;
}
