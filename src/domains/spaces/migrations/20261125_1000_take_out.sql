-- Those who look after the network take out words that were reported to them, in rooms where they are no members. Nobody calls this but a
-- gate that knows the report: whoever may remove is asked there, and only that one message goes.
alter table space_message drop constraint space_message_removed_by_check;
alter table space_message add constraint space_message_removed_by_check check (removed_by in ('author', 'facilitator', 'steward'));
create policy gate_takes_out on space_message for update to kith_gate using (true) with check (words = '' and removed_by = 'steward');
grant update (words, removed_at, removed_by) on space_message to kith_gate;

-- False when there is nothing any more to take out. What remains is that something stood here; open pages learn of it as of any removal.
create function take_out(message uuid) returns boolean language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  space uuid;
  seq bigint;
begin
  select m.space_id into space from space_message m where m.id = message;
  if space is null then return false; end if;
  perform take_turns(array[space]);
  update space_message m set words = '', removed_at = now(), removed_by = 'steward' where m.id = message and m.removed_at is null;
  if not found then return false; end if;
  seq := next_seq(space);
  insert into space_event (space_id, seq, kind, message_id, about) values (space, seq, 'removed', message, jsonb_build_object('by', 'steward'));
  insert into fact (kind, subject, seq, about)
    values ('spaces.message-removed', space, seq, jsonb_build_object('message', message, 'by', 'steward'));
  return true;
end $$;
alter function take_out(uuid) owner to kith_gate;
