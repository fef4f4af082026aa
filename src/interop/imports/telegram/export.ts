import { BadExport } from "../bad-export.ts";
import type { Export, Warning } from "../export.ts";
import { nothingSkipped, skip } from "../skipped.ts";
import type { Source } from "../source.ts";
import { chatsIn, messagesOf } from "./chats.ts";
import { choice } from "./choice.ts";
import { messagesIn } from "./messages.ts";
import { Speakers } from "./speakers.ts";
import { told } from "./told.ts";
import { understood } from "./understood.ts";
import type { WrittenMessage } from "./written-message.ts";

const MOST_TOPICS = 60_000;
const MOST_NAMED = 5;

export interface TelegramOptions {
  /** The id or the name of one chat, where the export is that of an account. */
  chat?: string | undefined;
}

/**
 * A chat of an export of Telegram (`result.json`); `lines` is how many its file has. Reads the file twice: for its chats, then for the people
 * of the one that is wanted. Throws BadExport for a file that cannot be read as an export.
 */
export async function telegramExport(source: Source, options: TelegramOptions = {}): Promise<Export & { lines: number }> {
  const { chats, lines } = await chatsIn(source);
  const chosen = choice(chats, options.chat, source.name);
  if ("question" in chosen) return { ...unread(source.name), questions: [chosen.question], lines, messages: async function* () {} };
  const { place } = chosen;
  const chat = chats[place]!;
  const { speakers, topics, skipped } = await surveyOf(source, place);
  return {
    ...unread(source.name),
    people: speakers.people,
    skipped,
    warnings: warningsOf(speakers, topics),
    chat: `telegram ${chat.id ?? chat.name ?? ""}`,
    topics,
    lines,
    messages: () => messagesIn(source, { place, speakers, topics }),
  };
}

const unread = (file: string) => ({ file, people: [], skipped: nothingSkipped(), questions: [], warnings: [] });

async function surveyOf(source: Source, place: number) {
  const speakers = new Speakers();
  const topics = new Map<number, string>();
  const skipped = nothingSkipped();
  let read = 0;
  for await (const block of messagesOf(source, place)) {
    for (const { value, line } of block) {
      const message = understood(value);
      if (typeof message === "string") {
        skip(skipped, line, message);
        continue;
      }
      read += 1;
      speakers.hear(message, told(message, () => undefined).kind !== "system");
      hearTopic(message, topics);
    }
  }
  const [first] = skipped.shown;
  if (read === 0 && first) throw new BadExport(source.name, `no message in it is as Telegram writes them; ${first.text}`, first.line);
  return { speakers, topics, skipped };
}

function hearTopic({ id, action, title, new_title, reply_to_message_id: of }: WrittenMessage, topics: Map<number, string>): void {
  if (action === "topic_created" && id !== undefined && title !== undefined && topics.size < MOST_TOPICS) topics.set(id, title.trim());
  if (action === "topic_edit" && of !== undefined && new_title && topics.has(of)) topics.set(of, new_title.trim());
}

function warningsOf(speakers: Speakers, topics: ReadonlyMap<number, string>): Warning[] {
  const warnings: Warning[] = [];
  for (const name of speakers.shared.slice(0, MOST_NAMED)) {
    warnings.push({ kind: "same-name", text: `More than one person is called "${name}"; each goes by the name and Telegram's number.` });
  }
  if (speakers.nameless > 0) {
    const count = speakers.nameless;
    const text = `${count} message${count === 1 ? " is" : "s are"} of people whose accounts are deleted; nothing tells who they were.`;
    warnings.push({ kind: "deleted-account", text });
  }
  if (topics.size > 0) {
    const titles = [...new Set(topics.values())].slice(0, MOST_NAMED).map((title) => `"${title}"`);
    const text = `The chat has topics, like ${titles.join(", ")}. What was said in one comes into the topic of the same title, if the space has it by then.`;
    warnings.push({ kind: "topics", text });
  }
  return warnings;
}
