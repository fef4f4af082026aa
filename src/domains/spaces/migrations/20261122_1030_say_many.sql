-- Says many things in one transaction, each as its own author and under the policies. A refused one is refused alone.
-- Outcomes: said · again (the same id, the same author: said once) · conflict (the id is another's) · absent · closed · busy (someone else
-- has that space's turn, and this one would rather not wait for her).
create function say_many(said jsonb, patient boolean default true) returns table (place int, seq bigint, outcome text, message_id uuid) language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  it record;
  mine uuid;
  named uuid[];
  spaces uuid[] := array(select x.space from jsonb_to_recordset(said) as x(space uuid));
begin
  if patient then perform take_turns(spaces); else spaces := try_turns(spaces); end if;
  for it in
    select * from jsonb_to_recordset(said) as x(place int, person uuid, space uuid, id uuid, words text, topic uuid, reply uuid, names text[])
  loop
    place := it.place;
    seq := null;
    message_id := it.id;
    if it.space <> all (spaces) then
      outcome := 'busy';
      return next;
      continue;
    end if;
    perform set_config('kith.person_id', it.person::text, true);
    select m.id into mine from space_member m where m.space_id = it.space and m.person_id = it.person and m.ended_at is null;
    if mine is null then
      outcome := 'absent';
      return next;
      continue;
    end if;
    select s.seq, case when s.member_id = mine and s.space_id = it.space then 'again' else 'conflict' end
      into seq, outcome from space_message s where s.id = it.id;
    if found then
      return next;
      continue;
    end if;
    if (it.topic is not null and not exists (select from space_topic t where t.id = it.topic and t.space_id = it.space))
      or (it.reply is not null and not exists (select from space_message r where r.id = it.reply and r.space_id = it.space)) then
      outcome := 'absent';
      return next;
      continue;
    end if;
    update space_counter c set last_seq = last_seq + 1 where c.space_id = it.space and not is_closed returning last_seq into seq;
    if seq is null then
      outcome := 'closed';
      return next;
      continue;
    end if;
    named := case when it.names is null then null else mentioned(it.space, it.names) end;
    insert into space_message (id, space_id, seq, member_id, topic_id, reply_to, words, mentions)
      values (it.id, it.space, say_many.seq, mine, it.topic, it.reply, it.words, named)
      on conflict (id) do nothing;
    if not found then
      outcome := 'conflict'; -- an id from a room she cannot see
      update space_counter c set last_seq = last_seq - 1 where c.space_id = it.space; -- the place stays free: the log ends where the counter says
      seq := null;
      return next;
      continue;
    end if;
    insert into space_event (space_id, seq, kind, message_id, member_id) values (it.space, say_many.seq, 'said', it.id, mine);
    insert into fact (kind, subject, seq, about)
      values ('spaces.message-said', it.space, say_many.seq,
        case when named is null then jsonb_build_object('message', it.id, 'member', mine)
        else jsonb_build_object('message', it.id, 'member', mine, 'mentions', to_jsonb(named)) end);
    outcome := 'said';
    return next;
  end loop;
end $$;
grant execute on function say_many(jsonb, boolean) to kith_person;
