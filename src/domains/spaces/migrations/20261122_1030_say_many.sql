-- The lines and the facts of messages that this very transaction has written: whoever calls it can state nothing else.
create function tell_said(ids uuid[]) returns void language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
begin -- plpgsql keeps its plans from call to call; in plain sql these two took longer to plan than to do
  insert into space_event (space_id, seq, kind, message_id, member_id)
    select m.space_id, m.seq, 'said', m.id, m.member_id from space_message m
    where m.id = any (ids) and m.xmin = pg_current_xact_id()::xid and m.origin is null;
  insert into fact (kind, subject, seq, actor_id, about)
    select 'spaces.message-said', m.space_id, m.seq, a.person_id,
      case when m.mentions is null then jsonb_build_object('message', m.id, 'member', m.member_id)
      else jsonb_build_object('message', m.id, 'member', m.member_id, 'mentions', to_jsonb(m.mentions)) end
    from space_message m join space_member a on a.id = m.member_id
    where m.id = any (ids) and m.xmin = pg_current_xact_id()::xid and m.origin is null
    order by m.space_id, m.seq;
end $$;
alter function tell_said(uuid[]) owner to kith_gate;
grant execute on function tell_said(uuid[]) to kith_person;

-- Says many things in one transaction, each as its own author and under the policies. A refused one is refused alone.
-- Outcomes: said · again (the same id, the same author: said once) · conflict (the id is another's) · absent · closed · busy (someone else
-- has that space's turn, and this one would rather not wait for her). Each space's places are taken in one go and the unused given back.
create function say_many(said jsonb, patient boolean default true)
  returns table (place int, seq bigint, outcome text, at timestamptz, member uuid, alias text, part text, work text) language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  it record;
  spaces uuid[] := array(select x.space from jsonb_to_recordset(said) as x(space uuid));
  free uuid[];                -- spaces whose turn is ours
  begun uuid[] := '{}';       -- spaces whose places are taken,
  last_places bigint[] := '{}'; -- and how far they are used
  keeper uuid[] := '{}';      -- a member of each, as whom the rest is given back
  told uuid[] := '{}';
  named uuid[];
  nth int;
begin
  if patient then perform take_turns(spaces); free := spaces; else free := try_turns(spaces); end if;
  at := now();
  for it in
    select * from jsonb_to_recordset(said) as x(place int, person uuid, space uuid, id uuid, words text, topic uuid, reply uuid, names text[])
  loop
    place := it.place;
    seq := null;
    if it.space <> all (free) then
      outcome := 'busy';
      return next;
      continue;
    end if;
    perform set_config('kith.person_id', it.person::text, true);
    select m.id, m.alias, m.part, m.work into member, alias, part, work from space_member m
      where m.space_id = it.space and m.person_id = it.person and m.ended_at is null;
    if member is null
      or (it.topic is not null and not exists (select from space_topic t where t.id = it.topic and t.space_id = it.space))
      or (it.reply is not null and not exists (select from space_message r where r.id = it.reply and r.space_id = it.space)) then
      outcome := 'absent';
      return next;
      continue;
    end if;
    nth := array_position(begun, it.space);
    if nth is null then
      update space_counter c set last_seq = last_seq + cardinality(array_positions(spaces, it.space))
        where c.space_id = it.space and not is_closed returning last_seq - cardinality(array_positions(spaces, it.space)) into seq;
      begun := begun || it.space;
      last_places := last_places || seq;
      keeper := keeper || it.person;
      nth := cardinality(begun);
    end if;
    seq := last_places[nth] + 1;
    if seq is not null then
      named := case when it.names is null then null else mentioned(it.space, it.names) end;
      insert into space_message (id, space_id, seq, member_id, topic_id, reply_to, words, mentions)
        values (it.id, it.space, say_many.seq, say_many.member, it.topic, it.reply, it.words, named)
        on conflict (id) do nothing;
      if found then
        outcome := 'said';
        last_places[nth] := seq;
        told := told || it.id;
        return next;
        continue;
      end if;
    end if;
    select s.seq, case when s.member_id = say_many.member and s.space_id = it.space then 'again' else 'conflict' end
      into seq, outcome from space_message s where s.id = it.id;
    if not found then
      outcome := case when last_places[nth] is null then 'closed' else 'conflict' end; -- the id is of a room she cannot see
      seq := null;
    end if;
    return next;
  end loop;
  for nth in 1 .. cardinality(begun) loop
    continue when last_places[nth] is null;
    perform set_config('kith.person_id', keeper[nth]::text, true);
    update space_counter c set last_seq = last_places[nth] where c.space_id = begun[nth] and c.last_seq <> last_places[nth];
  end loop;
  if cardinality(told) > 0 then perform tell_said(told); end if;
end $$;
grant execute on function say_many(jsonb, boolean) to kith_person;
