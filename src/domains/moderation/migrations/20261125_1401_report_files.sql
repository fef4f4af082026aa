-- What stood beside a message when it was reported is counted, so that it can be said when it has gone with the message; it is not kept.
alter table moderation_report add column beside smallint not null default 0 check (beside between 0 and 4),
  add column openers uuid[] not null default '{}';   -- who had it shown to her
create function count_beside() returns trigger language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$ begin
    new.beside := (select count(*) from files_beside(new.message_id));
    return new;
  end $$;
alter function count_beside() owner to kith_gate;
create trigger report_made before insert on moderation_report for each row execute function count_beside();

-- As it was; it gives all columns that there are when it is made.
create or replace function reports_to_me() returns setof moderation_report language sql stable
  begin atomic
    select r.* from moderation_report r join space s on s.id = r.space_id
    where r.reported_id <> (select me()) and ((select am_steward() or has_role('moderator'))
      or s.id = any (array(select scope_id from person_role where person_id = me() and role = 'moderator' and scope = 'space' and ended_at is null))
      or s.organisation_id = any (
        array(select scope_id from person_role where person_id = me() and role = 'moderator' and scope = 'organisation' and ended_at is null)));
  end;

-- How much it was, and whether she had it shown to her.
create function report_beside(which uuid) returns table (count integer, opened boolean) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ select r.beside::int, me() = any (r.openers) from reports_to_me() r where r.id = which $$;
alter function report_beside(uuid) owner to kith_gate;

-- Has it shown to her who answers this report, until there is an answer. That she did is stated, once. False when it is not hers to look at.
create function open_report(which uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform 1 from reports_to_me() r where r.id = which and r.answered_at is null and r.beside > 0;
  if not found then return false; end if;
  update moderation_report r set openers = r.openers || me() where r.id = which and r.answered_at is null and me() <> all (r.openers);
  if found then insert into fact (kind, subject, about) values ('moderation.files-opened', which, jsonb_build_object('by', me())); end if;
  return true;
end $$;
alter function open_report(uuid) owner to kith_gate;

-- What is still there, for her who opened it.
create function report_files(which uuid) returns table (id uuid, kind text, bytes int, name text) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
    select f.* from reports_to_me() r cross join lateral files_beside(r.message_id) f
    where r.id = which and r.answered_at is null and me() = any (r.openers)
  $$;
alter function report_files(uuid) owner to kith_gate;

create function report_file(which uuid, file uuid) returns table (kind text, name text, content bytea) language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
    select c.* from reports_to_me() r cross join lateral content_beside(r.message_id, file) c
    where r.id = which and r.answered_at is null and me() = any (r.openers)
  $$;
alter function report_file(uuid, uuid) owner to kith_gate;
grant execute on function report_beside(uuid), open_report(uuid), report_files(uuid), report_file(uuid, uuid) to kith_person;
