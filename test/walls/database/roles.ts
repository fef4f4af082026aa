import { asked, type DatabaseWall } from "./ask.ts";

const MEND = "Mend src/foundation/database/roles.ts.";
const MEMBERSHIPS = `(values
  ('kith_app', 'kith_person'), ('kith_app', 'kith_worker'), ('kith_app', 'kith_identity'), ('kith_owner', 'kith_gate')
) as planned (member, role)`;

/** The roles are what docs/decisions says, and none can step around a policy. */
export const roleWalls: Readonly<Record<string, DatabaseWall>> = {
  "no role of the house has a power over the database": asked(`
    select format('%s %s. ${MEND}', rolname, what) as fault
    from pg_roles cross join lateral (values
      (rolsuper, 'is a superuser'), (rolbypassrls, 'bypasses policies'), (rolcreaterole, 'may make roles'),
      (rolcreatedb, 'may make databases'), (rolreplication, 'may copy the whole cluster'),
      (rolcanlogin and rolname <> 'kith_app', 'may log in; only kith_app may'),
      (rolinherit and rolname = 'kith_app', 'inherits rights without choosing a role: make it noinherit')
    ) as power (has, what)
    where rolname like 'kith\\_%' and has`),

  "each role is a member of what was planned and of nothing else": asked(`
    with actual as (
      select pg_get_userbyid(m.member) as member, pg_get_userbyid(m.roleid) as role, m.admin_option,
        to_jsonb(m) ->> 'inherit_option' as inherits  -- PostgreSQL 16 and later
      from pg_auth_members m where pg_get_userbyid(m.member) like 'kith\\_%'
    )
    select format('%s is a member of %s, which was not planned. ${MEND}', member, role) as fault
      from actual where (member, role) not in (select member, role from ${MEMBERSHIPS})
    union all
    select format('%s is no member of %s. ${MEND}', member, role)
      from ${MEMBERSHIPS} where (member, role) not in (select member, role from actual)
    union all
    select format('%s may pass %s on. ${MEND}', member, role) from actual where admin_option
    union all
    select format('%s inherits the rights of %s without becoming it. ${MEND}', member, role)
      from actual where member = 'kith_app' and inherits = 'true'`),

  "nothing of the house is open to everyone": asked(`
    select format('The schema public lets everyone make things in it. ${MEND}') as fault
      from pg_namespace cross join lateral aclexplode(nspacl) a
      where nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE'
    union all
    select format('The schema public belongs to %s; it must belong to kith_owner. ${MEND}', pg_get_userbyid(nspowner))
      from pg_namespace where nspname = 'public' and pg_get_userbyid(nspowner) <> 'kith_owner'`),
};
