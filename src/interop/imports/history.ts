import { BadExport } from "./bad-export.ts";
import { identities, partId } from "./identity.ts";
import type { Source } from "./source.ts";
import type { Kind } from "./whatsapp/body.ts";
import { messagesIn } from "./whatsapp/messages.ts";
import type { Survey } from "./whatsapp/survey.ts";

/** A message ready to be taken over into a space. `author` is an alias of that space, or null for "a member". No name of the export is left. */
export interface HistoryMessage {
  id: string;
  at: string;
  author: string | null;
  kind: Kind;
  text: string;
  file?: string;
  edited?: true;
}

export interface HistoryOptions {
  spaceId: string;
  /** From a name in the export to an alias of the space; null, or no entry, is "a member". */
  mapping?: Readonly<Record<string, string | null>>;
  /** How somebody without an alias is called where another one mentions her. */
  aMember?: string;
  /** Notices of WhatsApp itself name people and their numbers, so they stay behind unless wanted. */
  keepsNotices?: boolean;
  /** The most UTF-16 units that one message of the space may have; a longer one comes as several. No limit if left out. */
  mostLetters?: number;
  /** Coordinates are traces of visits to a clinic, so they stay behind unless wanted. */
  keepsPlaces?: boolean;
}

const MENTION = /@\u2068([^\u2068\u2069]{1,100})\u2069/g;

/**
 * The messages of an export in the order of the file, each with an id that stays the same when the file, or a newer export of the same
 * chat, is read again. Words edited or deleted between two exports are another message. Throws BadExport while a question is open.
 */
export async function* historyIn(source: Source, survey: Survey, options: HistoryOptions): AsyncGenerator<HistoryMessage> {
  const question = survey.questions[0];
  if (question) throw new BadExport(survey.file, question.text, question.line);
  const idOf = identities(options.spaceId);
  const aliases = new Map(Object.entries(options.mapping ?? {}));
  const mention = (_whole: string, name: string) => `@${aliases.get(name) ?? options.aMember ?? "a member"}`;
  for await (const message of messagesIn(source, survey)) {
    const id = idOf(message); // counted also for what stays behind, so that a later wish to keep it changes no id
    if (message.kind === "system" && !options.keepsNotices) continue;
    const { at, kind, file, edited } = message;
    const author = message.author === null ? null : (aliases.get(message.author) ?? null);
    const text = kind === "location" && !options.keepsPlaces ? "" : message.text.replace(MENTION, mention);
    const [first = "", ...further] = partsOf(text, options.mostLetters ?? Infinity);
    yield { id, at, author, kind, text: first, ...(file && kind !== "contact" ? { file } : {}), ...(edited ? { edited } : {}) };
    for (const [index, part] of further.entries()) yield { id: partId(id, index + 1), at, author, kind: "text", text: part };
  }
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
export function strangersIn(mapping: Readonly<Record<string, string | null>>, survey: Survey): string[] {
  const names = new Set(survey.people.map(({ name }) => name));
  return Object.keys(mapping).filter((name) => !names.has(name));
}
