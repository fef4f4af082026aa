-- Says beside a member's name what she does here, so that others know a professional voice; empty takes it away. By a facilitator.
create function name_work(member uuid, words text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  space uuid;
begin
  select m.space_id into space from space_member m where m.id = member and m.ended_at is null and m.space_id in (select * from my_facilitated());
  if space is null then return false; end if;
  perform take_turns(array[space]);
  update space_member m set work = words where m.id = member and m.ended_at is null;
  if not found then return false; end if;
  insert into space_event (space_id, seq, kind) values (space, next_seq(space), 'changed');
  insert into fact (kind, subject, about) values ('spaces.work-named', space, jsonb_build_object('member', member, 'isNamed', words <> ''));
  return true;
end $$;
alter function name_work(uuid, text) owner to kith_gate;
grant execute on function name_work(uuid, text) to kith_person;
