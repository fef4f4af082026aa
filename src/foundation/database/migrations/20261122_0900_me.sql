-- Who is asking: set for one transaction, unset everywhere else, so that a forgotten caller is nobody.
create function me() returns uuid language sql stable parallel safe
  return nullif(current_setting('kith.person_id', true), '')::uuid;
grant execute on function me() to kith_person, kith_worker, kith_identity, kith_gate;

-- One speaker at a time in each subject. The lock comes before the first write, so that a transaction's number follows its turn:
-- whoever reads facts in the order of (tx, id) reads each subject in the order of its seq.
create function take_turns(subjects uuid[]) returns void language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if cardinality(subjects) = 1 then
    perform pg_advisory_xact_lock(hashtextextended(subjects[1]::text, 7));
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(subject::text, 7)) from (select distinct unnest(subjects) as subject order by 1) as turns;
end $$;
grant execute on function take_turns(uuid[]) to kith_person, kith_worker, kith_gate;

-- Those of the subjects whose turn is free, taken; waits for nobody.
create function try_turns(subjects uuid[]) returns uuid[] language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if cardinality(subjects) = 1 then
    return case when pg_try_advisory_xact_lock(hashtextextended(subjects[1]::text, 7)) then subjects else '{}' end;
  end if;
  return (
    with turns as materialized (select distinct unnest(subjects) as subject)
    select coalesce(array_agg(subject), '{}') from turns where pg_try_advisory_xact_lock(hashtextextended(subject::text, 7))
  );
end $$;
grant execute on function try_turns(uuid[]) to kith_person;

-- How many migrations this database has had, for /ready.
grant select on kysely_migration to kith_gate;
create function migrations_done() returns int language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ select count(*)::int from kysely_migration $$;
alter function migrations_done() owner to kith_gate;
grant execute on function migrations_done() to kith_worker;
