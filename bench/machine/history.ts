import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { keptSecret, occupantOf } from "#foundation/home";

const ROOMS_AT_ONCE = 10;
const COPY = "older-messages.copy";

/** The address of a running Kith's own database, for its superuser. */
export async function ownerUrlOf(home: string): Promise<string> {
  const occupant = await occupantOf(home);
  if (!occupant?.databasePort) throw new Error(`Kith does not run in ${home}.`);
  const password = await keptSecret(home, "database-password");
  return `postgres://postgres:${password}@127.0.0.1:${occupant.databasePort}/kith`;
}

/**
 * Lays so many older messages under every room, past all doors: written by COPY from a file that PostgreSQL wrote itself a moment before.
 * They stand below zero in the log, as a history that was taken over does, so the newest page stays what it was.
 */
export async function layHistory(home: string, messagesARoom: number): Promise<void> {
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  try {
    await owner.query("set session_replication_role = replica"); // the references are right by construction
    const { rows } = await owner.query<{ id: string; member: string }>(
      "select s.id, (select m.id from space_member m where m.space_id = s.id limit 1) as member from space s",
    );
    const { rows: places } = await owner.query<{ data_directory: string }>("show data_directory");
    const file = join(places[0]!.data_directory, COPY); // as PostgreSQL itself sees it
    for (let at = 0; at < rows.length; at += ROOMS_AT_ONCE) await layUnder(owner, rows.slice(at, at + ROOMS_AT_ONCE), messagesARoom, file);
    await rm(join(home, "postgres", COPY));
    await owner.query("vacuum (analyze) space_message");
    await owner.query("checkpoint");
  } finally {
    await owner.end();
  }
}

async function layUnder(owner: Client, rooms: { id: string; member: string }[], messagesARoom: number, file: string): Promise<void> {
  const values = rooms.map(({ id, member }) => `(${owner.escapeLiteral(id)}::uuid, ${owner.escapeLiteral(member)}::uuid)`).join();
  const place = owner.escapeLiteral(file);
  await owner.query(
    `copy (
      select gen_random_uuid(), r.id, -n, r.member, repeat('an older word, kept for ever ', 1 + n % 6),
        timestamptz '2025-06-01' - n * interval '7 minutes', 'whatsapp'
      from (values ${values}) r (id, member), generate_series(1, ${messagesARoom}) n
    ) to ${place}`,
  );
  await owner.query(`copy space_message (id, space_id, seq, member_id, words, said_at, origin) from ${place}`);
}
