import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { ownerUrlOf } from "./history.ts";

/** Words of four scripts, and how many of each there are; the first are said most, as in any language. */
export const scripts = ["latin", "cyrillic", "arabic", "chinese"] as const;
export type Script = (typeof scripts)[number];
export const VOCABULARY = 30_000;

const LEAST_WORDS = 3;
const MOST_WORDS = 21;
const A_PICTURE_IN = 40; // one message of so many is a picture that a history left out
const APART_MINUTES = 7;
const NEWEST = Date.UTC(2026, 5, 1);
const FILE = "talk.copy";
const SYLLABLES: Record<Exclude<Script, "chinese">, string> = {
  latin: "ba be ka ko la le li ma me mo na ne no pa pe ra re ri sa se si ta te ti to va ve vo wa ha",
  cyrillic: "ба бе ка ко ла ле ли ма ме мо на не но па пе ра ре ри са се сы та те ти то ва вё во жа ха",
  arabic: "با بي كا كو لا لي ما مي مو نا ني نو را ري سا سي تا تي تو وا هي دا دو جا جي فا في قا قو شا",
};
const FIRST_CHARACTER = 0x4e00;
const CHARACTERS = 3_000;

/** A word by its rank: 0 is said most. */
export function wordOf(script: Script, rank: number): string {
  if (script === "chinese") {
    const scattered = (rank * 7_919) % (CHARACTERS * CHARACTERS);
    const [first, second] = [Math.floor(scattered / CHARACTERS), scattered % CHARACTERS];
    return String.fromCodePoint(FIRST_CHARACTER + first, FIRST_CHARACTER + second);
  }
  const syllables = SYLLABLES[script].split(" ");
  let word = syllables[rank % 30]! + syllables[Math.floor(rank / 30) % 30]!;
  for (let rest = Math.floor(rank / 900); rest > 0; rest = Math.floor(rest / 30)) word += syllables[rest % 30]!;
  return word;
}

/** Always the same numbers between 0 and 1, so that every run searches the same talk. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sentenceOf(script: Script, roll: () => number): string {
  const count = LEAST_WORDS + Math.floor(roll() * (MOST_WORDS - LEAST_WORDS + 1));
  const words = Array.from({ length: count }, () => wordOf(script, Math.floor(VOCABULARY ** roll()) - 1));
  return words.join(script === "chinese" ? "" : " ");
}

/** The script in which the people of a room speak. */
export const scriptOf = (room: number): Script => scripts[room % scripts.length]!;

/** Lays talk under every room below zero, as a history that was taken over, said by its members in turn. Returns the seconds of the copying alone. */
export async function layTalk(home: string, messagesARoom: number): Promise<number> {
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  const file = join(home, "postgres", FILE);
  try {
    await owner.query("set session_replication_role = replica"); // the references are right by construction
    const { rows } = await owner.query<{ id: string; members: string[] }>(
      "select s.id, array(select m.id from space_member m where m.space_id = s.id) as members from space s order by s.title, s.id",
    );
    const { rows: places } = await owner.query<{ data_directory: string }>("show data_directory");
    const seen = owner.escapeLiteral(join(places[0]!.data_directory, FILE)); // as PostgreSQL itself sees it
    let seconds = 0;
    for (const [room, { id, members }] of rows.entries()) {
      await write(file, linesOf(room, id, members, messagesARoom));
      const begun = performance.now();
      const columns = "id, space_id, seq, member_id, words, left_out, said_at, origin";
      await owner.query(`copy space_message (${columns}) from ${seen}`);
      seconds += (performance.now() - begun) / 1_000;
    }
    await owner.query("vacuum (analyze) space_message");
    await owner.query("checkpoint");
    return seconds;
  } finally {
    await rm(file, { force: true });
    await owner.end();
  }
}

function* linesOf(room: number, id: string, members: string[], count: number): Generator<string> {
  const roll = dice(room + 1);
  for (let n = 1; n <= count; n += 1) {
    const at = new Date(NEWEST - n * APART_MINUTES * 60_000).toISOString();
    const leftOut = roll() < 1 / A_PICTURE_IN ? "photo" : "\\N";
    const words = sentenceOf(scriptOf(room), roll);
    yield `${crypto.randomUUID()}\t${id}\t${-n}\t${members[n % members.length]}\t${words}\t${leftOut}\t${at}\twhatsapp\n`;
  }
}

/** Where PostgreSQL reads it itself: its own folder, in which only it and we may look. */
async function write(file: string, lines: Iterable<string>): Promise<void> {
  const out = createWriteStream(file);
  for (const line of lines) if (!out.write(line)) await once(out, "drain");
  out.end();
  await once(out, "finish");
  await chmod(file, 0o644);
}
