import { sql } from "kysely";
import { z } from "zod";
import type { Transaction } from "#foundation/database";
import type { LeftOut } from "./history.ts";
import type { SearchAsked } from "./search-asked.ts";
import type { SpaceId } from "./space.ts";

export const FOUND_AT_ONCE = 20;

/** Where a page of what was found ended: the instant in microseconds, and the message. */
export const Before = z
  .string()
  .regex(/^\d{1,16}\.[0-9a-f-]{36}$/)
  .transform((text) => ({ micros: text.split(".")[0] ?? "", id: text.split(".")[1] ?? "" }))
  .refine(({ id }) => z.uuid().safeParse(id).success);
export type Before = z.infer<typeof Before>;

export interface Found {
  id: string;
  spaceId: SpaceId;
  title: string;
  seq: number;
  /** Null for someone of a taken-over history who is not here. */
  alias: string | null;
  isMine: boolean;
  words: string;
  leftOut: LeftOut | null;
  hasPhotos: boolean;
  at: Date;
  /** The same in microseconds: pages go on by it. */
  micros: string;
}

/**
 * What she may see of what she asks for, the newest first, twenty at a time; nothing of what was removed or what someone wrote whom she hides.
 * `zone` is where her days begin and end. `next` is there when there is more.
 */
export async function searchSaid(
  tx: Transaction,
  asked: SearchAsked,
  { zone, space, before }: { zone: string; space?: SpaceId | undefined; before?: Before | undefined },
): Promise<{ found: Found[]; next: string | undefined }> {
  const instant = (day: string | undefined) => sql`(${day ?? null}::date)::timestamp at time zone ${zone}`;
  const { rows } = await sql<Omit<Found, "seq"> & { seq: string }>`
    select id, space_id as "spaceId", title, seq, alias, is_mine as "isMine", words, left_out as "leftOut", has_photos as "hasPhotos", said_at as at,
      (extract(epoch from said_at) * 1000000)::bigint as micros
    from search_said(${asked.words}, ${space ?? null}, ${asked.in ?? null}, ${asked.from ?? null}, ${asked.hasPhoto},
      ${instant(asked.since)}, ${instant(asked.until)},
      timestamptz 'epoch' + ${before?.micros ?? null}::bigint * interval '1 microsecond', ${before?.id ?? null}, ${FOUND_AT_ONCE + 1})`.execute(
    tx,
  );
  const found = rows.slice(0, FOUND_AT_ONCE).map((row): Found => ({ ...row, seq: Number(row.seq) }));
  const last = rows[FOUND_AT_ONCE - 1];
  return { found, next: rows.length > FOUND_AT_ONCE && last ? `${last.micros}.${last.id}` : undefined };
}
