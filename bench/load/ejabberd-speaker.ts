import { Ear, type Witness } from "./ear.ts";
import type { Piece } from "./piece.ts";
import type { RoomLog } from "./room-log.ts";
import type { Address, Person, Seat, Speaker } from "./speaker.ts";
import { openStream } from "./stream.ts";

const DOMAIN = "localhost";
const HEAD_BYTES = 600; // the opening tag of a stanza is far shorter

/** Cuts an XMPP stream into stanzas. Attribute values never hold a raw ">", so a tag ends at the first one. */
export function cutStanzas(bytes: Buffer, from: number): Piece | undefined {
  const tagEnd = bytes.indexOf(0x3e, from);
  if (tagEnd < 0) return undefined;
  const tag = bytes.toString("latin1", from, Math.min(tagEnd + 1, from + HEAD_BYTES));
  const name = /^\s*<([^\s>/]+)/.exec(tag)?.[1] ?? "";
  if (tag.endsWith("/>") || name === "?xml" || name === "stream:stream" || name === "/stream:stream") return { end: tagEnd + 1 };
  const closing = `</${name}>`;
  const close = bytes.indexOf(closing, tagEnd, "latin1");
  if (close < 0) return undefined;
  const end = close + closing.length;
  if (name !== "message" || !tag.includes("type='groupchat'")) return { end };
  const said = / id='([^']+)'/.exec(tag)?.[1];
  // Without a body it is the room's subject, sent to whoever comes in.
  return said !== undefined && bytes.indexOf("<body>", tagEnd) < close && bytes.indexOf("<body>", tagEnd) > 0 ? { end, said } : { end };
}

/** Speaks XMPP over plain TCP and sits in a multi-user chat. */
export class EjabberdSpeaker implements Speaker {
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  async sit(room: string, person: Person, log: RoomLog, witness: Witness): Promise<Seat> {
    const { host, port } = this.#address;
    const place = `${room}@conference.${DOMAIN}`;
    const unanswered = new Map<string, () => void>();
    const joined = Promise.withResolvers<void>();
    const hello = `<stream:stream to='${DOMAIN}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
    const login = Buffer.from(`\0${person.name}\0${person.secret}`).toString("base64");
    let isKnown = false;

    const ear = new Ear(log, cutStanzas, heardBy(witness, unanswered), (piece) => {
      const stanza = piece.toString();
      if (stanza.includes("<mechanisms"))
        stream.socket.write(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${login}</auth>`);
      else if (stanza.startsWith("<success")) {
        isKnown = true;
        stream.socket.write(hello);
      } else if (stanza.startsWith("<stream:features") && isKnown)
        stream.socket.write("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>");
      else if (stanza.startsWith("<iq") && stanza.includes("id='bind'"))
        stream.socket.write(
          `<presence to='${place}/${person.name}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
        );
      else if (stanza.startsWith("<message") && stanza.includes("<subject")) joined.resolve();
      else if (/^<(failure|stream:error)|type='error'/.test(stanza)) {
        joined.reject(new Error(`ejabberd: ${stanza.slice(0, 300)}`));
        witness.onFault(`ejabberd refused something: ${stanza.slice(0, 300)}`);
      }
    });
    const stream = await openStream(host, port, {
      onBytes: (bytes) => ear.hear(bytes),
      onLost: (why) => {
        joined.reject(new Error(why));
        witness.onFault(`A connection was lost: ${why}.`);
      },
    });
    stream.socket.write(hello);
    await joined.promise;
    const say = (id: string, text: string) =>
      new Promise<void>((resolve) => {
        unanswered.set(id, resolve);
        stream.socket.write(`<message to='${place}' type='groupchat' id='${id}'><body>${text}</body></message>`);
      });
    return { say, close: stream.close };
  }

  close(): void {}
}

/** A multi-user chat acknowledges by reflecting the message to its author. */
function heardBy(witness: Witness, unanswered: Map<string, () => void>): Witness {
  return {
    ...witness,
    messageOf: (id) => {
      const resolve = unanswered.get(id);
      if (resolve) {
        unanswered.delete(id);
        resolve();
      }
      return witness.messageOf(id);
    },
  };
}
