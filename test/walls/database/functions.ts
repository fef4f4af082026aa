import { asked, type DatabaseWall } from "./ask.ts";

const PINNED = "search_path=pg_catalog, public, pg_temp";
const FUNCTIONS = `
  functions as (
    select p.*, p.oid::regprocedure::text as name, pg_get_userbyid(p.proowner) as owner from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  )`;

/** A definer function is a gate in the wall: few, owned by the gatekeeper, with a pinned path, and for named roles only. */
export const functionWalls: Readonly<Record<string, DatabaseWall>> = {
  "every definer function belongs to the gate": asked(`
    with ${FUNCTIONS}
    select format('%s is security definer and belongs to %s: "alter function %1$s owner to kith_gate", or make it an invoker.', name, owner) as fault
    from functions where prosecdef and owner <> 'kith_gate'
    union all
    select format('%s belongs to %s; functions belong to kith_owner, and gates to kith_gate.', name, owner)
    from functions where not prosecdef and owner not in ('kith_owner', 'kith_gate')`),

  "every definer function pins its search path": asked(`
    with ${FUNCTIONS}
    select format('%s is security definer and could be led to another''s tables: "set search_path = pg_catalog, public, pg_temp".', name) as fault
    from functions where prosecdef and not coalesce('${PINNED}' = any (proconfig), false)`),

  "no function is open to everyone": asked(`
    with ${FUNCTIONS}
    select format('Everyone may call %s: "revoke execute on function %1$s from public", and grant it to a role of the house.', name) as fault
    from functions where proacl is null or exists (select from aclexplode(proacl) a where a.grantee = 0)`),
};
