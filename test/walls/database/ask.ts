import type { Client } from "pg";

/** A wall of the database returns what is wrong, asked from PostgreSQL's own catalogues and not from what the migrations meant. */
export type DatabaseWall = (client: Client) => Promise<string[]>;

/** The roles of docs/decisions that requests, listeners and sign-in run as; what they may do is narrowed by policies. */
export const SERVING = "('kith_person', 'kith_worker', 'kith_identity')";

/** A wall that is one query with a column `fault`. */
export const asked =
  (query: string): DatabaseWall =>
  async (client) =>
    (await client.query<{ fault: string }>(query)).rows.map(({ fault }) => fault).toSorted();

/** Common table expressions: what of `public` is ours, and who was granted what on it, column by column. */
export const OURS = `
  ours as (
    select c.*, pg_get_userbyid(c.relowner) as owner from pg_class c
    where c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  ),
  granted as (
    select distinct c.oid, c.relname, c.relkind, a.grantee, coalesce(r.rolname, 'public') as role, a.privilege_type as verb
    from ours c
    cross join lateral (
      select * from aclexplode(c.relacl)
      union all
      select x.* from pg_attribute t cross join lateral aclexplode(t.attacl) x where t.attrelid = c.oid and not t.attisdropped
    ) a
    left join pg_roles r on r.oid = a.grantee
    where a.grantee <> c.relowner
  )`;
