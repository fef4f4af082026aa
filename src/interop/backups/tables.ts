import type { Client } from "pg";
import { LEFT_OUT } from "./left-out.ts";
import { TURNS } from "./turns.ts";

/** A table as PostgreSQL's own catalogue knows it, with the statements that it wrote for us, every name quoted by itself. */
export interface Table {
  name: string;
  columns: string[];
  /** The tables that must stand before this one. */
  pointsAt: string[];
  isReadable: boolean;
  copyOut: string;
  copyIn: string;
  /** Lets its owner write past its policies, and wakes no trigger; and the way back. */
  open: string;
  close: string;
  allowOwner: string;
}

const CARRIED = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
    array(select distinct t.relname::text from pg_constraint f join pg_class t on t.oid = f.confrelid
      where f.conrelid = c.oid and f.contype = 'f' and t.oid <> c.oid) as "pointsAt",
    exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner_backs_up') or not c.relforcerowsecurity as "isReadable",
    format('copy %I (%s) to stdout', c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)) as "copyOut",
    format('copy %I (%s) from stdin', c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)) as "copyIn",
    format('alter table %I no force row level security, disable trigger user', c.relname) as open,
    format(case when c.relforcerowsecurity then 'alter table %I force row level security, enable trigger user'
      else 'alter table %I enable trigger user' end, c.relname) as close,
    format('create policy owner_backs_up on %I for select to kith_owner using (true)', c.relname) as "allowOwner"
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely\\_%' and c.relname <> all ($1::text[])
  group by c.oid, c.relname, c.relforcerowsecurity
  order by c.relname`;

/** Every table that a backup carries, each after those it points at. */
export async function carriedTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(CARRIED, [LEFT_OUT]);
  return inOrder(rows).map((table) => ({ ...table, copyOut: TURNS[table.name]?.statement ?? table.copyOut }));
}

function inOrder(tables: readonly Table[]): Table[] {
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(({ pointsAt }) => !pointsAt.some((name) => waiting.has(name)));
    if (free.length === 0) throw new Error(`These tables point at each other in a circle: ${[...waiting.keys()].join(", ")}.`);
    for (const table of free) waiting.delete(table.name);
    ordered.push(...free);
  }
  return ordered;
}

/** How far each sequence has counted; one that was never asked is left out. */
export async function sequencesIn(client: Client): Promise<{ name: string; last: string }[]> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select s.seqrelid::regclass::text as name, pg_sequence_last_value(s.seqrelid)::text as last
     from pg_sequence s join pg_class c on c.oid = s.seqrelid
     where c.relnamespace = 'public'::regnamespace and pg_sequence_last_value(s.seqrelid) is not null order by 1`,
  );
  return rows;
}

/** Both ends of a backup write and read text in one way, whatever the cluster is set to. */
export const PLAIN_TEXT = `set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex';
  set extra_float_digits = 1; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set client_encoding = 'UTF8'`;
