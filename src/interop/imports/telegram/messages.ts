import type { ReadMessage } from "../export.ts";
import { NumbersById } from "../numbers-by-id.ts";
import type { Source } from "../source.ts";
import { messagesOf } from "./chats.ts";
import type { Speakers } from "./speakers.ts";
import { told } from "./told.ts";
import { understood } from "./understood.ts";
import type { WrittenMessage } from "./written-message.ts";

/** What the messages of a chat are told with. */
export interface Known {
  /** The chat's place among those of the file. */
  place: number;
  speakers: Speakers;
  topics: ReadonlyMap<number, string>;
}

/** The messages of a chat in the order of the file; what is not understood was reported before. */
export async function* messagesIn(source: Source, { place, speakers, topics }: Known): AsyncGenerator<ReadMessage> {
  const topicOf = topicTracing(topics);
  for await (const block of messagesOf(source, place)) {
    for (const { value } of block) {
      const message = understood(value);
      if (typeof message !== "string") yield read(message, speakers, topicOf(message));
    }
  }
}

function read(message: WrittenMessage, speakers: Speakers, topic: number | undefined): ReadMessage {
  const { id, date, date_unixtime: seconds, action, forwarded_from: forwardedFrom } = message;
  const { kind, text, ...rest } = told(message, (user) => speakers.named(user));
  const replyTo = replyOf(message);
  return {
    ...(id === undefined ? {} : { id }),
    at: date ?? new Date((seconds ?? 0) * 1000).toISOString().slice(0, 19),
    ...(seconds === undefined ? {} : { instant: seconds * 1000 }),
    author: speakers.nameOf(message),
    kind,
    text,
    ...rest,
    ...(isEdited(message) ? { edited: true } : {}),
    ...(message.type === "service" && action !== undefined ? { action } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(topic === undefined ? {} : { topic }),
    ...(forwardedFrom ? { forwardedFrom } : {}),
  };
}

/** Old exports wrote the beginning of time where nothing was edited. */
const isEdited = ({ edited }: WrittenMessage): boolean => typeof edited === "string" && !/^(?:1970-01-0|1969-)/.test(edited);

/** An answer to a message of another chat has nothing here to point at. */
const replyOf = ({ reply_to_message_id: id, reply_to_peer_id: elsewhere }: WrittenMessage): number | undefined =>
  elsewhere === undefined ? id : undefined;

/**
 * A message has no topic of its own: it is in that of the message it answers, and so on up to the notice that began the topic.
 * One that answers nothing of a topic is in none.
 */
function topicTracing(topics: ReadonlyMap<number, string>): (message: WrittenMessage) => number | undefined {
  const ids = [...topics.keys()];
  const places = new NumbersById();
  for (const [index, id] of ids.entries()) places.set(id, index + 1);
  return (message) => {
    const replyTo = replyOf(message);
    const place = replyTo === undefined ? 0 : places.of(replyTo);
    if (place === 0) return undefined;
    if (message.id !== undefined && !topics.has(message.id)) places.set(message.id, place);
    return ids[place - 1];
  };
}
