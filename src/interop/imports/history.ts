import type { LeftOut } from "#domains/spaces";
import { BadExport } from "./bad-export.ts";
import type { Export, Kind, Person, ReadMessage } from "./export.ts";
import { identities, numberedId, partId } from "./identity.ts";
import { NumbersById } from "./numbers-by-id.ts";

/** A message ready to be taken over into a space. `author` is an alias of that space, or null for "a member". No name of the export is left. */
export interface HistoryMessage {
  id: string;
  at: string;
  instant?: number;
  author: string | null;
  kind: Kind;
  text: string;
  file?: string;
  leftOut?: LeftOut;
  edited?: true;
  topic?: number;
  /** The id of an earlier message of this history. */
  replyTo?: string;
}

export interface HistoryOptions {
  spaceId: string;
  /** From a name in the export to an alias of the space; null, or no entry, is "a member". */
  mapping?: Readonly<Record<string, string | null>>;
  /** How somebody without an alias is called where another one mentions her. */
  aMember?: string;
  /** Notices of the program itself name people and their numbers, so they stay behind unless wanted. */
  keepsNotices?: boolean;
  /** The most UTF-16 units that one message of the space may have; a longer one comes as several. No limit if left out. */
  mostLetters?: number;
  /** Coordinates are traces of visits to a clinic, so they stay behind unless wanted. */
  keepsPlaces?: boolean;
}

const MENTION = /@\u2068([^\u2068\u2069]{1,100})\u2069/g;

/**
 * The messages of an export in the order of the file, each with an id that stays the same when the file, or a newer export of the same
 * chat, is read again. Where messages have no numbers, words edited or deleted between two exports are another message.
 * Throws BadExport while a question is open.
 */
export async function* historyIn(all: Export, options: HistoryOptions): AsyncGenerator<HistoryMessage> {
  const question = all.questions[0];
  if (question) throw new BadExport(all.file, question.text, question.line);
  const idOf = identities(options.spaceId, all.chat);
  const told = new NumbersById();
  const aliases = new Map(Object.entries(options.mapping ?? {}));
  const mention = (_whole: string, name: string) => `@${aliases.get(name) ?? options.aMember ?? "a member"}`;
  for await (const message of all.messages()) {
    const id = idOf(message); // counted also for what stays behind, so that a later wish to keep it changes no id
    if (message.kind === "system" && !options.keepsNotices) continue;
    const author = message.author === null ? null : (aliases.get(message.author) ?? null);
    const { at, kind } = message;
    const text = kind === "location" && !options.keepsPlaces ? "" : (message.words ?? message.text).replace(MENTION, mention);
    const [first = "", ...further] = partsOf(text, options.mostLetters ?? Infinity);
    const when = message.instant === undefined ? { at } : { at, instant: message.instant };
    const where = message.topic === undefined ? {} : { topic: message.topic };
    yield { id, ...when, author, kind, text: first, ...where, ...restOf(message), ...answered(message, told, options.spaceId, all.chat) };
    for (const [index, part] of further.entries()) yield { id: partId(id, index + 1), ...when, author, kind: "text", text: part, ...where };
    if (message.id !== undefined && kind !== "system") told.set(message.id, 1);
  }
}

function restOf({ kind, file, leftOut, edited }: ReadMessage): Partial<HistoryMessage> {
  return { ...(file && kind !== "contact" ? { file } : {}), ...(leftOut ? { leftOut } : {}), ...(edited ? { edited } : {}) };
}

/** An answer to what stays behind stands for itself. */
function answered({ replyTo }: ReadMessage, told: NumbersById, spaceId: string, chat: string | undefined): Partial<HistoryMessage> {
  return replyTo === undefined || told.of(replyTo) === 0 ? {} : { replyTo: numberedId(spaceId, chat, replyTo) };
}

/** Cuts a long text at the last line end, else the last space, of what fits; never inside a letter. */
export function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const room = rest.slice(0, most + 1);
    const gap = [room.lastIndexOf("\n"), room.lastIndexOf(" ")].find((place) => place > most / 2);
    const cut = Math.max(1, gap ?? (/[\ud800-\udbff]/.test(rest.charAt(most - 1)) ? most - 1 : most));
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === "" && parts.length > 0 ? parts : [...parts, rest];
}

/** Names in a mapping that nobody in the export has: most often a typing mistake. */
export function strangersIn(mapping: Readonly<Record<string, string | null>>, { people }: { people: readonly Person[] }): string[] {
  const names = new Set(people.map(({ name }) => name));
  return Object.keys(mapping).filter((name) => !names.has(name));
}
