import { z } from "zod";
import type { Source } from "../source.ts";
import { JsonBytes, type Taken } from "./json-bytes.ts";

const MESSAGES_AT_ONCE = 500;
const MOST_CHATS = 100_000;

/** A chat of an export: one in the `result.json` of a chat, many in that of a whole account. */
export interface Chat {
  name: string | null;
  type: string | null;
  id: string | null;
  /** The account is no longer in it. */
  isLeft: boolean;
  line: number;
  messages: number;
}

/** Reads the file once, to its end, for the chats in it. Throws BadExport for what is no export of Telegram. */
export async function chatsIn(source: Source): Promise<{ chats: Chat[]; lines: number }> {
  const json = await begun(source);
  const chats: Chat[] = [];
  try {
    for await (const chat of stopsIn(json)) {
      if (chats.length === MOST_CHATS) throw json.bad(`there are more than ${MOST_CHATS} chats in it.`);
      chats.push(chat);
      for await (const _ of json.list("messages")) {
        await json.skip();
        chat.messages += 1;
      }
    }
    await json.end();
  } finally {
    await json.close();
  }
  if (chats.length === 0) throw json.bad('there is neither "messages" nor "chats" in it, so it is no export of Telegram.');
  return { chats, lines: json.line };
}

/** The messages of the chat at this place in the file, some at a time, parsed but not yet understood. */
export async function* messagesOf(source: Source, place: number): AsyncGenerator<Taken[]> {
  const json = await begun(source);
  let at = -1;
  try {
    for await (const _ of stopsIn(json)) {
      at += 1;
      if (at === place) {
        yield* blocksIn(json);
        break; // the first reading went to the end
      }
      await json.skip();
    }
  } finally {
    await json.close();
  }
}

async function* blocksIn(json: JsonBytes): AsyncGenerator<Taken[]> {
  let block: Taken[] = [];
  for await (const _ of json.list("messages")) {
    block.push(await json.take());
    if (block.length < MESSAGES_AT_ONCE) continue;
    yield block;
    block = [];
  }
  yield block;
}

async function begun(source: Source): Promise<JsonBytes> {
  const json = new JsonBytes(source);
  const first = await json.peek();
  if (first === 0x3c) throw json.bad("this is HTML; export the chat again as “Machine-readable JSON”.");
  if (first === 0xff || first === 0xfe) throw json.bad("this is UTF-16; an export is UTF-8. Do not open it in an editor first.");
  if (first !== undefined && first !== 0x7b) throw json.bad('this is no result.json of Telegram, which begins with "{".');
  return json;
}

/** Stops before the messages of each chat; whoever reads must walk over them. What stands behind them is told of the chat later. */
async function* stopsIn(json: JsonBytes): AsyncGenerator<Chat> {
  const own = chatAt(json, false);
  for await (const key of json.members("the file")) {
    if (key === "messages") yield own;
    else if (key === "chats" || key === "left_chats") yield* accountIn(json, key);
    else await hear(json, own, key);
  }
}

async function* accountIn(json: JsonBytes, what: string): AsyncGenerator<Chat> {
  for await (const key of json.members(what)) {
    if (key !== "list") {
      await json.skip();
      continue;
    }
    for await (const _ of json.list(`${what}.list`)) {
      const chat = chatAt(json, what === "left_chats");
      for await (const name of json.members("a chat")) {
        if (name === "messages") yield chat;
        else await hear(json, chat, name);
      }
    }
  }
}

const chatAt = ({ line }: JsonBytes, isLeft: boolean): Chat => ({ name: null, type: null, id: null, isLeft, line, messages: 0 });

const Fact = z
  .union([z.string(), z.number().transform(String)])
  .nullable()
  .catch(null);

async function hear(json: JsonBytes, chat: Chat, key: string): Promise<void> {
  if (key === "name" || key === "type" || key === "id") chat[key] = Fact.parse((await json.take()).value);
  else await json.skip();
}
