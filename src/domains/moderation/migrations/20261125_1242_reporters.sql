-- Whom an answer is for, so that she can be told that there is one. Asked by the house itself; no page tells who reported.
create function reporters_of(reports uuid[]) returns table (report uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select r.id, r.reporter_id from moderation_report r where r.id = any (reports[1:1000]) and r.answered_at is not null $$;
alter function reporters_of(uuid[]) owner to kith_gate;
grant execute on function reporters_of(uuid[]) to kith_worker;
