import { asked, OURS, SERVING, type DatabaseWall } from "./ask.ts";

const VERBS = "(values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) as verbs (verb, command)";

/** Whatever a serving role may touch stands behind a forced policy for exactly that verb. */
export const tableWalls: Readonly<Record<string, DatabaseWall>> = {
  "every table that is served has row level security, enabled and forced": asked(`
    with ${OURS}
    select format('%1$s is granted to %2$s but row level security is not %3$s: "alter table %1$s %4$s row level security".',
      relname, string_agg(distinct role, ', '), what, act) as fault
    from granted join ours using (oid, relname, relkind) cross join lateral (values
      (relrowsecurity, 'enabled', 'enable'), (relforcerowsecurity, 'forced', 'force')
    ) as guard (stands, what, act)
    where relkind in ('r', 'p') and role in ${SERVING} and not stands
    group by relname, what, act`),

  "every verb that is granted has a policy that permits it": asked(`
    with ${OURS}
    select format('%s may %s on %s, but no policy says when: write one "for %s to %s", or take the grant back.',
      role, lower(verb), relname, lower(verb), role) as fault
    from granted join ${VERBS} using (verb) join ours using (oid, relname, relkind)
    where relkind in ('r', 'p') and role like 'kith\\_%' and (relrowsecurity or role in ${SERVING}) and not exists (
      select from pg_policy p where p.polrelid = granted.oid and p.polpermissive and p.polcmd in ('*', command)
        and (granted.grantee = any (p.polroles) or 0 = any (p.polroles)))`),

  "nobody is granted what policies do not guard": asked(`
    with ${OURS}
    select format('%s may %s %s, which no policy guards. Take the grant back.', role, lower(verb), relname) as fault
    from granted where relkind <> 'S' and verb not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') and role like 'kith\\_%'
    union all
    select distinct format('%s may read %s, a copy or a foreign table that no policy guards. Grant a view with security_invoker instead.', role, relname)
    from granted where relkind in ('m', 'f') and role like 'kith\\_%'`),

  "nothing is granted to everyone": asked(`
    with ${OURS}
    select format('Everyone may %s %s. Grant it to a role of the house instead.', string_agg(lower(verb), ', ' order by verb), relname) as fault
    from granted where grantee = 0 group by relname`),

  "everything that is served stands in public": asked(`
    select distinct format('%s may touch %s, outside of the schema that is watched. Only the jobs have a schema of their own, for kith_worker.', r.rolname, c.oid::regclass) as fault
    from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
    where r.rolname like 'kith\\_%' and a.grantee <> c.relowner and n.nspname not in ('public', 'pg_catalog', 'information_schema')
      and (n.nspname, r.rolname) <> ('jobs', 'kith_worker')`),

  "every table belongs to the owner": asked(`
    with ${OURS}
    select format('%1$s belongs to %2$s; migrations make things as kith_owner: "alter table %1$s owner to kith_owner".', relname, owner) as fault
    from ours where relkind in ('r', 'p', 'v', 'm', 'f', 'S') and owner <> 'kith_owner'`),

  "every view asks with the rights of the one who asks": asked(`
    with ${OURS}
    select format('The view %s reads with the rights of its owner: create it "with (security_invoker = true)".', relname) as fault
    from ours where relkind = 'v' and not exists (
      select from unnest(reloptions) as option where option ~* '^security_invoker=(true|on|yes|1)$')`),
};
