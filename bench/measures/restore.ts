import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { z } from "zod";
import { populate, startKith } from "../contestants/kith.ts";
import { number, tableOf } from "../figures.ts";
import { timedKith } from "../machine/command.ts";
import { layHistory, ownerUrlOf } from "../machine/history.ts";
import { tell, type Measure } from "../measure.ts";

const ROOMS = 100;
const SMALL = 100_000;
const LARGE = 1_000_000;
const MOST_SECONDS = 300;
const FLAT = 1.5;
const MIB = 1_024 ** 2;

const BackedUp = z.object({ rows: z.int(), bytes: z.int() });

interface Round {
  messages: number;
  rows: number;
  packedMiB: number;
  backupSeconds: number;
  backupPeakMiB: number;
  restoreSeconds: number;
  restorePeakMiB: number;
  /** Messages that stood in the house when Kith had started on it. */
  found: number;
}

export const measure: Measure = {
  title: "everything out of a running Kith, and a house built from it again",
  run: async (wish) => {
    const sizes = wish.isQuick ? [1_000, 5_000] : [SMALL, LARGE];
    const results: Round[] = [];
    for (const messages of sizes) results.push(await oneRound(wish.place, messages));
    const [small, large] = [results[0]!, results[1]!];
    const growth = (name: "backupPeakMiB" | "restorePeakMiB") => large[name] / small[name];
    const ratio = Math.max(growth("backupPeakMiB"), growth("restorePeakMiB"));
    return {
      table: tableOf(
        ["messages", "rows in all", "MiB packed", "backup s", "its peak MiB", "restore s", "its peak MiB"],
        results.map((round) =>
          [
            round.messages,
            round.rows,
            round.packedMiB,
            round.backupSeconds,
            round.backupPeakMiB,
            round.restoreSeconds,
            round.restorePeakMiB,
          ].map((figure) => number(figure)),
        ),
      ),
      results,
      failures: results
        .filter(({ found, messages }) => found !== messages)
        .map(({ found, messages }) => `${found} messages of ${messages}.`),
      verdicts: [
        {
          promise: `${number(large.messages)} messages restored within ${MOST_SECONDS / 60} minutes`,
          found: `${number(large.restoreSeconds)} s`,
          holds: large.restoreSeconds <= MOST_SECONDS,
        },
        { promise: `flat memory: ten times the messages, at most ${FLAT} × the peak`, found: `${number(ratio)} ×`, holds: ratio <= FLAT },
      ],
    };
  },
};

/** A house full of talk, backed up while it runs, restored into a new home, and started there. */
async function oneRound(place: string, messages: number): Promise<Round> {
  const [old, next, folder] = ["kith-backup", "kith-restore", "kith-backup-folder"].map((name) => join(place, "homes", name));
  if (!old || !next || !folder) throw new Error("No place to work in.");
  for (const name of [next, folder]) await rm(name, { recursive: true, force: true });
  const server = await startKith(old);
  try {
    await populate(old, { people: 100, spaces: ROOMS, members: 10, messages: 0 });
    await layHistory(old, messages / ROOMS);
    await layEverythingElse(old);
    const backup = await timedKith(old, "backup", folder);
    await server.running.stop();
    const restore = await timedKith(next, "restore", folder);
    const { rows, bytes } = BackedUp.parse(backup.value);
    const round: Round = {
      messages,
      rows,
      packedMiB: bytes / MIB,
      backupSeconds: backup.seconds,
      backupPeakMiB: backup.peakMiB,
      restoreSeconds: restore.seconds,
      restorePeakMiB: restore.peakMiB,
      found: await messagesIn(next),
    };
    tell(`  ${number(messages)} messages: out in ${number(backup.seconds)} s, back in ${number(restore.seconds)} s`);
    return round;
  } finally {
    await server.running.stop();
    for (const name of [old, next, folder]) await rm(name, { recursive: true, force: true });
  }
}

/** The line in the log and the fact that each message has, as if all had been said within the last 14 days: the worst case. */
async function layEverythingElse(home: string): Promise<void> {
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  try {
    await owner.query("set session_replication_role = replica");
    await owner.query(`insert into space_event (space_id, seq, kind, message_id, member_id)
      select space_id, seq, 'said', id, member_id from space_message on conflict do nothing`);
    await owner.query(`insert into fact (kind, subject, seq, about)
      select 'spaces.message-said', space_id, seq, jsonb_build_object('message', id, 'member', member_id) from space_message`);
  } finally {
    await owner.end();
  }
}

/** Asked of a Kith that was started on what was restored. */
async function messagesIn(home: string): Promise<number> {
  const { running } = await startKith(home, { isNew: false });
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  try {
    const { rows } = await owner.query<{ count: string }>("select count(*) from space_message");
    return Number(rows[0]?.count);
  } finally {
    await owner.end();
    await running.stop();
  }
}
