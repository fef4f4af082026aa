import { expect, test } from "vitest";
import { Ear, type Witness } from "./ear.ts";
import { cutStanzas } from "./ejabberd-speaker.ts";
import { cutEvents } from "./kith-speaker.ts";
import type { Cut } from "./piece.ts";
import { RoomLog } from "./room-log.ts";
import { cutFrames } from "./socket-io-speaker.ts";

const ids = Array.from({ length: 30 }, (_, number) => `00000000-0000-4000-8000-0000000000${10 + number}`);
const event = (id: string) => `event: said\ndata: ${JSON.stringify({ id, text: "tea" })}\nid: a.1\n\n`;
const stanza = (id: string) => `<message from='r@c/n' type='groupchat' id='${id}'><body>tea &gt; milk</body></message>`;
function frame(id: string): string {
  const text = `42["said",${JSON.stringify({ id, text: "t".repeat(100) })}]`;
  return `\u0081\u007e${String.fromCharCode(text.length >> 8, text.length & 255)}${text}`;
}

/** A room of listeners and a witness that writes down what came to it. */
function room(cut: Cut) {
  const seen = { delivered: 0, faults: [] as string[] };
  const witness: Witness = {
    messageOf: (id) => (ids.includes(id) ? ids.indexOf(id) : undefined),
    onDelivered: (_, from, until) => (seen.delivered += until - from),
    onFault: (sentence) => seen.faults.push(sentence),
  };
  const log = new RoomLog();
  const listener = () => new Ear(log, cut, witness);
  return { seen, listener };
}

/** Gives her the text in pieces of `size` bytes. */
function hearInPieces(ear: Ear, text: string, size: number): void {
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0; at < bytes.length; at += size) ear.hear(bytes.subarray(at, at + size));
}

test.each([
  ["server-sent events", cutEvents, event],
  ["stanzas", cutStanzas, stanza],
  ["frames", cutFrames, frame],
] as const)("Every delivery is counted once, however the bytes of %s are cut into pieces", (_, cut, written) => {
  const { seen, listener } = room(cut);
  const text = ids.map(written).join("");
  const sizes = [100_000, 1, 2, 7, 64, 1_000, 999];
  for (const size of sizes) hearInPieces(listener(), text, size);
  expect(seen).toEqual({ delivered: ids.length * sizes.length, faults: [] });
});

test("A heartbeat for one of the listeners is no delivery and no fault", () => {
  const { seen, listener } = room(cutEvents);
  const [calm, beaten] = [listener(), listener()];
  hearInPieces(calm, ids.map(event).join(""), 50);
  hearInPieces(beaten, `retry: 1500\nid: \n\n${ids.map((id) => `${event(id)}:\n\n`).join("")}`, 50);
  expect(seen).toEqual({ delivered: ids.length * 2, faults: [] });
});

test.each([
  ["doubled", [0, 1, 1, 2]],
  ["lost", [0, 2, 3]],
  ["out of order", [0, 2, 1, 3]],
])("A message that is %s for one listener is a fault", (_, order) => {
  const { seen, listener } = room(cutEvents);
  hearInPieces(listener(), ids.map(event).join(""), 100);
  expect(seen.faults).toEqual([]);
  hearInPieces(listener(), order.map((number) => event(ids[number] ?? "")).join(""), 100_000);
  expect(seen.faults).not.toEqual([]);
});

test("A message that nobody sent is a fault", () => {
  const { seen, listener } = room(cutEvents);
  hearInPieces(listener(), event("00000000-0000-4000-8000-ffffffffffff"), 100);
  expect(seen).toEqual({ delivered: 0, faults: ["A listener heard a message that nobody sent (00000000-0000-4000-8000-ffffffffffff)."] });
});
