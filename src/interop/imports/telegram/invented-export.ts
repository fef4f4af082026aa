import { numbersFrom, people, phrases, pick } from "../invented.ts";

const MESSAGES_AT_ONCE = 1000;

/**
 * An invented `result.json` of a group with this many messages, in pieces, always the same for the same arguments: for measuring, and for
 * load. One in ten answers another, one in twenty is media, one in a hundred is a notice.
 */
export function* inventedTelegram(messages: number, seed = 1): Generator<string> {
  const next = numbersFrom(seed);
  let clock = Date.UTC(2019, 0, 13, 7) / 1000;
  yield '{\n "name": "Pink Scarf",\n "type": "private_supergroup",\n "id": 900,\n "messages": [\n';
  for (let id = 1; id <= messages;) {
    let piece = "";
    for (const end = Math.min(messages, id + MESSAGES_AT_ONCE - 1); id <= end; id += 1) {
      clock += next() % 180;
      const text = JSON.stringify(inventedMessage(id, clock, next), null, 1).replaceAll("\n", "\n  ");
      piece += `  ${text}${id < messages ? "," : ""}\n`;
    }
    yield piece;
  }
  yield " ]\n}\n";
}

function inventedMessage(id: number, clock: number, next: () => number): object {
  const who = next() % people.length;
  const [name, number] = [pick(people, who), `user${101 + who}`];
  const when = { date: new Date((clock + 3600) * 1000).toISOString().slice(0, 19), date_unixtime: String(clock) };
  const dice = next() % 1000;
  const notice = { actor: name, actor_id: number, action: "pin_message", message_id: 1, text: "", text_entities: [] };
  if (dice < 10) return { id, type: "service", ...when, ...notice };
  const said = { id, type: "message", ...when, from: name, from_id: number };
  if (dice < 60) return { ...said, photo: "(File not included. Change data exporting settings to download.)", text: "", text_entities: [] };
  const reply = dice < 160 && id > 50 ? { reply_to_message_id: id - 1 - (next() % 50) } : {};
  const text = `${pick(phrases, next())} ${next() % 1000}`;
  if (dice < 260) {
    const parts = [
      { type: "bold", text: pick(phrases, next()) },
      { type: "plain", text: ` ${text}` },
    ];
    return { ...said, ...reply, text: [parts[0], ` ${text}`], text_entities: parts };
  }
  return { ...said, ...reply, text, text_entities: [{ type: "plain", text }] };
}
